"""The wijzer, what is found with a question, and lending."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop
from tests.toegankelijkheid.voorzieningen_plaatsen import leeg_versturen

W, R = "/voorzieningen/wijzer/", "/voorzieningen/robots/"
S, BAKEN, BUREAU = "coordinator", "bestuur-baken", "bureau"
A = "/bureau/voorzieningen/"


def periode_voorbij(page: Page) -> None:
    page.get_by_label("Vanaf welke dag?").fill("1-1-2026")
    page.get_by_label("Tot en met welke dag?").fill("2-1-2026")
    knop("Reserveren")(page)


PAGINAS = (
    Pagina("wijzer", W),
    Pagina("wijzer-vraag", W + "niet-naar-school/"),
    Pagina("wijzer-derde-vraag", W + "naar-speciaal/"),
    Pagina("wijzer-advies", W + "bang-of-somber/"),
    Pagina("wijzer-niet-gevonden", W + "bestaat-niet/", status=404),
    Pagina("openbaar-vraag", "/voorzieningen/?zoek=mijn+leerling+komt+niet+meer+naar+school"),
    Pagina("openbaar-robot", "/voorzieningen/robot-voor-leerlingen-die-niet-naar-school-gaan/", S),
    Pagina("beheer-wijzer", A + "wijzerstap/", BUREAU),
    Pagina("beheer-wijzerstap-nieuw", A + "wijzerstap/add/", BUREAU),
    Pagina("hulpmiddelen-vrij", R + "vrij/", S),
    Pagina("hulpmiddelen-vrij-bestuur", R + "vrij/", BAKEN),
    Pagina("uitlenen", R + "uitlenen/", BUREAU),
    Pagina("uitlenen-fout", R + "uitlenen/", BUREAU, doe=periode_voorbij),
    Pagina("lening-aangeboden", R + "lening/{lening:aangeboden}/", BAKEN),
    Pagina("lening-weigeren-leeg", R + "lening/{lening:aangeboden}/doen/lening_weigeren/", BAKEN, doe=leeg_versturen),
    Pagina("lening-uitgereikt", R + "lening/{lening:uitgereikt}/", BUREAU),
    Pagina("beheer-hulpmiddelen", A + "hulpmiddel/", BUREAU),
    Pagina("beheer-robot-nieuw", A + "robot/add/", BUREAU),
)
