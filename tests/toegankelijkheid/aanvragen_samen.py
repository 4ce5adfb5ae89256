"""Working together on a dossier: colleagues, messages, notes, and texts for what is asked often."""

from playwright.sync_api import Page

from swv.invullen import samen
from swv.organisaties.models import Gebruiker
from tests.toegankelijkheid.pagina import Pagina, knop

S, B = "coordinator", "bureau"
BEHEER = "/bureau/aanvragen/aanvraag/{frictiefonds:in_behandeling}/"


def leeg_bericht(page: Page) -> None:
    page.get_by_label("Uw bericht").fill(" ")
    knop("Verstuur bericht")(page)


def bericht_met_bsn(page: Page) -> None:
    page.get_by_label("Uw bericht").fill("Het gaat om 111222333.")
    knop("Verstuur bericht")(page)


def met_standaardtekst(page: Page) -> None:
    page.get_by_label("Standaardtekst").select_option(index=1)
    knop("Zet de tekst in het vak")(page)


def collega_komt_erbij(page: Page) -> None:
    """Somebody else opens the same part; the page hears so by itself."""
    pk, onderdeel = page.url.rstrip("/").split("/")[-2:]
    from aanvragen.models import Aanvraag

    samen.meld(Aanvraag.objects.get(pk=pk), Gebruiker.objects.get(email="coordinator-collega@demo.example"), onderdeel)
    page.reload()


PAGINAS = (
    Pagina("samen-onderdeel", "/aanvragen/{frictiefonds:concept}/situatie/", S, doe=collega_komt_erbij),
    Pagina("berichten-concept", "/aanvragen/{frictiefonds:concept}/berichten/", S),
    Pagina("berichten-bsn", "/aanvragen/{frictiefonds:in_behandeling}/berichten/", S, doe=bericht_met_bsn),
    Pagina("berichten-tlv", "/toelating/{tlv:aanvulling_gevraagd}/berichten/", S),
    Pagina("beheer-gesprekken", "/bureau/invullen/gesprek/", B),
    Pagina("beheer-gesprekken-nieuw", "/bureau/invullen/gesprek/?nieuw=ja", B),
    Pagina("beheer-gesprek", BEHEER + "gesprek/", B, doe=met_standaardtekst),
    Pagina("beheer-gesprek-leeg", BEHEER + "gesprek/", B, doe=leeg_bericht),
    Pagina("beheer-gesprek-directeur", BEHEER + "gesprek/", "directeur"),
    Pagina("beheer-conceptgesprek", "/bureau/invullen/gesprek/{conceptgesprek}/change/", B),
    Pagina("beheer-notities", BEHEER + "notities/", B, doe=knop("Bewaar notitie")),
    Pagina("beheer-vraag-standaardtekst", BEHEER + "doen/aanvulling_vragen/", B, doe=met_standaardtekst),
    Pagina("beheer-standaardteksten", "/bureau/invullen/standaardtekst/", B),
    Pagina("beheer-standaardtekst-nieuw", "/bureau/invullen/standaardtekst/add/", "beheerder"),
)
