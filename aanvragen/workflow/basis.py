"""What the acts on an aanvraag share."""

from aanvragen.models import Aanvraag, Status
from swv.invullen.antwoorden import bezwaren, gegevens_van
from swv.invullen.leerling import leerling_van
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.workflow import Workflow

workflow = Workflow("aanvragen", Status, wat=Aanvraag.wat)

HERINNEREN = "aanvragen.herinneren"
COORDINATOR = "de ondersteuningscoördinator van de school"
BESTUUR = "het schoolbestuur"
BUREAU = "een medewerker van het bureau"
DIRECTEUR = "de directeur-bestuurder, als die niet zelf het advies schreef"


def is_compleet(aanvraag: Aanvraag) -> str | None:
    return " ".join(bezwaren(aanvraag)) or None


def kent_feedbackronde(aanvraag: Aanvraag) -> bool:
    return aanvraag.declaratie.feedbackronde


def heeft_definitief_plan(aanvraag: Aanvraag) -> str | None:
    if not kent_feedbackronde(aanvraag) or aanvraag.versies.count() > 1:
        return None
    return (
        "De school heeft nog geen definitief plan gestuurd. Geef eerst feedback; daarna stuurt de school het plan. "
        "Zonder definitief plan kan de aanvraag wel worden afgewezen."
    )


def neem_kerngegevens_over(aanvraag: Aanvraag) -> None:
    kern = aanvraag.declaratie.kerngegevens(gegevens_van(aanvraag), aanvraag.regeling)
    aanvraag.gevraagd_bedrag, aanvraag.van, aanvraag.tot = kern.gevraagd_bedrag, kern.van, kern.tot
    if kern.leerling:
        aanvraag.leerling = leerling_van(aanvraag.school, kern.leerling)
    if bezwaar := aanvraag.declaratie.bezwaar(aanvraag):
        raise VoorwaardeNietVervuld(bezwaar)
