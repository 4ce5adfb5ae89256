"""The evaluation of an award: opened by the portal, filled in by the school together with who carries it out."""

from django.utils import timezone

from aanvragen.models import Evaluatie, Evaluatiestatus
from aanvragen.uitvoering import berichten, forms, rules
from aanvragen.uitvoering.workflow.uitvoering import BUREAU
from swv.invullen.forms import RedenForm
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker
from swv.termijnen.rekenen import werkdagen_na

evaluaties = Workflow("evaluatie", Evaluatiestatus, wat=Evaluatie.wat)

OPNIEUW_WERKDAGEN = 10


def _loopt(evaluatie: Evaluatie) -> bool:
    return evaluatie.uitvoering.loopt


@evaluaties.transition(
    source=[Evaluatiestatus.OPEN],
    target=None,
    allowed=rules.is_partner,
    wie="wie het uitvoert",
    label="Vertellen hoe het gaat",
    geldt=_loopt,
    invoer=forms.InbrengForm,
)
def inbrengen(evaluatie: Evaluatie, *, door: Gebruiker, van_partner: str) -> None:
    """Who carries it out says how it goes; the school reads that while it fills in the evaluation."""
    evaluatie.van_partner, evaluatie.partner = van_partner, door


@evaluaties.transition(
    source=[Evaluatiestatus.OPEN],
    target=Evaluatiestatus.INGEVULD,
    allowed=rules.is_school,
    wie="de school of haar bestuur",
    label="Evaluatie invullen",
    geldt=_loopt,
    invoer=forms.EvaluatieForm,
)
def invullen(
    evaluatie: Evaluatie, *, door: Gebruiker, doel_bereikt: str, wat_werkt: str, vervolg: str, toelichting: str = ""
) -> str:
    """Is the goal reached, what works, and how does it go on? Another way of going on needs a change of the award."""
    evaluatie.doel_bereikt, evaluatie.wat_werkt = doel_bereikt, wat_werkt
    evaluatie.vervolg, evaluatie.toelichting = vervolg, toelichting
    evaluatie.ingevuld_door, evaluatie.ingevuld_op = door, timezone.now()
    sleutel = str(evaluatie.versie)
    berichten.sturen(evaluatie, "evaluatie_ingevuld", berichten.bureau(evaluatie.uitvoering), sleutel=sleutel)
    return str(Evaluatie.Vervolg(vervolg).label)


@evaluaties.transition(
    source=[Evaluatiestatus.INGEVULD],
    target=Evaluatiestatus.OPEN,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Evaluatie opnieuw vragen",
    geldt=_loopt,
    invoer=RedenForm,
)
def opnieuw_vragen(evaluatie: Evaluatie, *, door: Gebruiker, reden: str) -> str:
    """Something is missing: the school fills it in again within ten working days; what it wrote stands there."""
    evaluatie.uiterlijk = werkdagen_na(timezone.localdate(), OPNIEUW_WERKDAGEN)
    evaluatie.herinnerd_op = None
    berichten.sturen(
        evaluatie,
        "evaluatie_gevraagd",
        berichten.school(evaluatie.uitvoering),
        sleutel=str(evaluatie.versie),
        uiterlijk=datum(evaluatie.uiterlijk),
    )
    return reden
