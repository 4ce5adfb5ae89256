"""What the acts on a request for a TLV share."""

from django.utils import timezone

from swv.invullen.antwoorden import bezwaren
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker
from swv.termijnen import services as termijnen
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn
from toelating import berichten
from toelating.models import Rang, Status, Tlvaanvraag

workflow = Workflow("toelating", Status, wat="deze TLV-aanvraag")

HERINNEREN = "toelating.herinneren"
SCHOOL = "de ondersteuningscoördinator van de school"
SCHOOL_OF_BESTUUR = "de school of haar bestuur"
BESTUUR = "het schoolbestuur"
BUREAU = "een medewerker van het bureau"
DESKUNDIGE = "een deskundige die voor deze aanvraag is aangewezen"
COMMISSIELID = "een lid van de commissie die de aanvraag bespreekt"
ONDERTEKENAAR = "de directeur-bestuurder of wie een mandaat heeft, als die het besluit niet zelf voorbereidde"


def is_compleet(aanvraag: Tlvaanvraag) -> str | None:
    return " ".join(bezwaren(aanvraag)) or None


def met_deskundigen(aanvraag: Tlvaanvraag) -> bool:
    return aanvraag.regeling.met_deskundigen


def met_commissie(aanvraag: Tlvaanvraag) -> bool:
    return aanvraag.regeling.met_commissie


def beide_adviezen_zijn_er(aanvraag: Tlvaanvraag) -> str | None:
    """The law wants the advice of two experts before the decision; which one is missing."""
    if not aanvraag.regeling.met_deskundigen:
        return None
    gegeven = {advies.rang for advies in aanvraag.deskundigenadviezen.all() if advies.is_gegeven}
    mist = [str(rang.label) for rang in Rang if rang not in gegeven]
    if not mist:
        return None
    return f"Het advies van de {' en de '.join(mist)} is er nog niet. Wacht daarop, of vervang de deskundige."


def advies_is_er(aanvraag: Tlvaanvraag) -> str | None:
    if aanvraag.adviesbron:
        return None
    return "Er is nog geen advies over deze aanvraag. Zonder advies kan er geen besluit komen."


def klok_afronden(aanvraag: Tlvaanvraag, soort: Klok) -> None:
    """What this clock asked for was done, or is no longer needed."""
    if termijn := open_termijn(aanvraag, soort):
        termijnen.afronden(termijn=termijn, op=timezone.localdate())


def voorleggen_ter_ondertekening(aanvraag: Tlvaanvraag, *, door: Gebruiker, voorstel: str) -> None:
    """The decision lies ready at the signing desk, with a clock and a message."""
    aanvraag.voorstel = voorstel
    aanvraag.opgesteld_door, aanvraag.voorgelegd_op = door, timezone.now()
    termijnen.start(
        bron=aanvraag,
        soort=Klok.ONDERTEKENING,
        begin=timezone.localdate(),
        is_wettelijk=False,
        herinner_opdracht=HERINNEREN,
    )
    mensen = berichten.ondertekenaars(aanvraag)
    berichten.sturen(aanvraag, "ter_ondertekening", mensen, sleutel=str(aanvraag.versie))
