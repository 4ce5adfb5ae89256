"""A school collects a TLV with what it heard of the school or parents: the number and the date of birth.

There is no list and no search by name. A pair that does not fit gets one answer, whatever is wrong with it, and few
tries: a number follows from the one before, so only the date of birth is a secret.
"""

import logging
import re
from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest

from swv.kern.drempel import Grens, per_adres
from swv.organisaties.models import Gebruiker
from toelating.models import Verklaring, Verklaringstatus
from toelating.rules_verklaring import scholen_van

logger = logging.getLogger(__name__)

KWARTIER, ETMAAL = 15 * 60, 24 * 60 * 60
WAT = "tlv ophalen"
BEWIJS = "tlv_bewezen"  # in the session: the TLVs of which this person just gave number and date of birth

_STREEPJES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
_AANEEN = re.compile(r"([A-Z0-9]{2,6})-?(\d{4})-?(\d{5})")


def lees_nummer(tekst: str) -> str:
    """A TLV number as it is stored, from how people type or paste it; what is no number stays what it is."""
    kaal = _STREEPJES.sub("-", "".join(tekst.split())).upper()
    gevonden = _AANEEN.fullmatch(kaal)
    return "-".join(gevonden.groups()) if gevonden else kaal


def zoek(*, nummer: str, geboortedatum: date, soorten: Iterable[str]) -> Verklaring | None:
    """The announced TLV with this number, for a pupil born on this day and a school of one of these kinds."""
    return (
        Verklaring.objects.filter(
            nummer=nummer,
            leerling__geboortedatum=geboortedatum,
            onderwijs__in=[*soorten],
            aanvraag__bekendgemaakt_op__isnull=False,
        )
        .select_related("aanvraag__school__bestuur", "aanvraag__beoogde_school", "leerling", "school")
        .first()
    )


def grenzen(request: HttpRequest, gebruiker: Gebruiker, nummer: str) -> list[Grens]:
    """How often something may be tried that does not fit: by one person, from one network, and for one number."""
    wie = f"gebruiker-{gebruiker.pk}"
    return [
        Grens(WAT, wie, hoogstens=10, venster=KWARTIER),
        Grens(WAT, wie, hoogstens=40, venster=ETMAAL),
        per_adres(request, WAT, hoogstens=30, venster=KWARTIER),
        per_adres(request, WAT, hoogstens=100, venster=ETMAAL),
        Grens(WAT, f"nummer-{nummer}", hoogstens=20, venster=ETMAAL),
    ]


def noteer_misser(gebruiker: Gebruiker) -> None:
    """A line for who watches the logs: who tried, never what."""
    logger.warning("TLV ophalen: nummer en geboortedatum horen niet bij elkaar, gebruiker %s", gebruiker.pk)


def soorten_van(gebruiker: Gebruiker) -> set[str]:
    return {school.soort for school in scholen_van(gebruiker)}


# --- What somebody proved in this session ----------------------------------------------------------------------------


def onthoud(request: HttpRequest, verklaring: Verklaring) -> None:
    """This person knows number and date of birth of a TLV that another school uses: an overstap can be recorded."""
    request.session[BEWIJS] = [*request.session.get(BEWIJS, [])[-4:], str(verklaring.pk)]


def is_bewezen(request: HttpRequest, pk: object) -> bool:
    return str(pk) in request.session.get(BEWIJS, [])


def vergeet(request: HttpRequest, pk: object) -> None:
    request.session[BEWIJS] = [rij for rij in request.session.get(BEWIJS, []) if rij != str(pk)]


def waarom_niet(verklaring: Verklaring) -> str:
    """What to say about a TLV that fits, but that nobody can collect now."""
    if verklaring.status == Verklaringstatus.OPGEHAALD:
        return (
            "Een andere school heeft deze TLV opgehaald. Overleg met de ouders of de school die de TLV aanvroeg. De "
            "school die de TLV ophaalde, kan hem teruggeven."
        )
    return f"Deze TLV kunt u niet meer ophalen: {verklaring.get_status_display().lower()}. Bel het bureau."
