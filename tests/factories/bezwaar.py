"""Objections in every state, each reached through the acts of the workflow.

    aanvraag = maak_besluit(wereld)                                    a TLV that was given and sent today
    maak_bezwaar(wereld, aanvraag)                                     an objection of the parents, just registered
    maak_bezwaar(wereld, aanvraag, status=Bezwaarstatus.BIJ_LBT)

The clock of the caller counts. The colleague of the bureau who was not involved handles it.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from swv.organisaties.models import Gebruiker
from swv.termijnen.rekenen import werkdagen_na
from tests.factories.toelating import Toelatingswereld, maak_tlv
from toelating.bezwaar import bundels
from toelating.bezwaar.selectors import besluitbrief, mogelijke_gevolgen
from toelating.bezwaar.services import bezwaar_registreren
from toelating.models import Bezwaar, Bezwaarstatus, Gevolg, Soort, Status, Tlvaanvraag, Verzending
from toelating.models.bezwaar import MET_TLV
from toelating.workflow import bezwaar as acts

Stap = Callable[[Toelatingswereld, Bezwaar], Bezwaar]
_teller = count(1)


def maak_besluit(
    wereld: Toelatingswereld,
    *,
    soort: str = Soort.VSO,
    status: str = Status.AFGEGEVEN,
    verzonden_op: datetime | None = None,
    **opties: Any,
) -> Tlvaanvraag:
    """A request that was decided, and the decision sent: now, unless said otherwise."""
    aanvraag = maak_tlv(wereld, soort=soort, status=status, **opties)
    verzend(aanvraag, op=verzonden_op)
    return aanvraag


def verzend(aanvraag: Tlvaanvraag, *, op: datetime | None = None) -> Verzending:
    brief = besluitbrief(aanvraag)
    assert brief is not None
    moment = op or timezone.now()
    Tlvaanvraag.objects.filter(pk=aanvraag.pk).update(bekendgemaakt_op=moment)
    return Verzending.objects.create(
        brief=brief,
        aan=Verzending.Aan.AANVRAGER,
        naam=aanvraag.school.bestuur.naam,
        kanaal=Verzending.Kanaal.DIGITAAL,
        verzonden_op=moment,
    )


def behandelaar(wereld: Toelatingswereld) -> Gebruiker:
    """Somebody of the bureau who was not involved in the first decision."""
    return wereld.personas.bureau_collega


def papier(naam: str = "") -> Any:
    """A scanned letter; every one another file. A picture, as that is quick to check."""
    nummer = next(_teller)
    uit = BytesIO()
    Image.new("L", (100 + nummer % 400, 140 + nummer // 400), "white").save(uit, "PNG")
    return SimpleUploadedFile(naam or f"brief{nummer}.png", uit.getvalue(), content_type="image/png")


def gegevens(**anders: Any) -> dict[str, Any]:
    """What stands on a complete paper of a parent that came in today."""
    vandaag = timezone.localdate()
    return {
        "van": Bezwaar.Van.OUDERS,
        "naam": f"A. van der Voorbeeld {next(_teller)}",
        "adres": "Voorbeeldstraat 1\n1314 AB Almere",
        "wijze": Bezwaar.Wijze.POST,
        "ontvangen_op": vandaag,
        "dagtekening": vandaag - timedelta(days=1),
        "gronden": "Onze dochter heeft op haar eigen school nog niet genoeg hulp gehad.",
        "is_ondertekend": True,
        **anders,
    }


def maak_bezwaar(
    wereld: Toelatingswereld,
    aanvraag: Tlvaanvraag,
    *,
    status: str = Bezwaarstatus.ONTVANGEN,
    uitkomst: str = Bezwaar.Lbtadvies.ONGEGROND,
    gevolg: str = "",
    **anders: Any,
) -> Bezwaar:
    """An objection to the decision on `aanvraag`, in a state; `uitkomst` is what the LBT advises and we decide."""
    bezwaar = bezwaar_registreren(
        aanvraag=aanvraag,
        door=wereld.personas.bureau,
        sleutel=uuid.uuid4(),
        bestanden=[papier()],
        behandelaar=behandelaar(wereld),
        **gegevens(**anders),
    )
    for stap in weg(status, uitkomst=uitkomst, gevolg=gevolg):
        bezwaar = stap(wereld, bezwaar)
    return bezwaar


def weg(status: str, *, uitkomst: str, gevolg: str = "") -> list[Stap]:
    """The acts from a registered objection to a state."""
    advies = [lbt_vragen, _adviseren(uitkomst)]
    voorgelegd = [*advies, _voorleggen(uitkomst, gevolg)]
    if uitkomst == Bezwaar.Lbtadvies.NIET_ONTVANKELIJK:
        voorgelegd = [_niet_verschoonbaar, *voorgelegd]
    wegen: dict[str, list[Stap]] = {
        Bezwaarstatus.ONTVANGEN: [],
        Bezwaarstatus.HERSTEL_GEVRAAGD: [herstel_vragen],
        Bezwaarstatus.BIJ_LBT: [lbt_vragen],
        Bezwaarstatus.ADVIES_GEREED: advies,
        Bezwaarstatus.TER_ONDERTEKENING: voorgelegd,
        Bezwaarstatus.GEGROND: [*voorgelegd, beslissen],
        Bezwaarstatus.ONGEGROND: [*voorgelegd, beslissen],
        Bezwaarstatus.NIET_ONTVANKELIJK: [*voorgelegd, beslissen],
        Bezwaarstatus.INGETROKKEN: [_intrekken],
    }
    return wegen[status]


def herstel_vragen(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    uiterlijk = werkdagen_na(timezone.localdate(), 10)
    return acts.herstel_vragen(bezwaar, door=behandelaar(wereld), vraag="De gronden ontbreken.", uiterlijk=uiterlijk)


def lbt_vragen(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    return acts.lbt_vragen(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), kenmerk="LBT 2026-12")


def _adviseren(uitkomst: str) -> Stap:
    def stap(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
        return acts.lbt_advies_vastleggen(
            bezwaar,
            door=behandelaar(wereld),
            advies=uitkomst,
            op=timezone.localdate(),
            tekst="De commissie heeft partijen gehoord.",
            bestand=papier(),
        )

    return stap


def _niet_verschoonbaar(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    return acts.termijn_beoordelen(
        bezwaar, door=behandelaar(wereld), verschoonbaar=False, reden="Er was geen reden om te wachten."
    )


def tlv_gegevens(bezwaar: Bezwaar, *, schooljaren: int = 2, categorie: str = "M") -> dict[str, Any]:
    """A TLV from the day that was asked, for so many school years."""
    ingang = bezwaar.aanvraag.gevraagde_ingang
    assert ingang is not None
    einde = date(ingang.year + schooljaren, 7, 31)
    return {"ingang": ingang, "einde": einde, "categorie": "" if bezwaar.aanvraag.is_pro else categorie}


def _voorleggen(uitkomst: str, gevolg: str) -> Stap:
    def stap(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
        is_gegrond = uitkomst == Bezwaar.Lbtadvies.GEGROND
        wat = (gevolg or mogelijke_gevolgen(bezwaar)[0]) if is_gegrond else Gevolg.GEEN
        return acts.voorleggen(
            bezwaar,
            door=behandelaar(wereld),
            voorstel=uitkomst,
            gevolg=wat,
            motivering="Wij volgen de commissie.",
            **(tlv_gegevens(bezwaar) if wat in MET_TLV else {}),
        )

    return stap


def beslissen(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    handeling = acts.workflow[f"{bezwaar.voorstel}_verklaren"]
    return handeling(bezwaar, door=wereld.personas.directeur, bevestigd_op=timezone.now())


def _intrekken(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    return acts.intrekken(bezwaar, door=behandelaar(wereld), op=timezone.localdate(), hoe="met een brief")


def maak_bundels(wereld: Toelatingswereld, bezwaar: Bezwaar) -> Bezwaar:
    """Verweerschrift and both bundles, as the worker makes them."""
    bezwaar = acts.verweer_schrijven(bezwaar, door=behandelaar(wereld), verweer="Wij vinden het besluit juist.")
    bezwaar = acts.bundel_maken(bezwaar, door=behandelaar(wereld))
    for bundel in bezwaar.bundels.filter(bijlage__isnull=True):
        bundels.bundel_maken(str(bundel.pk))
    return bezwaar


@contextmanager
def ongedaan() -> Iterator[None]:
    """What happens inside is undone at the end, so that one dossier serves many cases in one test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
