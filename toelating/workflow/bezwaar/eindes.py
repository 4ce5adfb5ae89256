"""Another ending, and the moment at which the objector is told."""

from datetime import date
from typing import Any

from django.utils import timezone

from swv.documenten.services import bijlage_toevoegen
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating.berichten_verklaring import klaar_om_op_te_halen
from toelating.bezwaar import berichten, brieven, klokken, mensen
from toelating.bezwaar.stukken import Stuksoort
from toelating.forms import bezwaar as forms
from toelating.models import Bezwaar, Bezwaarstatus
from toelating.models.bezwaar import BESLOTEN, OPEN
from toelating.workflow.bezwaar.basis import BEHANDELAAR, SYSTEEM, workflow


@workflow.transition(
    source=OPEN,
    target=Bezwaarstatus.INGETROKKEN,
    allowed=mensen.mag_intrekken,
    wie=f"{BEHANDELAAR}, of het bestuur dat zelf bezwaar maakte",
    label="Bezwaar intrekken",
    invoer=forms.BezwaarIntrekkenForm,
)
def intrekken(
    bezwaar: Bezwaar,
    *,
    door: Gebruiker,
    op: date | None = None,
    hoe: str = "",
    bestand: Any = None,
    reden: str = "",
) -> str:
    """The objector withdraws before there is a decision, in writing or at the hearing (Awb 6:21). What the bureau
    writes down says when and how; a board presses the button itself."""
    op = op or timezone.localdate()
    if bestand:
        bijlage_toevoegen(bron=bezwaar, upload=bestand, soort=Stuksoort.INTREKKING, door=door)
    klokken.klokken_stoppen(bezwaar)
    brieven.intrekking_brief(bezwaar, door=door, op=op)
    mensen_ = [persoon for persoon in berichten.behandelaars(bezwaar) if persoon != door]
    berichten.sturen(bezwaar, "bezwaar_ingetrokken", mensen_, sleutel="1")
    return f"Op {datum(op)}{f': {hoe}' if hoe else '.'}{f' {reden}' if reden else ''}"


@workflow.transition(
    source=BESLOTEN,
    target=None,
    allowed=mensen.is_systeem,
    wie=SYSTEEM,
    label="Beslissing bekendmaken",
    geldt=lambda bezwaar: bezwaar.bekendgemaakt_op is None,
)
def bekendmaken(bezwaar: Bezwaar, *, door: None) -> None:
    """The letter is filed: in the portal it can be read, on paper it lies ready to be posted with the advice of the
    LBT. A TLV that came out of it can be collected from now on."""
    bezwaar.bekendgemaakt_op = timezone.now()
    klaar_om_op_te_halen(bezwaar.aanvraag)
