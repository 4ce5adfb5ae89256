"""What the acts on an aanvraag share."""

from django.utils import timezone

from aanvragen.models import Aanvraag, Status
from aanvragen.soorten.basis import Weg
from swv.invullen.antwoorden import bezwaren, gegevens_van
from swv.invullen.leerling import leerling_van
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow

workflow = Workflow("aanvragen", Status, wat=Aanvraag.wat)

HERINNEREN = "aanvragen.herinneren"
COORDINATOR = "de ondersteuningscoördinator van de school"
BESTUUR = "het schoolbestuur"
BUREAU = "een medewerker van het bureau"
DIRECTEUR = "de directeur-bestuurder, als die niet zelf het advies schreef"


def is_compleet(aanvraag: Aanvraag) -> str | None:
    return " ".join(bezwaren(aanvraag)) or None


def kan_nu(aanvraag: Aanvraag) -> str | None:
    """The period in which schools can ask for this is open."""
    return None if aanvraag.ingediend_op else aanvraag.regeling.waarom_gesloten(timezone.localdate())


def kent_feedbackronde(aanvraag: Aanvraag) -> bool:
    return aanvraag.declaratie.feedbackronde


def heeft_definitief_plan(aanvraag: Aanvraag) -> str | None:
    if not kent_feedbackronde(aanvraag) or aanvraag.versies.count() > 1:
        return None
    return (
        "De school heeft nog geen definitief plan gestuurd. Geef eerst feedback; daarna stuurt de school het plan. "
        "Zonder definitief plan kan de aanvraag wel worden afgewezen."
    )


def heeft_besluit(aanvraag: Aanvraag) -> bool:
    """The directeur-bestuurder decides on this kind."""
    return aanvraag.declaratie.weg == Weg.BESLUIT


def heeft_toezegging(aanvraag: Aanvraag) -> bool:
    """The bureau itself says yes or no."""
    return aanvraag.declaratie.weg == Weg.TOEZEGGING


def heeft_antwoord(aanvraag: Aanvraag) -> bool:
    """A question: it gets an answer and no decision."""
    return aanvraag.declaratie.weg == Weg.ANTWOORD


def heeft_geen_besluit(aanvraag: Aanvraag) -> bool:
    return not heeft_besluit(aanvraag)


def verzoek_is_verstreken(aanvraag: Aanvraag) -> str | None:
    verzoek = aanvraag.open_vraag
    if verzoek is None or verzoek.is_verstreken:
        return None
    return (
        f"De school heeft nog tot en met {datum(verzoek.uiterlijk)} om aan te vullen. "
        "U kunt de aanvraag pas daarna buiten behandeling laten stellen."
    )


def neem_kerngegevens_over(aanvraag: Aanvraag) -> None:
    """The shared columns from the answers, and the version of the rules that counts for them."""
    gegevens = gegevens_van(aanvraag)
    aanvraag.regeling = aanvraag.regeling_bij(gegevens)
    kern = aanvraag.declaratie.kerngegevens(gegevens, aanvraag.regeling)
    aanvraag.gevraagd_bedrag, aanvraag.van, aanvraag.tot = kern.gevraagd_bedrag, kern.van, kern.tot
    if kern.leerling:
        aanvraag.leerling = leerling_van(aanvraag.school, kern.leerling)
    if bezwaar := aanvraag.declaratie.bezwaar(aanvraag):
        raise VoorwaardeNietVervuld(bezwaar)
