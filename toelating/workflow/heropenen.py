"""A request that was ended without judgement is judged after all, because an objection to that was right."""

from django.utils import timezone

from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from toelating import rules
from toelating.models import Status, Tlvaanvraag
from toelating.workflow.basis import HERINNEREN, workflow


@workflow.transition(
    source=[Status.BUITEN_BEHANDELING],
    target=Status.VOLLEDIGHEIDSTOETS,
    allowed=rules.is_systeem,
    wie="het portaal zelf, na een gegrond bezwaar",
    label="Alsnog behandelen",
)
def heropenen(aanvraag: Tlvaanvraag, *, door: None, reden: str) -> str:
    """The decision not to judge it is undone; the bureau takes the request up again with a new decision term. What was
    decided stays in the timeline and in its letter."""
    termijn = termijnen.start(
        bron=aanvraag,
        soort=Klok.TOELATING,
        begin=timezone.localdate(),
        weken=aanvraag.regeling.beslistermijn_weken,
        is_wettelijk=True,
        herinner_opdracht=HERINNEREN,
    )
    aanvraag.beslisdatum = termijn.uiterlijk
    aanvraag.voorstel, aanvraag.motivering = "", ""
    aanvraag.opgesteld_door = aanvraag.voorgelegd_op = None
    aanvraag.besluitnummer = aanvraag.besloten_op = aanvraag.besloten_door = None
    aanvraag.mandaat = aanvraag.bekendgemaakt_op = None
    return reden
