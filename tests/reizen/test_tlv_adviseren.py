"""Two experts and a committee, each at a browser: from the question for advice to the resolution list."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories.organisaties import geef_factor
from tests.factories.toelating import Toelatingswereld, maak_tlv, maak_wereld
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over
from toelating.models import Bijeenkomst, Status

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wereld(swv: Personas) -> Toelatingswereld:
    wereld = maak_wereld(swv)
    for persoon in (wereld.orthopedagoog, wereld.lid, wereld.voorzitter):
        geef_factor(persoon)
    return wereld


def tab_naar(page: Page, tekst: str) -> None:
    """Press Tab until what has the focus is called so, as somebody without a mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        naam = page.evaluate(
            "() => { const e = document.activeElement;"
            " return e.labels?.length ? e.labels[0].innerText : e.innerText ?? '' }"
        )
        if naam.strip().startswith(tekst):
            return
    raise AssertionError(f"The keyboard does not reach {tekst!r}.")


def test_advice_is_kept_while_it_is_written_and_given_after_the_summary(mensen: Deelnemers, wereld: Toelatingswereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    ortho = mensen(wereld.orthopedagoog, naar="/toelating/adviseren/")
    ortho.volg("TLV voortgezet speciaal onderwijs")
    ortho.page.get_by_label("Ja", exact=True).check()
    ortho.vul("Uw advies", "Zoë heeft een kleine groep nodig.")
    expect(ortho.page.locator("#autosave-status")).to_contain_text("Opgeslagen om")
    assert "kleine groep" not in ortho.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    ortho.vul("Uw advies", "Zoë heeft een kleine groep en rust nodig.")
    ortho.klik("Later verder")
    ortho.volg("TLV voortgezet speciaal onderwijs")
    expect(ortho.page.get_by_label("Uw advies", exact=True)).to_have_value("Zoë heeft een kleine groep en rust nodig.")
    ortho.klik("Controleer uw advies")
    ortho.ziet("Kies de categorie waarvoor de leerling toelaatbaar is.")
    ortho.volg("Kies de categorie")
    ortho.page.get_by_label("Laag").check()
    ortho.vul("Voor hoeveel hele schooljaren?", "1")
    ortho.klik("Controleer uw advies")
    ortho.ziet("Zoë heeft een kleine groep en rust nodig.", "Orthopedagoog")
    ortho.page.get_by_label("Ik behandel deze leerling niet").check()
    ortho.klik("Geef advies")
    ortho.ziet("U gaf uw advies", "Het advies van de andere deskundige is er nog niet.")
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.BIJ_DESKUNDIGEN


def test_meeting_from_plan_to_resolution(mensen: Deelnemers, wereld: Toelatingswereld):
    een, twee = (maak_tlv(wereld, status=Status.BIJ_TAC) for _ in "ab")
    bureau = mensen(wereld.personas.bureau, naar="/toelating/bijeenkomsten/")
    bureau.volg("Bijeenkomst plannen")
    for label, tekst in (("Datum", kort(over(7))), ("Begintijd", "9:30"), ("Eindtijd", "11"), ("Plaats", "Kamer 2")):
        bureau.vul(label, tekst)
    bureau.page.get_by_label("Voorzitter", exact=True).first.select_option(label="Voorzitter")
    bureau.page.get_by_role("checkbox", name="Lid", exact=True).check()
    bureau.klik("Bijeenkomst plannen")
    bureau.klik("Vul de agenda met 2 aanvragen")
    bureau.ziet(f"Op de agenda gezet: {een.kenmerk}, {twee.kenmerk}.")
    bureau.volg("Agenda naar de leden sturen")
    bureau.klik("Agenda naar de leden sturen")
    bureau.ziet("De leden krijgen een mail")

    lid = mensen(wereld.lid, naar="/toelating/bijeenkomsten/")
    lid.volg("TAC-")
    for volgende in ("Bewaar en ga naar de volgende", "Bewaar uw oordeel"):
        if volgende.startswith("Bewaar en"):
            tab_naar(lid.page, f"TLV voortgezet speciaal onderwijs {een.kenmerk}")
            lid.page.keyboard.press("Enter")
            lid.page.wait_for_url(re.compile("punten"))
        tab_naar(lid.page, "Naar uw oordeel")
        lid.page.keyboard.press("Enter")
        tab_naar(lid.page, "Toelaatbaar")
        lid.page.keyboard.press("ArrowDown")  # niet toelaatbaar
        tab_naar(lid.page, "Toelichting")
        lid.page.keyboard.type("De school kan dit zelf.")
        tab_naar(lid.page, volgende)
        lid.page.keyboard.press("Enter")
        expect(lid.page.get_by_text("Uw oordeel is bewaard.")).to_be_visible()
    lid.volg("Hele agenda")
    assert lid.page.get_by_text("uw oordeel is binnen").count() == 2

    bijeenkomst = Bijeenkomst.objects.get()
    Bijeenkomst.objects.update(datum=timezone.localdate() - timedelta(days=1))  # the day of the meeting came
    voorzitter = mensen(wereld.voorzitter, naar=bijeenkomst.get_absolute_url())
    voorzitter.ziet_niet("De school kan dit zelf.")
    voorzitter.volg("Leg het advies vast")
    voorzitter.page.get_by_label("Nee", exact=True).check()
    voorzitter.vul("Met welke redenen?", "De school kan dit met extra ondersteuning.")
    voorzitter.klik("Advies van de commissie vastleggen")
    voorzitter.ziet("Het advies is vastgelegd.")
    voorzitter.volg("Aanhouden")
    voorzitter.vul("Wat is de reden?", "Eerst met de ouders praten.")
    voorzitter.klik("Aanhouden")
    voorzitter.volg("Bijeenkomst afsluiten")
    voorzitter.klik("Bijeenkomst afsluiten")
    voorzitter.ziet("De bijeenkomst is afgesloten.", "wordt gemaakt")
    een.refresh_from_db()
    assert een.status == Status.ADVIES_GEREED
