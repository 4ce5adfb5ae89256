"""The decision comes later: once by our own choice, further only when the objector agrees."""

from datetime import date

from django.utils import timezone

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from toelating.bezwaar import berichten, brieven, mensen
from toelating.bezwaar.klokken import beslisklok
from toelating.forms import bezwaar as forms
from toelating.models import Bezwaar
from toelating.workflow.bezwaar.basis import BEHANDELAAR, GEVRAAGD_OF_BIJ_BUREAU, workflow


@workflow.transition(
    source=GEVRAAGD_OF_BIJ_BUREAU,
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Verdagen",
    geldt=lambda bezwaar: bezwaar.verdaagd_weken == 0,
    invoer=forms.VerdagenForm,
)
def verdagen(bezwaar: Bezwaar, *, door: Gebruiker, weken: int, reden: str) -> str:
    """The decision comes at most six weeks later; everybody whom it concerns gets that in writing (Awb 7:10 (3))."""
    bezwaar.verdaagd_weken = weken
    uiterlijk = _later(bezwaar, weken=weken)
    brieven.verdaging_brief(bezwaar, door=door, reden=reden, uiterlijk=uiterlijk, akkoord="")
    return f"{reden}\n\nDe beslissing komt uiterlijk {datum(uiterlijk)}."


@workflow.transition(
    source=GEVRAAGD_OF_BIJ_BUREAU,
    target=None,
    allowed=mensen.mag_behandelen,
    wie=BEHANDELAAR,
    label="Verder uitstellen met instemming",
    geldt=lambda bezwaar: bezwaar.verdaagd_weken > 0,
    invoer=forms.UitstellenForm,
)
def uitstellen(bezwaar: Bezwaar, *, door: Gebruiker, weken: int, akkoord: str, akkoord_op: date, reden: str) -> str:
    """After a postponement the decision comes later still only with consent; who agreed and when is kept (Awb
    7:10 (4))."""
    bezwaar.uitgesteld_weken += weken
    uiterlijk = _later(bezwaar, weken=weken)
    instemming = f"{akkoord} stemde op {datum(akkoord_op)} in."
    brieven.verdaging_brief(bezwaar, door=door, reden=reden, uiterlijk=uiterlijk, akkoord=instemming)
    return f"{reden}\n\n{instemming} De beslissing komt uiterlijk {datum(uiterlijk)}."


def _later(bezwaar: Bezwaar, *, weken: int) -> date:
    termijn = termijnen.verlengen(termijn=beslisklok(bezwaar), weken=weken, op=timezone.localdate())
    assert termijn.uiterlijk is not None
    berichten.sturen(
        bezwaar,
        "bezwaar_later",
        berichten.aanvragers(bezwaar.aanvraag),
        sleutel=str(bezwaar.versie),
        uiterlijk=datum(termijn.uiterlijk),
    )
    return termijn.uiterlijk
