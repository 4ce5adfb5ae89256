"""Every letter about one kind of request: the dossier is walked once, and each outcome is tried and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from swv.documenten.models import Brief
from swv.organisaties.models import Gebruiker
from tests.factories.toelating import Toelatingswereld, breng_tot, maak_tlv
from toelating import workflow
from toelating.models import Status, Tlvaanvraag, Verklaring, Voorstel
from toelating.workflow import verklaring as na

UITKOMSTEN = ("afgifte", "afwijzing", "buiten_behandeling", "intrekking", "tlv_ingetrokken", "uitstel")
MOTIVERING = (
    "De school heeft laten zien welke ondersteuning Zoë kreeg en wat daarvan het effect was. De basisondersteuning en "
    "de extra ondersteuning zijn niet genoeg. Zoë heeft een kleine groep en vaste begeleiders nodig."
)


class _Terug(Exception):
    pass


@contextmanager
def _probeer() -> Iterator[None]:
    """What happens inside is taken back afterwards."""
    try:
        with transaction.atomic():
            yield
            raise _Terug
    except _Terug:
        pass


def brieven(wereld: Toelatingswereld, soort: str, *, geplaatst: Verklaring | None = None) -> dict[str, Brief]:
    """The letter of each outcome, as it was written; only the last rows stay. A renewal or another category goes on
    from `geplaatst`."""
    bureau, directeur = wereld.personas.bureau, wereld.personas.directeur
    aanvraag = maak_tlv(wereld, soort=soort, status=Status.VOLLEDIGHEIDSTOETS, vorige=geplaatst)
    alle: dict[str, Brief] = {}

    def bewaar(naam: str) -> None:
        alle[naam] = Brief.objects.get(bron_van(aanvraag), sjabloon(naam))

    with _probeer():
        workflow.uitstel_melden(aanvraag, door=bureau, weken=4, reden="Een deskundige is ziek geworden.")
        bewaar("uitstel")
    with _probeer():
        workflow.intrekken(aanvraag, door=aanvraag.aangevraagd_door, reden="De leerling verhuist.")
        bewaar("intrekking")
    with _probeer():
        breng_tot(wereld, aanvraag, Status.BUITEN_BEHANDELING)
        bewaar("buiten_behandeling")
    aanvraag = breng_tot(wereld, aanvraag, Status.ADVIES_GEREED)
    aanvraag = workflow.advies_aan_ouders(aanvraag, door=bureau, op=timezone.localdate(), hoe="per post")
    with _probeer():
        redenen = {"reden_afwijking": "De school kan zelf meer.", "weging": "De toetsen zijn van voor de extra hulp."}
        concept = _voorleggen(aanvraag, bureau, voorstel=Voorstel.AFWIJZEN, **redenen)
        workflow.afwijzen(concept, door=directeur, bevestigd_op=timezone.now())
        bewaar("afwijzing")
    concept = _voorleggen(aanvraag, bureau, voorstel=Voorstel.AFGEVEN, **_langer(aanvraag))
    afgegeven = workflow.afgeven(concept, door=directeur, bevestigd_op=timezone.now())
    bewaar("afgifte")
    na.intrekken(
        afgegeven.verklaringen.get(),
        door=directeur,
        bevestigd_op=timezone.now(),
        reden="De gegevens in de aanvraag waren van een andere leerling.",
        zienswijze="De ouders en de school zijn het ermee eens.",
    )
    alle["tlv_ingetrokken"] = Brief.objects.get(bron_van(aanvraag), sjabloon("tlv_ingetrokken"))
    return alle


def sjabloon(naam: str) -> Q:
    return Q(sleutel__regex=rf":toelating/{naam}(:|$)")


def bron_van(aanvraag: Tlvaanvraag) -> Q:
    return Q(object_id=aanvraag.pk)


def _voorleggen(aanvraag: Tlvaanvraag, bureau: Gebruiker, **anders: Any) -> Tlvaanvraag:
    return workflow.voorleggen(
        aanvraag,
        door=bureau,
        motivering=MOTIVERING,
        reactie_zienswijzen="Wij volgen wat de ouders en Zoë willen.",
        **anders,
    )


def _langer(aanvraag: Tlvaanvraag) -> dict[str, Any]:
    """A year longer than was advised, with the reasons for it."""
    assert aanvraag.einde is not None
    return {
        "categorie": aanvraag.categorie,
        "ingang": aanvraag.ingang,
        "einde": aanvraag.einde.replace(year=aanvraag.einde.year + 1),
        "reden_duur": "Dan kan Zoë de opleiding afmaken.",
        "reden_afwijking": "Zo hoeft de school niet al na een jaar opnieuw aan te vragen.",
    }
