"""The pages of changes of awards."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg


def laatste_dag_fout(page: Page) -> None:
    page.get_by_label("Wat is de laatste dag?").fill("1-1-2040")
    knop("Bewaren en verder")(page)


S, B, D = "coordinator", "bureau", "directeur"
EEN, BEHEER = "/wijzigingen/{wijziging:%s}/", "/bureau/aanvragen/wijziging/{wijziging:%s}/"
DESK = "/ondertekenen/wijzigingen/{wijziging:ter_ondertekening}/"
ROBOT = "/aanvragen/{robot:toegekend}/wijzigen/"

PAGINAS = (
    Pagina("wijziging-kiezen", ROBOT, S),
    Pagina("wijziging-kiezen-bureau", ROBOT, B),
    Pagina("wijziging-kan-niet", "/aanvragen/{huisonderwijs:toegekend}/wijzigen/", S),
    Pagina("wijziging-beginnen", ROBOT + "stoppen/", S),
    Pagina("wijziging-beginnen-leeg", ROBOT + "intrekken/", B, doe=knop("Bereid de wijziging voor")),
    Pagina("wijziging-concept", EEN % "concept", S),
    Pagina("wijziging-onderdeel-fout", EEN % "concept" + "wijziging/", S, doe=laatste_dag_fout),
    Pagina("wijziging-controleren", EEN % "concept" + "controleren/", S),
    Pagina("wijziging-gevraagd", EEN % "gevraagd", S, doe=open_uitleg),
    Pagina("wijziging-intrekken-leeg", EEN % "gevraagd" + "doen/intrekken/", S, doe=knop("Wijziging intrekken")),
    Pagina("wijziging-vastgesteld", EEN % "vastgesteld", S),
    Pagina("toekenning-gewijzigd", "/aanvragen/{innovatiegelden:toegekend}/", S),
    Pagina("wijzigingen-beheer", "/bureau/aanvragen/wijziging/?stapel=open", B),
    Pagina("wijziging-beheer", BEHEER % "ter_ondertekening" + "change/", B, doe=open_uitleg),
    Pagina("wijziging-voorleggen", BEHEER % "gevraagd" + "doen/voorleggen/", B),
    Pagina("wijziging-voorleggen-leeg", BEHEER % "in_voorbereiding" + "doen/voorleggen/", B, doe=knop("Advies geven")),
    Pagina("wijziging-vaststellen", DESK + "vaststellen/", D),
    Pagina("wijziging-vaststellen-zonder-code", DESK + "vaststellen/", D, doe=knop("Vaststellen en ondertekenen")),
    Pagina("wijziging-afwijzen", DESK + "afwijzen/", D),
)
