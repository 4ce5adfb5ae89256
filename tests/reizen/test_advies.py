"""The story of an advice: a school asks, an expert whom the bureau asked along answers, the school reads it. There is
no decision and nobody signs."""

from pathlib import Path

from playwright.sync_api import expect

from aanvragen.models import Aanvraag
from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import post, tekst_van, zegel_van
from tests.reizen.stappen import begint, leest_brief, neemt, verstuurt
from tests.worker import Worker

VRAAG = "Een leerling komt na een lange ziekte terug. Hoe bouwen wij het rooster op?"
ANTWOORD = "Begin met twee uur per dag en bespreek elke week met de leerling wat lukt."


def test_advice_of_an_expert_reaches_the_school_without_a_decision(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator, bureau, deskundige = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.deskundige)
    aanvraag = _vraagt(coordinator)
    assert deskundige.ga(aanvraag.get_absolute_url()) == 404
    neemt(bureau, aanvraag)
    _betrekt(bureau, swv.deskundige.naam)
    _beantwoordt(deskundige, aanvraag)
    worker.rust()

    coordinator.ga(aanvraag.get_absolute_url())
    coordinator.ziet("Uw aanvraag is beantwoord.")
    coordinator.ziet_niet("klacht")
    brief = leest_brief(coordinator, aanvraag, "Adviesbrief", tmp_path)
    tekst = tekst_van(brief)
    assert ANTWOORD in tekst
    assert "Het is geen besluit." in tekst
    assert "Signature is Valid" in zegel_van(brief)
    assert ANTWOORD not in post()


def _vraagt(mens: Mens) -> Aanvraag:
    begint(mens, "Advies zieke leerlingen")
    mens.volg("Stel uw vraag")
    mens.klik("Bewaren en verder")
    mens.ziet("Vul in waar de leerling nu op school zit.", "Vul uw vraag in.")
    mens.page.get_by_label("Op onze school").check()
    mens.vul("Wat wilt u weten?", VRAAG)
    mens.klik("Bewaren en verder")
    return verstuurt(mens)


def _betrekt(mens: Mens, naam: str) -> None:
    mens.volg("Deskundige betrekken")
    mens.page.get_by_label("Welke deskundige leest mee?").select_option(label=naam)
    mens.klik("Deskundige betrekken")
    mens.ziet("De deskundige kan deze aanvraag nu lezen.")


def _beantwoordt(mens: Mens, aanvraag: Aanvraag) -> None:
    """From the list of what the expert may read to the answer."""
    mens.ga("/aanvragen/")
    mens.volg(aanvraag.kenmerk or "")
    mens.ziet(VRAAG)
    mens.volg("Beantwoorden")
    mens.klik("Beantwoorden")
    mens.ziet("Vul het antwoord in.")
    mens.vul("Uw antwoord aan de school", ANTWOORD)
    mens.klik("Beantwoorden")
    mens.ziet("Uw antwoord is verstuurd.")
    expect(mens.page.get_by_role("link", name="Beantwoorden")).to_have_count(0)
