"""The story of a checklist to its picture, and of a profile to its public page."""

import re

from playwright.sync_api import expect

from tests.factories.voorzieningen import ChecklistFactory, VoorzieningFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import over, post
from tests.worker import Worker
from voorzieningen.models import Checklist
from voorzieningen.profielen.laden import checklist_laden
from voorzieningen.profielen.onderdelen import ijkpunten_van


def test_checklist_is_filled_in_by_two_and_becomes_a_picture(swv: Personas, mensen: Deelnemers, worker: Worker) -> None:
    checklist_laden()
    coordinator, bestuur = mensen(swv.coordinator), mensen(swv.bestuur)
    coordinator.volg("Ons profiel")
    coordinator.klik("Begin met de checklist")
    checklist = Checklist.objects.get()
    ijkpunten = ijkpunten_van(list(checklist.editie.items.all()))

    # Each answer is kept as it is given, without the button; a colleague goes on in another part.
    coordinator.volg("2. Schoolondersteuningsprofiel")
    coordinator.page.locator("[name=item_2_10][value=bezig]").check()
    expect(coordinator.page.locator("#autosave-status")).to_contain_text("Opgeslagen om")
    bestuur.ga(checklist.get_absolute_url())
    bestuur.ziet("1 van 66 vragen beantwoord")
    bestuur.volg("1. Beleid voor ondersteuning")
    for nummer in range(1, 10):
        bestuur.page.locator(f"[name=item_1_{nummer}][value=nee]").check()
    bestuur.klik("Bewaren en verder")

    # The rest, part after part, with the button alone. 2.10 is still there.
    coordinator.ga(checklist.get_absolute_url())
    coordinator.ziet("10 van 66 vragen beantwoord")
    coordinator.volg("2. Schoolondersteuningsprofiel")
    for ijkpunt in ijkpunten[1:]:
        expect(coordinator.page.get_by_role("heading", level=1)).to_have_text(ijkpunt.naam)
        for item in ijkpunt.items:
            if item.nummer != "2.10":
                coordinator.page.locator(f"[name={item.veld}][value=ja]").check()
        coordinator.klik("Bewaren en verder")
    coordinator.kop("Controleer de checklist")
    coordinator.volg("Vaststellen")
    coordinator.klik("Vaststellen")
    coordinator.ziet("85% gehaald.", "56 keer ja, 1 keer bezig en 9 keer nee", "De school haalt de norm.")

    # The picture: fourteen small ones, and the same figures in the table.
    coordinator.volg("Bekijk het beeld door de jaren")
    expect(coordinator.page.locator(".swv-veelluik svg[role=img]")).to_have_count(14)
    tabel = coordinator.page.get_by_role("region", name="Gehaald in procenten, per onderwerp")
    rij = tabel.get_by_role("row", name=re.compile("^2. Schoolondersteuningsprofiel"))
    expect(rij).to_contain_text("91%")
    expect(tabel.get_by_role("row", name=re.compile("^1. Beleid"))).to_contain_text("Niet gehaald")
    coordinator.ziet("U ziet nog geen gemiddelde van andere scholen.")
    for _ in range(5):
        ChecklistFactory(editie=checklist.editie, schooljaar=Checklist.objects.get(pk=checklist.pk).schooljaar,
                         vastgesteld=True, vastgesteld_op=over(0), rijen={"1.1": "nee"})  # fmt: skip
    coordinator.page.reload()
    coordinator.ziet("gemiddelde van 5 andere scholen", "98%")


def test_profile_goes_by_the_board_to_everybody(swv: Personas, mensen: Deelnemers, worker: Worker) -> None:
    klas = VoorzieningFactory(naam="Trajectklas", soort="plaats")
    coordinator, bestuur, bezoeker = mensen(swv.coordinator), mensen(swv.bestuur), mensen()
    coordinator.volg("Ons profiel")
    coordinator.klik("Begin met het profiel")
    coordinator.volg("Wat de school biedt")
    for vraag, antwoord in (
        ("Welke ondersteuning krijgt elke leerling", "Elke leerling heeft een mentor."),
        ("Voor welke leerlingen", "Leerlingen met dyslexie."),
        ("Welke kennis en welke mensen", "Een orthopedagoog."),
        ("Wat is er nog meer in uw gebouw?", "Een lift."),
        ("Welke ondersteuning kan uw school niet bieden?", "Medische handelingen."),
        ("Wat wil uw school de komende twee jaar", "Een rustige ruimte."),
        ("Bij wie kunnen ouders terecht?", "De ondersteuningscoördinator"),
    ):
        coordinator.vul(vraag, antwoord)
        if "gebouw" in vraag:
            coordinator.page.get_by_label("Trajectklas").check()
        if "ouders" in vraag:
            coordinator.vul("E-mailadres", "hulp@school.example")
        coordinator.klik("Bewaren en verder")
    coordinator.kop("Controleer het profiel")
    coordinator.volg("Voorleggen aan het bestuur")
    coordinator.klik("Voorleggen aan het bestuur")
    worker.rust()
    assert "Het profiel van School A ligt bij u" in post()
    assert bezoeker.ga(f"/profielen/{swv.school.code}/") == 200
    bezoeker.ziet("Deze school heeft nog geen profiel gepubliceerd")

    bestuur.ga("/")
    bestuur.volg("Schoolondersteuningsprofiel")
    bestuur.volg("Publiceren")
    bestuur.klik("Publiceren")
    bestuur.ziet("Het profiel is gepubliceerd.")

    bezoeker.ga(klas.get_absolute_url())
    bezoeker.volg(swv.school.naam)
    bezoeker.kop(swv.school.naam)
    bezoeker.ziet("Elke leerling heeft een mentor.", "Trajectklas", "hulp@school.example")
    bezoeker.ziet_niet(swv.coordinator.naam, swv.bestuur.naam)
