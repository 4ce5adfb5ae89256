"""What the acts on an aanvraag share."""

from typing import Any

from django.utils import timezone

from aanvragen.antwoorden import bezwaren, gegevens_van
from aanvragen.models import Aanvraag, Status
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker, Leerling
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from swv.termijnen.selectors import open_termijn

workflow = Workflow("aanvragen", Status, wat="deze aanvraag")

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
        aanvraag.leerling = _leerling(aanvraag, dict(kern.leerling))
    if bezwaar := aanvraag.declaratie.bezwaar(aanvraag):
        raise VoorwaardeNietVervuld(bezwaar)


def _leerling(aanvraag: Aanvraag, gegevens: dict[str, Any]) -> Leerling:
    """The pupil of this school with this number. Raises Geweigerd when that number is somebody else."""
    nummer = gegevens.pop("leerlingnummer")
    leerling, _ = Leerling.objects.get_or_create(school=aanvraag.school, leerlingnummer=nummer, defaults=gegevens)
    if any(getattr(leerling, naam) != waarde for naam, waarde in gegevens.items()):
        raise Geweigerd(
            f"Bij leerlingnummer {nummer} hoort op uw school een leerling met een andere naam of geboortedatum. "
            "Controleer het leerlingnummer, de naam en de geboortedatum. Staat de leerling verkeerd bij ons? "
            "Vraag het bureau om dat te verbeteren."
        )
    return leerling


def beslistermijn(aanvraag: Aanvraag) -> Termijn:
    termijn = open_termijn(aanvraag, Klok.BESLISSING)
    if termijn is None:
        raise Geweigerd(
            "Voor deze aanvraag loopt geen beslistermijn meer. Ga terug naar het dossier om te zien wat u nu kunt doen."
        )
    return termijn


def sluit_open_vraag(aanvraag: Aanvraag, *, door: Gebruiker) -> None:
    """A question that nobody answered in time ends, with its clock, by what follows on it; what the school was still
    typing was never sent and goes."""
    aanvraag.aanvullingsverzoeken.filter(beantwoord_op__isnull=True).update(
        antwoord="", beantwoord_op=timezone.now(), beantwoord_door=door
    )
    if vraag := open_termijn(aanvraag, Klok.AANVULLING):
        termijnen.afronden(termijn=vraag, op=timezone.localdate())
