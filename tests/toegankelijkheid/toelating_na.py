"""The pages of TLVs that were given."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg


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
    Pagina("tlvs-bureau", "/toelating/verklaringen/", BUREAU),
    Pagina("tlvs-niets", "/toelating/verklaringen/?zoek=VO1", BUREAU),
    Pagina("tlvs-zonder-plaats", "/toelating/verklaringen/zonder-plaats/", BUREAU),
    Pagina("tlv-ophalen", "/toelating/verklaringen/ophalen/", VSO),
    Pagina("tlv-ophalen-fout-paar", "/toelating/verklaringen/ophalen/", VSO, doe=verkeerd_paar),
    Pagina("radar", "/toelating/verklaringen/einddatums/", BUREAU),
    Pagina("radar-school", "/toelating/verklaringen/einddatums/", VSO),
    Pagina("radar-leeg", "/toelating/verklaringen/einddatums/", "bestuur-baken"),
    Pagina("tlv-cijfers", "/toelating/verklaringen/cijfers/", "directeur", doe=open_uitleg),
    Pagina("tlv-klaar", EEN % "afgegeven", VSO),
    Pagina("tlv-geplaatst", EEN % "verzilverd", VSO, doe=open_uitleg),
    Pagina("tlv-plaatsen-leeg", EEN % "opgehaald" + "doen/plaatsen/", VSO, doe=leeg_versturen),
    Pagina("tlv-intrekken", EEN % "verzilverd" + "doen/intrekken/", "directeur"),
)
