"""The story of a school that asks for praktijkonderwijs, from the first click to the receipt of the board."""

from playwright.sync_api import Page, expect

from tests.factories.toelating import antwoorden, maak_wereld
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import pdf
from tests.reizen.tlv_stappen import vul_deel
from toelating.models import Soort, Status, Tlvaanvraag

TELEFOON = {"width": 360, "height": 740}


def past_op_het_scherm(page: Page) -> None:
    breed = page.evaluate("document.documentElement.scrollWidth")
    assert breed <= TELEFOON["width"], (page.url, breed)


def test_school_asks_for_pro_with_a_refused_test_and_the_board_submits(swv: Personas, mensen: Deelnemers) -> None:
    wereld = maak_wereld(swv)
    getypt = antwoorden(wereld, Soort.PRO)
    sanne = mensen(swv.coordinator)
    sanne.page.set_viewport_size(TELEFOON)

    sanne.volg("TLV aanvragen")
    sanne.volg("TLV praktijkonderwijs")
    past_op_het_scherm(sanne.page)
    sanne.klik("Begin met de aanvraag")
    sanne.ziet("Concept: nog niet verstuurd")
    sanne.volg("Vul in voor welke leerling")
    past_op_het_scherm(sanne.page)
    vul_deel(sanne, getypt["leerling"])
    sanne.kop("Vul in wat u aanvraagt")
    vul_deel(sanne, getypt["aanvraag"])
    sanne.kop("Vul de scores in")

    # The test is refused: the page says what to do first, and what was typed stays.
    scores = {naam: waarde for naam, waarde in getypt["criteria"].items() if not naam.startswith("iq")}
    vul_deel(sanne, scores)
    sanne.ziet("Is ‘Verslag van de intelligentietest’ geweigerd? Meld dat dan eerst bij ‘Voeg bijlagen toe’.")
    past_op_het_scherm(sanne.page)
    aanvraag = Tlvaanvraag.objects.get()
    assert aanvraag.antwoorden["criteria"]["dle_spellen"] == "20"
    sanne.ga(aanvraag.adres("bijlagen"))
    sanne.page.get_by_role("region", name="Verslag van de intelligentietest").get_by_role("link").click()
    sanne.ziet("Zonder IQ kunnen wij de landelijke criteria niet toetsen.")
    sanne.vul("Wat is de reden?", "De ouders willen niet dat hun kind wordt getest.")
    sanne.klik("Meld dat dit stuk is geweigerd")
    sanne.voeg_toe("Didactische gegevens", pdf("toetsen.pdf"))

    sanne.ga(aanvraag.get_absolute_url())
    sanne.volg("Beschrijf waarom praktijkonderwijs past")
    vul_deel(sanne, getypt["motivering"])
    sanne.kop("Leg vast wat ouders en leerling vinden")
    vul_deel(sanne, getypt["ouders"])
    sanne.kop("Vul in van wanneer de stukken zijn")
    vul_deel(sanne, {"datum_didactisch": getypt["stukken"]["datum_didactisch"]})

    # With the test refused the scores are complete: nothing is left but the summary.
    sanne.kop("Controleer de TLV-aanvraag")
    past_op_het_scherm(sanne.page)
    sanne.ziet("Zo rekenen wij", "De TLV gaat in op", "Wij kunnen de criteria niet uitrekenen")
    sanne.klik("Vraag uw bestuur om mee te tekenen")
    sanne.ziet("Uw bestuur heeft een mail gekregen", "Bij het schoolbestuur")

    bureau = mensen(swv.bureau, "/toelating/")
    bureau.ziet("Nog geen aanvragen")
    bestuur = mensen(swv.bestuur)
    bestuur.ziet("Meetekenen")
    bestuur.volg("TLV praktijkonderwijs")
    bestuur.volg("Nalezen en meetekenen")
    bestuur.ziet("De ouders willen niet dat hun kind wordt getest.")
    bestuur.klik("Medetekenen en indienen")
    bestuur.kop("Wij hebben de aanvraag ontvangen")
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.INGEDIEND
    bestuur.ziet(aanvraag.kenmerk or "", "De ouders krijgen de brief per post.")
    bestuur.page.go_back()
    bestuur.page.reload()
    expect(bestuur.page.get_by_role("heading", level=1)).to_have_text("TLV praktijkonderwijs")
    bureau.ga("/toelating/")
    bureau.ziet(aanvraag.kenmerk or "")
