"""Between advice and signature: the parents read the advice and say what they think, and the decision is drafted."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn
from toelating import berichten, forms, rules
from toelating.besluit import gebreken, neem_voorstel_over
from toelating.models import Status, Tlvaanvraag, Zienswijze
from toelating.models.aanvraag import OPEN_BIJ_BUREAU
from toelating.workflow.basis import (
    BUREAU,
    HERINNEREN,
    SCHOOL_OF_BESTUUR,
    advies_is_er,
    beide_adviezen_zijn_er,
    klok_afronden,
    voorleggen_ter_ondertekening,
    workflow,
)


@workflow.transition(
    source=[Status.ADVIES_GEREED, Status.ZIENSWIJZE, Status.TER_ONDERTEKENING],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Vastleggen dat de ouders het advies kregen",
    invoer=forms.AdviesAanOudersForm,
)
def advies_aan_ouders(aanvraag: Tlvaanvraag, *, door: Gebruiker, op: date, hoe: str) -> str:
    """The parents got a copy of the advice on what their child needs; the law asks so (WVO (old) art. 17a (15))."""
    aanvraag.advies_aan_ouders_op = op
    return f"Op {datum(op)}: {hoe}"


@workflow.transition(
    source=[Status.ADVIES_GEREED],
    target=Status.ZIENSWIJZE,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Zienswijze vragen",
    invoer=forms.ZienswijzeVragenForm,
)
def zienswijze_vragen(aanvraag: Tlvaanvraag, *, door: Gebruiker, uiterlijk: date, toelichting: str) -> str:
    """Who will probably object is heard before the decision, until a date (Awb 4:7, 4:8)."""
    termijnen.start(
        bron=aanvraag,
        soort=Klok.ZIENSWIJZE,
        begin=timezone.localdate(),
        uiterlijk=uiterlijk,
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    berichten.sturen(
        aanvraag,
        "tlv_zienswijze_gevraagd",
        berichten.aanvragers(aanvraag),
        sleutel=str(aanvraag.versie),
        uiterlijk=datum(uiterlijk),
    )
    return f"{toelichting}\n\nGraag uiterlijk {datum(uiterlijk)}."


@workflow.transition(
    source=OPEN_BIJ_BUREAU,
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Zienswijze toevoegen",
    invoer=forms.ZienswijzeForm,
)
def zienswijze_vastleggen(aanvraag: Tlvaanvraag, *, door: Gebruiker, **gegevens: Any) -> str:
    """What a parent, the pupil or the school thinks, in the own words, with date and agreement."""
    rij = Zienswijze.objects.create(aanvraag=aanvraag, vastgelegd_door=door, **gegevens)
    return f"Zienswijze van {rij.get_van_display()}, {datum(rij.datum)}: {rij.get_akkoord_display()}."


@workflow.transition(
    source=[Status.ZIENSWIJZE],
    target=None,
    allowed=rules.is_school,
    wie=SCHOOL_OF_BESTUUR,
    label="Zienswijze geven",
    invoer=forms.ZienswijzeGevenForm,
)
def zienswijze_geven(aanvraag: Tlvaanvraag, *, door: Gebruiker, **gegevens: Any) -> str:
    """The school answers what the bureau laid before it, for itself or for a parent or the pupil it spoke with."""
    rij = Zienswijze.objects.create(aanvraag=aanvraag, vastgelegd_door=door, **gegevens)
    berichten.sturen(aanvraag, "tlv_zienswijze_gegeven", berichten.behandelaars(aanvraag), sleutel=str(rij.pk))
    return f"Zienswijze van {rij.get_van_display()}, {datum(rij.datum)}: {rij.get_akkoord_display()}."


def _termijn_is_voorbij(aanvraag: Tlvaanvraag) -> str | None:
    termijn = open_termijn(aanvraag, Klok.ZIENSWIJZE)
    if termijn is None or termijn.uiterlijk is None or termijn.uiterlijk < timezone.localdate():
        return None
    if aanvraag.zienswijzen.filter(over=Zienswijze.Over.ADVIES).exists():
        return None
    return (
        f"Er is nog geen zienswijze, en dat kan nog tot en met {datum(termijn.uiterlijk)}. Leg een zienswijze vast "
        "of wacht tot na die dag."
    )


@workflow.transition(
    source=[Status.ZIENSWIJZE],
    target=Status.ADVIES_GEREED,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Zienswijzen zijn binnen",
    voorwaarden=(_termijn_is_voorbij,),
)
def zienswijze_afsluiten(aanvraag: Tlvaanvraag, *, door: Gebruiker) -> None:
    """The views are in, or the given day passed; the bureau goes on with the decision."""
    klok_afronden(aanvraag, Klok.ZIENSWIJZE)


def _ouders_kregen_advies(aanvraag: Tlvaanvraag) -> str | None:
    if aanvraag.advies_aan_ouders_op:
        return None
    return (
        "Leg eerst vast wanneer de ouders een kopie van het advies kregen. Zij hebben daar recht op voordat er een "
        "besluit komt."
    )


@workflow.transition(
    source=[Status.ADVIES_GEREED],
    target=Status.TER_ONDERTEKENING,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Besluit voorleggen",
    voorwaarden=(beide_adviezen_zijn_er, advies_is_er, _ouders_kregen_advies),
    invoer=forms.VoorleggenForm,
)
def voorleggen(aanvraag: Tlvaanvraag, *, door: Gebruiker, voorstel: str, **besluit: Any) -> None:
    """The bureau drafts the decision and puts it on the signing desk. Another decision than the advice needs reasons
    (Awb 3:50), and so do contradictory criteria, a long duration, and views that were not followed."""
    neem_voorstel_over(aanvraag, voorstel=voorstel, **besluit)
    if zinnen := gebreken(aanvraag):
        raise VoorwaardeNietVervuld(" ".join(zin for veld in zinnen.values() for zin in veld))
    voorleggen_ter_ondertekening(aanvraag, door=door, voorstel=voorstel)
