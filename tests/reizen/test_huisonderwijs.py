"""The story of huisonderwijs: bounded hours, OPP and medical statement, hours in the letter."""

from pathlib import Path

from playwright.sync_api import expect

from aanvragen.models import Aanvraag
from tests.browser import Mens
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, pdf, post, tekst_van
from tests.reizen.stappen import (
    adviseert,
    begint,
    leest_brief,
    neemt,
    ondertekent,
    opent_ter_ondertekening,
    verstuurt,
)
from tests.worker import Worker

DOEL = "De leerling houdt de kernvakken bij."


def test_huisonderwijs_refuses_161_hours_and_awards_the_hours_that_fit(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    coordinator, bureau, directeur = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.directeur)
    aanvraag = _vraagt_aan(coordinator)
    neemt(bureau, aanvraag)
    adviseert(bureau, "Toekennen", "De leerling kan nu niet naar school.")
    opent_ter_ondertekening(directeur, aanvraag)
    directeur.ziet("Zoë van der Voorbeeld", "160")
    ondertekent(directeur, "Toekennen en ondertekenen")
    worker.rust()

    brief = tekst_van(leest_brief(coordinator, aanvraag, "Toekenningsbrief", tmp_path))
    assert "U krijgt 160 uur huisonderwijs, hoogstens 4 uur per week." in brief
    assert "Voorbeeld" not in post()


def _vraagt_aan(mens: Mens) -> Aanvraag:
    begint(mens, "Huisonderwijs zieke leerling")
    mens.volg("Vul in voor welke leerling")
    mens.vul("Voornaam", "Zoë")
    mens.vul("Tussenvoegsel", "van der")
    mens.vul("Achternaam", "Voorbeeld")
    mens.vul("Geboortedatum", f"30-4-{over(0).year - 14}")
    mens.vul("Leerlingnummer van uw school", "204417")
    mens.klik("Bewaren en verder")
    mens.vul("Vanaf welke dag?", kort(over(21)))
    mens.vul("Tot en met welke dag?", kort(over(320)))
    mens.vul("Hoeveel uur per week?", "4")
    mens.vul("Hoeveel uur in totaal?", "161")
    mens.vul("Waarom kan de leerling niet naar school?", "De leerling herstelt van een operatie.")
    mens.vul("Wat wilt u met huisonderwijs bereiken?", DOEL)
    mens.klik("Bewaren en verder")
    _ziet_waarom_161_niet_kan(mens)
    mens.vul("Hoeveel uur in totaal?", "160")
    mens.klik("Bewaren en verder")
    mens.voeg_toe("Ontwikkelingsperspectief (OPP)", pdf("opp.pdf"))
    mens.volg("Verder naar de controle")
    mens.ziet("Voeg toe: Medische verklaring.")
    expect(mens.page.get_by_role("button", name="Verstuur aanvraag")).to_have_count(0)
    mens.volg("Voeg toe: Medische verklaring.")
    mens.voeg_toe("Medische verklaring", pdf("verklaring.pdf"))
    mens.volg("Verder naar de controle")
    return verstuurt(mens)


def _ziet_waarom_161_niet_kan(mens: Mens) -> None:
    mens.ziet("U vult 161 uur in. In een jaar zijn er hoogstens 160 uur mogelijk. Verlaag het aantal uren.")
    expect(mens.page.get_by_label("Hoeveel uur in totaal?")).to_have_value("161")
    expect(mens.page.get_by_label("Wat wilt u met huisonderwijs bereiken?")).to_have_value(DOEL)
    assert mens.page.title().startswith("Fout:")
