"""The pages of TLVs that were given. A `{verklaring:...}` needs dossiers of the demo in that state."""

from playwright.sync_api import Page

from tests.toegankelijkheid.paginas import Pagina, knop


def verkeerd_paar(page: Page) -> None:
    page.get_by_label("Nummer van de TLV").fill("VO2401-2020-00001")
    page.get_by_label("Geboortedatum van de leerling").fill("1-1-2012")
    knop("TLV ophalen")(page)


def leeg_versturen(page: Page) -> None:
    page.locator("main form").last.get_by_role("button").first.click()
    page.wait_for_load_state()


VSO, BUREAU = "coordinator-vso", "bureau"
EEN = "/toelating/verklaringen/{verklaring:%s}/"

PAGINAS = (
    Pagina("TLV’s van het bureau", "/toelating/verklaringen/", BUREAU),
    Pagina("TLV’s, niets gevonden", "/toelating/verklaringen/?zoek=VO1", BUREAU),
    Pagina("TLV’s van een school", "/toelating/verklaringen/", "coordinator"),
    Pagina("TLV’s zonder plaats", "/toelating/verklaringen/zonder-plaats/", BUREAU),
    Pagina("TLV’s ophalen", "/toelating/ophalen/", VSO),
    Pagina("TLV’s ophalen met een fout paar", "/toelating/ophalen/", VSO, 200, verkeerd_paar),
    Pagina("Einddatums, alle scholen", "/toelating/radar/", BUREAU),
    Pagina("Einddatums, eigen school", "/toelating/radar/", VSO),
    Pagina("TLV-cijfers", "/toelating/cijfers/", "directeur"),
    Pagina("TLV-cijfers om te delen", "/toelating/cijfers/", "controller"),
    Pagina("TLV die klaarligt", EEN % "afgegeven", VSO),
    Pagina("TLV die is opgehaald", EEN % "opgehaald", VSO),
    Pagina("TLV zonder plaats bij wie aanvroeg", EEN % "opgehaald", "coordinator"),
    Pagina("TLV met een leerling", EEN % "verzilverd", VSO),
    Pagina("TLV bij het bureau", EEN % "verzilverd", BUREAU),
    Pagina("Plaatsing vastleggen", EEN % "opgehaald" + "doen/plaatsen/", VSO),
    Pagina("Plaatsing vastleggen, leeg", EEN % "opgehaald" + "doen/plaatsen/", VSO, 200, leeg_versturen),
    Pagina("Vastleggen wat hierna komt", EEN % "verzilverd" + "doen/afloop_vastleggen/", VSO),
    Pagina("Overstap vastleggen", EEN % "verzilverd" + "doen/overstappen/", BUREAU),
    Pagina("TLV intrekken", EEN % "verzilverd" + "doen/intrekken/", "directeur"),
)
