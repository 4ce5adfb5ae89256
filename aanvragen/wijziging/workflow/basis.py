"""What the acts on a change share."""

from aanvragen.models import Aanvraag, Wijziging, Wijzigingstatus
from swv.invullen.antwoorden import bezwaren
from swv.kern.models import Gebeurtenis
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker

workflow = Workflow("wijziging", Wijzigingstatus, wat=Wijziging.wat)

HERINNEREN = "aanvragen.wijziging_herinneren"
COORDINATOR = "de ondersteuningscoördinator van de school"
BESTUUR = "het schoolbestuur"
SCHOOL = "de school of haar bestuur"
BUREAU = "een medewerker van het bureau"
DIRECTEUR = "de directeur-bestuurder, als die niet zelf het advies schreef"


def is_compleet(wijziging: Wijziging) -> str | None:
    return " ".join(bezwaren(wijziging)) or None


def is_van_school(wijziging: Wijziging) -> bool:
    return wijziging.van_school


def is_van_bureau(wijziging: Wijziging) -> bool:
    return not wijziging.van_school


def op_de_aanvraag(wijziging: Wijziging, label: str, *, door: Gebruiker | None, wat: str = "") -> None:
    """Tell it in the timeline of the award too; a proposal of the bureau is nobody's business before it is signed."""
    aanvraag: Aanvraag = wijziging.aanvraag
    Gebeurtenis.objects.create(
        bron=aanvraag,
        handeling="wijziging",
        label=label,
        door=door,
        van_status=aanvraag.status,
        naar_status=aanvraag.status,
        toelichting=f"{wijziging.kenmerk}. {wat}".strip(),
    )
