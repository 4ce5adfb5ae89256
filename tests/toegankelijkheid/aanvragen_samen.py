"""Working together on a dossier: colleagues, messages, notes, and texts for what is asked often."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from aanvragen.models import Aanvraag, Status
from swv.invullen import samen
from swv.invullen.models import Aanwezigheid
from swv.organisaties.models import Gebruiker
from tests.toegankelijkheid.pagina import Pagina, knop

S, B = "coordinator", "bureau"
EEN = "{huisonderwijs:ter_ondertekening}"
BEHEER = f"/bureau/aanvragen/aanvraag/{EEN}/"
VRAGEN = "/bureau/aanvragen/aanvraag/{frictiefonds:in_behandeling}/doen/aanvulling_vragen/"


def leeg_bericht(page: Page) -> None:
    page.get_by_label("Uw bericht").fill(" ")
    knop("Verstuur bericht")(page)


def bericht_met_bsn(page: Page) -> None:
    page.get_by_label("Uw bericht").fill("Het gaat om 111222333.")
    knop("Verstuur bericht")(page)


def met_standaardtekst(page: Page) -> None:
    page.get_by_label("Standaardtekst").select_option(index=1)
    knop("Zet de tekst in het vak")(page)


def collega_aanwezig() -> None:
    """Somebody else has a part of the draft open, for as long as these tests last."""
    collega = Gebruiker.objects.get(email="coordinator-collega@demo.example")
    concept = Aanvraag.objects.for_user(collega).get(soort="frictiefonds", status=Status.CONCEPT)
    samen.meld(concept, collega, "situatie")
    Aanwezigheid.objects.update(gezien_op=timezone.now() + timedelta(days=1))


PAGINAS = (
    Pagina("samen-onderdeel", "/aanvragen/{frictiefonds:concept}/situatie/", S),
    Pagina("berichten-concept", "/aanvragen/{frictiefonds:concept}/berichten/", S),
    Pagina("berichten-bsn", f"/aanvragen/{EEN}/berichten/", S, doe=bericht_met_bsn),
    Pagina("berichten-tlv", "/toelating/{tlv:aanvulling_gevraagd}/berichten/", S),
    Pagina("beheer-gesprekken", "/bureau/invullen/gesprek/", B),
    Pagina("beheer-gesprekken-nieuw", "/bureau/invullen/gesprek/?nieuw=ja", B),
    Pagina("beheer-samenwerking", BEHEER + "change/", B),
    Pagina("beheer-gesprek", BEHEER + "gesprek/", B, doe=met_standaardtekst),
    Pagina("beheer-gesprek-leeg", BEHEER + "gesprek/", B, doe=leeg_bericht),
    Pagina("beheer-gesprek-directeur", BEHEER + "gesprek/", "directeur"),
    Pagina("beheer-conceptgesprek", "/bureau/invullen/gesprek/{conceptgesprek}/change/", B),
    Pagina("beheer-notities", BEHEER + "notities/", B, doe=knop("Bewaar notitie")),
    Pagina("beheer-vraag-standaardtekst", VRAGEN, B, doe=met_standaardtekst),
    Pagina("beheer-standaardteksten", "/bureau/invullen/standaardtekst/", B),
    Pagina("beheer-standaardtekst-nieuw", "/bureau/invullen/standaardtekst/add/", "beheerder"),
)
