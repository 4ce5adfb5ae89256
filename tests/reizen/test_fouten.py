"""What goes wrong in daily life: twice the same button, two open pages, the back button, no room, logging out."""

import uuid
from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Page, expect

from aanvragen.models import Aanvraag, Status
from financien.models import Begrotingspost, Overschrijding, Verplichting, Verschuiving
from tests.browser import Mens
from tests.factories.aanvragen import maak_aanvraag
from tests.factories.financien import BegrotingspostFactory, toekenning
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.stappen import opent_ter_ondertekening

MOTIVERING = "Wij kennen alles toe."


def test_sending_twice_gives_one_aanvraag_and_back_shows_that_it_was_sent(swv: Personas, mensen: Deelnemers) -> None:
    aanvraag = maak_aanvraag(swv, soort="innovatiegelden")
    mens = mensen(swv.coordinator)
    mens.ga(f"{aanvraag.get_absolute_url()}controleren/")
    eerste, tweede = mens.page, mens.nieuw_tabblad()
    tweede.goto(f"{aanvraag.get_absolute_url()}controleren/")
    ontvangen = []
    for mens.page in (eerste, tweede):
        mens.klik("Verstuur aanvraag")
        mens.kop("Wij hebben uw aanvraag ontvangen")
        ontvangen.append((mens.page.url, mens.page.locator("main").inner_text()))
    assert ontvangen[0] == ontvangen[1]
    assert Aanvraag.objects.exclude(kenmerk=None).count() == 1

    eerste.go_back()
    expect(eerste.get_by_role("button", name="Verstuur aanvraag")).to_have_count(0)
    expect(eerste.locator("main")).to_contain_text("Uw aanvraag ligt bij het bureau.")


def test_beginning_twice_from_the_same_page_gives_one_draft(swv: Personas, mensen: Deelnemers) -> None:
    mens = mensen(swv.coordinator)
    mens.ga("/aanvragen/nieuw/frictiefonds/")
    invoer = mens.page.locator("main form input[name]").all()
    velden = {str(veld.get_attribute("name")): veld.input_value() for veld in invoer}
    geopend = [mens.page.request.post(mens.page.url, form=velden).url for _ in range(2)]
    assert geopend == [f"{mens.portaal}{Aanvraag.objects.get().get_absolute_url()}"] * 2


def test_two_open_pages_show_both_versions_and_lose_nothing(swv: Personas, mensen: Deelnemers) -> None:
    aanvraag = maak_aanvraag(swv)
    adres = f"{aanvraag.get_absolute_url()}situatie/"
    mens = mensen(swv.coordinator)
    mens.ga(adres)
    eerste, tweede = mens.page, mens.nieuw_tabblad()
    tweede.goto(adres)
    _typt(eerste, "De eerste tekst.")
    expect(eerste.locator("#autosave-status")).to_contain_text("Opgeslagen om")

    mens.page = tweede
    _typt(tweede, "De tweede tekst.")
    expect(tweede.locator("#autosave-status")).to_contain_text("Niet opgeslagen")
    mens.klik("Bewaren en verder")
    mens.kop("Er zijn twee versies")
    mens.ziet("De eerste tekst.", "De tweede tekst.")
    expect(tweede.get_by_label("Wat is er aan de hand?")).to_have_value("De tweede tekst.")
    mens.klik("Bewaar mijn tekst")
    aanvraag.refresh_from_db()
    assert aanvraag.antwoorden["situatie"]["situatie"] == "De tweede tekst."


def _typt(page: Page, tekst: str) -> None:
    veld = page.get_by_label("Wat is er aan de hand?")
    veld.fill("")
    veld.press_sequentially(tekst)


def test_award_without_room_is_refused_with_everything_kept(swv: Personas, mensen: Deelnemers) -> None:
    teveel = {"bedrag": {"gevraagd_bedrag": "100.000,01"}}
    aanvraag = maak_aanvraag(swv, status=Status.TER_ONDERTEKENING, anders=teveel)
    mens = mensen(swv.directeur)
    opent_ter_ondertekening(mens, aanvraag)
    mens.ziet("Dit past niet")
    mens.vul("Motivering in de brief", MOTIVERING)
    mens.vul("Code van uw authenticator-app", mens.code())
    mens.klik("Toekennen en ondertekenen")
    mens.ziet("Op post", "is nog € 100.000,00 vrij. Dat is te weinig voor € 100.000,01.")
    expect(mens.page.get_by_label("Welk bedrag kent u toe?")).to_have_value("100.000,01")
    expect(mens.page.get_by_label("Motivering in de brief")).to_have_value(MOTIVERING)
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.besluitnummer) == (Status.TER_ONDERTEKENING, None)
    assert not Verplichting.objects.exists()


def test_reason_to_go_beyond_the_budget_stays_while_the_amount_is_typed_and_counts(
    swv: Personas, mensen: Deelnemers
) -> None:
    aanvraag = maak_aanvraag(swv, status=Status.TER_ONDERTEKENING, anders={"bedrag": {"gevraagd_bedrag": "100.000,01"}})
    mens = mensen(swv.directeur)
    opent_ter_ondertekening(mens, aanvraag)
    mens.vul("Reden om de begroting te overschrijden", "De leerlingen zijn er al.")
    adressen: list[str] = []
    mens.page.on("request", lambda verzoek: adressen.append(verzoek.url))
    bedrag = mens.page.get_by_label("Welk bedrag kent u toe?")
    effect, reden = mens.page.locator("#geldeffect"), mens.page.get_by_label("Reden om de begroting")
    for getypt, over in (("100.000,02", "€ 0,02 over"), ("100.000,01", "€ 0,01 over")):
        bedrag.fill("")
        bedrag.press_sequentially(getypt)
        expect(effect).to_contain_text(over.replace("€ ", "€\xa0"))
        expect(reden).to_have_value("De leerlingen zijn er al.")
    assert any("/effect/" in adres for adres in adressen)
    assert not any("leerlingen" in adres for adres in adressen)
    mens.vul("Code van uw authenticator-app", mens.code())
    mens.klik("Toekennen en ondertekenen")
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.TOEGEKEND
    assert Overschrijding.objects.get().bedrag == Decimal("0.01")


def test_moving_money_to_another_year_twice_and_after_back_books_once(swv: Personas, mensen: Deelnemers) -> None:
    post = Begrotingspost.objects.get(code="L.S.02", jaar__jaar=2026)
    BegrotingspostFactory(code=post.code, naam=post.naam, jaar__jaar=2027, met_ruimte="1000.00")
    verplichting = toekenning(post, "900.00")
    mens = mensen(swv.controller)
    mens.ga(reverse("financien:verplichting", args=[verplichting.pk]))
    mens.volg("Naar een ander jaar")
    mens.vul("Om welk bedrag gaat het?", "500")
    mens.vul("Waarom?", "Het traject loopt door.")
    mens.klik("Bekijk wat dit doet")
    mens.ziet("€ 500,00", "Klopt dit?")
    mens.page.get_by_role("button", name="Verplaats het bedrag").dblclick()
    mens.kop("Toekenning proef")
    mens.ziet("€ 400,00", "€ 500,00", "Het traject loopt door.")

    mens.page.go_back()
    mens.ziet("Hoogstens € 400,00.")
    expect(mens.page.get_by_label("Om welk bedrag gaat het?")).to_have_value("")
    expect(mens.page.get_by_role("button", name="Verplaats het bedrag")).to_have_count(0)
    assert [rij.bedrag for rij in Verschuiving.objects.all()] == [500]


def test_login_leads_back_to_the_page_and_logout_leaves_nothing_behind(swv: Personas, mensen: Deelnemers) -> None:
    aanvraag = maak_aanvraag(swv, soort="huisonderwijs", status=Status.INGEDIEND)
    mens = mensen(swv.coordinator, naar=aanvraag.get_absolute_url())
    assert mens.page.url.endswith(aanvraag.get_absolute_url())
    mens.ziet("Zoë van der Voorbeeld")
    mens.klik("Uitloggen")
    mens.page.go_back()
    mens.ziet_niet("Zoë van der Voorbeeld")
    mens.kop("Inloggen")


def test_foreign_dossier_and_missing_dossier_look_the_same(swv: Personas, mensen: Deelnemers) -> None:
    aanvraag = maak_aanvraag(swv, status=Status.INGEDIEND)
    mens = mensen(swv.coordinator_elders)
    assert _pagina(mens, aanvraag.get_absolute_url()) == _pagina(mens, f"/aanvragen/{uuid.uuid4()}/")
    mens.kop("Deze pagina is er niet")


def _pagina(mens: Mens, adres: str) -> tuple[int, str]:
    return mens.ga(adres), mens.page.locator("main").inner_html()


def test_back_after_several_refusals_is_a_page_and_no_question_to_send_again(swv: Personas, mensen: Deelnemers) -> None:
    aanvraag = maak_aanvraag(swv, status=Status.IN_BEHANDELING)
    mens = mensen(swv.bureau)
    adres = f"/bureau/aanvragen/aanvraag/{aanvraag.pk}/doen/aanvulling_vragen/"
    mens.ga(adres)
    for dag in ("32-1-2026", "gisteren", "30-2-2027"):
        mens.vul("Uiterlijk op welke dag?", dag)
        mens.klik("Aanvulling vragen")
        mens.page.get_by_text("nog niet goed").first.wait_for()

    for _ in range(3):
        antwoord = mens.page.go_back()
        assert antwoord is None or antwoord.status == 200
        expect(mens.page.get_by_role("button", name="Aanvulling vragen")).to_be_visible()
    assert mens.page.url.endswith(adres)
