"""The story of two coördinatoren of one school on one draft, and of their question to the bureau."""

import re

from playwright.sync_api import Page, expect

from aanvragen.models import Aanvraag
from swv.invullen.models import Aanwezigheid, Gespreksbericht, Notitie
from tests.browser import Mens
from tests.factories.gesprek import maak_collega
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import post
from tests.reizen.stappen import begint, verstuurt
from tests.worker import Worker

POLL = 25_000  # milliseconds: an open page asks every twenty seconds who else is there
TELEFOON = {"width": 360, "height": 740}
GEHEIM = "De vorige aanvraag liep niet goed."


def wie_is_er(mens: Mens) -> Page:
    return mens.page.get_by_role("status").filter(has_text=re.compile("nu"))


def test_two_colleagues_share_a_draft_and_nobody_loses_a_word(swv: Personas, mensen: Deelnemers) -> None:
    fatima, sanne = mensen(maak_collega(swv.school)), mensen(swv.coordinator)
    begint(sanne, "Robot in de klas")
    aanvraag = Aanvraag.objects.get()
    gebruik = aanvraag.adres("onderdeel", "gebruik")

    # Fatima comes in later: she sees Sanne at once, and Sanne sees her without doing anything.
    sanne.ga(gebruik)
    fatima.ga(gebruik)
    expect(wie_is_er(fatima)).to_contain_text("Coordinator A is nu ook met dit onderdeel bezig.")
    expect(wie_is_er(sanne)).to_contain_text("Fatima de Vries is nu ook met dit onderdeel bezig.", timeout=POLL)

    # Both type in the same field. Fatima was first.
    reden = "Waarvoor is de robot nodig?"
    fatima.vul(reden, "De leerling is lang ziek.")
    expect(fatima.page.locator("#autosave-status")).to_contain_text("Opgeslagen om")
    sanne.vul(reden, "Door een operatie.")
    expect(sanne.page.locator("#autosave-status")).to_contain_text("Fatima de Vries heeft dit onderdeel om")
    sanne.klik("Bewaren en verder")
    sanne.kop("Er zijn twee versies")
    sanne.ziet("Fatima de Vries heeft dit onderdeel om", "De leerling is lang ziek.", "Door een operatie.")
    expect(sanne.page.get_by_label(reden)).to_have_value("Door een operatie.")
    sanne.vul(reden, "De leerling is lang ziek, door een operatie.")
    sanne.klik("Bewaar mijn tekst")

    # The task list names who saved last; who left is gone after a minute.
    fatima.ga(aanvraag.get_absolute_url())
    fatima.ziet("Ingevuld door Coordinator A,")
    aanvraag.refresh_from_db()
    assert aanvraag.antwoorden["gebruik"]["reden"] == "De leerling is lang ziek, door een operatie."
    fatima.ga("/")
    assert not any(swv.coordinator.email in adres or "Fatima" in adres for adres in fatima.adressen)
    assert Aanwezigheid.objects.filter(gebruiker=fatima.gebruiker).count() <= 1


def test_question_goes_to_the_bureau_and_back_and_a_note_stays_there(
    swv: Personas, mensen: Deelnemers, worker: Worker
) -> None:
    sanne, noor = mensen(swv.coordinator), mensen(swv.bureau)
    sanne.page.set_viewport_size(TELEFOON)

    # About a draft: the bureau reads the question and not the draft.
    begint(sanne, "Frictiefonds")
    concept = Aanvraag.objects.get()
    sanne.ga(concept.get_absolute_url())
    sanne.volg("Stel een vraag aan het bureau")
    sanne.ziet("Het bureau ziet niet wat u heeft ingevuld")
    assert sanne.page.evaluate("document.documentElement.scrollWidth") <= TELEFOON["width"]
    sanne.klik("Verstuur bericht")
    sanne.ziet("Vul uw bericht in.")
    sanne.vul("Uw bericht", "Mag het ook voor twee klassen?")
    sanne.klik("Verstuur bericht")
    sanne.ziet("Uw bericht is verstuurd.", "Nog niet gelezen door het bureau")
    worker.rust()
    assert "Het is een vraag bij een concept" in post()
    assert "twee klassen" not in post()

    noor.ga("/bureau/")
    noor.volg("Lees het nieuwe bericht")
    noor.volg("Frictiefonds")
    noor.kop("Vraag bij een concept")
    noor.ziet("Mag het ook voor twee klassen?", "maar niet wat de school heeft ingevuld")
    noor.vul("Uw bericht", "Ja, dat mag.")
    noor.klik("Verstuur bericht")
    assert noor.ga(f"/bureau/aanvragen/aanvraag/{concept.pk}/change/") == 404

    sanne.ga("/")
    sanne.volg("Bericht over Frictiefonds")
    sanne.ziet("Ja, dat mag.", "Gelezen door het bureau op")

    # About what was sent: from the dossier, and a note that the school never sees.
    aanvraag = _robot(sanne)
    sanne.ga(aanvraag.adres("berichten"))
    sanne.vul("Uw bericht", "Wanneer komt de robot?")
    sanne.klik("Verstuur bericht")
    noor.ga("/bureau/aanvragen/aanvraag/?stapel=bericht")
    noor.volg(aanvraag.kenmerk or "")
    noor.volg("Schrijf een notitie")
    noor.vul("Uw notitie", GEHEIM)
    noor.klik("Bewaar notitie")
    noor.ziet("Uw notitie is bewaard.", GEHEIM)
    noor.volg("Terug naar het dossier")
    noor.ziet("Nieuw bericht", GEHEIM)
    noor.volg("Lees en schrijf berichten")
    noor.ziet("Wanneer komt de robot?")
    noor.vul("Uw bericht", "Volgende week.")
    noor.klik("Verstuur bericht")

    for adres in ("/", "/aanvragen/", aanvraag.get_absolute_url(), aanvraag.adres("berichten")):
        sanne.ga(adres)
        sanne.ziet_niet(GEHEIM)
    sanne.ziet("Volgende week.")
    worker.rust()
    assert GEHEIM not in post()
    assert Gespreksbericht.objects.count() == 4
    assert Notitie.objects.get().tekst == GEHEIM


def _robot(mens: Mens) -> Aanvraag:
    """A request for a robot, filled in and sent as people do."""
    from tests.factories.aanvragen import vul_in

    begint(mens, "Robot in de klas")
    aanvraag = Aanvraag.objects.get(soort="robot")
    vul_in(aanvraag, door=mens.gebruiker)
    mens.ga(aanvraag.adres("controleren"))
    return verstuurt(mens)
