"""The acts on an aanmelding, in the order in which it lives: looked into, once extended, decided, placed.

The term is one of law (WVO (old) art. 27 (2e)): six weeks from the day after the registration, once extended by at most
four. It moves for weekends and holidays as other legal terms do (Atw art. 1).
"""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from swv.organisaties.models import School
from swv.termijnen import services as termijnen
from swv.termijnen.selectors import open_termijn
from toelating.models import Aanmelding, Aanmeldingstatus
from toelating.monitors import rules
from toelating.monitors.forms.aanmelding import (
    AndereSchoolForm,
    GeplaatstForm,
    IntrekkenForm,
    TijdelijkPlaatsenForm,
    ToelatenForm,
    VerlengenForm,
)
from toelating.monitors.forms.basis import RedenForm
from toelating.monitors.rules import BEIDE

Status = Aanmeldingstatus
workflow = Workflow("aanmelding", Status, wat="de aanmelding")

WEKEN = 6
HERINNEREN = "toelating.zorgplicht_herinneren"


def start_klok(aanmelding: Aanmelding) -> None:
    """Let the term run, as long as it is by now. The row must be stored already."""
    termijn = termijnen.start(
        bron=aanmelding,
        soort=Aanmelding.klok,
        begin=aanmelding.aangemeld_op,
        weken=WEKEN + (aanmelding.verlengd_weken or 0),
        is_wettelijk=True,
        herinner_opdracht=HERINNEREN,
    )
    assert termijn.uiterlijk is not None
    aanmelding.beslisdatum = termijn.uiterlijk


@workflow.transition(
    source=[Status.ONDERZOEK],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Termijn verlengen",
    geldt=lambda aanmelding: aanmelding.verlengd_weken is None,
    invoer=VerlengenForm,
)
def verlengen(aanmelding: Aanmelding, *, door: Any, weken: int, brief_op: date, reden: str) -> str:
    """The parents were told before the last day that it takes longer; once, by at most four weeks."""
    termijn = open_termijn(aanmelding, Aanmelding.klok)
    assert termijn is not None
    termijn = termijnen.verlengen(termijn=termijn, weken=weken, op=brief_op)
    assert termijn.uiterlijk is not None
    aanmelding.verlengd_weken, aanmelding.verlengd_op, aanmelding.verlenging_reden = weken, brief_op, reden
    aanmelding.beslisdatum = termijn.uiterlijk
    return f"Besluit uiterlijk op {datum(termijn.uiterlijk)}. {reden}"


@workflow.transition(
    source=[Status.ONDERZOEK],
    target=None,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Tijdelijke plaats vastleggen",
    geldt=lambda aanmelding: aanmelding.kan_tijdelijk_plaatsen,
    invoer=TijdelijkPlaatsenForm,
)
def tijdelijk_plaatsen(aanmelding: Aanmelding, *, door: Any, op: date) -> str:
    """The pupil has a place at the school until it has decided; a duty after ten weeks, allowed before. The term runs
    on, and so does the zorgplicht."""
    aanmelding.tijdelijk_geplaatst_op = op
    return f"Vanaf {datum(op)}."


@workflow.transition(
    source=[Status.ONDERZOEK, Status.AANBOD],
    target=Status.GEPLAATST,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Toelaten",
    invoer=ToelatenForm,
)
def toelaten(aanmelding: Aanmelding, *, door: Any, besloten_op: date, geplaatst_op: date) -> str:
    """The school takes the pupil."""
    aanmelding.besloten_op, aanmelding.geplaatst_op = besloten_op, geplaatst_op
    _zonder_andere_school(aanmelding)
    termijnen.alles_afronden(bron=aanmelding, op=besloten_op)
    return f"Besloten op {datum(besloten_op)}, ingeschreven vanaf {datum(geplaatst_op)}."


@workflow.transition(
    source=[Status.ONDERZOEK],
    target=Status.AANBOD,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Andere school gevonden",
    invoer=AndereSchoolForm,
)
def andere_school_vinden(
    aanmelding: Aanmelding,
    *,
    door: Any,
    besloten_op: date,
    akkoord_op: date,
    andere_school: School | None = None,
    andere_school_naam: str = "",
) -> str:
    """The school cannot give what is needed, and another one that can agreed to take the pupil. The zorgplicht stays
    here until the pupil is placed there."""
    aanmelding.besloten_op, aanmelding.akkoord_op = besloten_op, akkoord_op
    aanmelding.andere_school, aanmelding.andere_school_naam = andere_school, andere_school_naam
    termijnen.alles_afronden(bron=aanmelding, op=besloten_op)
    return f"{aanmelding.waarheen}, akkoord op {datum(akkoord_op)}."


@workflow.transition(
    source=[Status.AANBOD],
    target=Status.ONDERZOEK,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Andere school kan toch niet",
    invoer=RedenForm,
)
def aanbod_laten_vervallen(aanmelding: Aanmelding, *, door: Any, reden: str) -> str:
    """The other school does not take the pupil after all: there is no offer, and the same term counts again."""
    aanmelding.besloten_op = None
    _zonder_andere_school(aanmelding)
    start_klok(aanmelding)
    return reden


@workflow.transition(
    source=[Status.AANBOD],
    target=Status.ELDERS,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Plaatsing bevestigen",
    invoer=GeplaatstForm,
)
def plaatsing_bevestigen(aanmelding: Aanmelding, *, door: Any, geplaatst_op: date) -> str:
    """The pupil began at the other school: the zorgplicht of this one is over."""
    aanmelding.geplaatst_op = geplaatst_op
    return f"{aanmelding.waarheen}, vanaf {datum(geplaatst_op)}."


@workflow.transition(
    source=[Status.ONDERZOEK, Status.AANBOD],
    target=Status.INGETROKKEN,
    allowed=rules.school_of_bureau,
    wie=BEIDE,
    label="Aanmelding stoppen",
    invoer=IntrekkenForm,
)
def intrekken(aanmelding: Aanmelding, *, door: Any, waarom: str) -> str:
    """The registration is no longer there; with it goes the zorgplicht of this school."""
    aanmelding.intrekking, aanmelding.ingetrokken_op = waarom, timezone.localdate()
    termijnen.alles_afronden(bron=aanmelding, op=aanmelding.ingetrokken_op)
    return f"{aanmelding.get_intrekking_display().capitalize()}."


def _zonder_andere_school(aanmelding: Aanmelding) -> None:
    aanmelding.andere_school, aanmelding.andere_school_naam, aanmelding.akkoord_op = None, "", None
