"""The story of a thing: the first school gets a robot on loan and the second a place in line; the robot comes back
broken, is repaired, and goes to the school that waited."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from aanvragen.models import Aanvraag, Uitvoering
from aanvragen.uitvoering import bijwerken
from tests.browser import Mens
from tests.factories.voorzieningen import RobotFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, post, tekst_van
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
from voorzieningen.models import Robot, Uitlening, Wachtplaats

SCHADE = "Het scherm is gebarsten."


def test_robot_goes_to_the_first_school_comes_back_and_goes_to_the_next(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    robot = RobotFactory(naam="Robin")
    eerste, tweede = mensen(swv.coordinator), mensen(swv.coordinator_elders)
    aanvragen = [_vraagt_aan(eerste, "204417"), _vraagt_aan(tweede, "118203")]
    bureau, directeur = mensen(swv.bureau), mensen(swv.directeur)
    for aanvraag in aanvragen:
        _kent_toe(bureau, directeur, aanvraag)
    worker.rust()

    brief = tekst_van(leest_brief(eerste, aanvragen[0], "Toekenningsbrief", tmp_path))
    assert "Robin" in brief
    assert "is voor u gereserveerd" in brief
    brief = tekst_van(leest_brief(tweede, aanvragen[1], "Toekenningsbrief", tmp_path))
    assert "U staat op plaats 1 van de wachtlijst." in brief
    assert (Uitlening.objects.count(), Wachtplaats.objects.count()) == (1, 1)
    bureau.ga("/voorzieningen/robots/")
    bureau.ziet("Robin", swv.school.naam, swv.school_elders.naam)

    uitvoering = Uitvoering.objects.get(aanvraag=aanvragen[0])
    _geeft_mee(bureau, uitvoering)
    _elf_weken_later(aanvragen[0], uitvoering)
    _evalueert(eerste)
    _neemt_in_met_schade(bureau, uitvoering)
    worker.rust()
    assert Wachtplaats.objects.open().exists()  # nobody gets what is broken
    _maakt_weer_beschikbaar(bureau, robot)
    worker.rust()

    bijwerken.alles(timezone.localdate())
    eerste.ga(uitvoering.get_absolute_url())
    eerste.ziet("De uitvoering is afgerond op", SCHADE, "De leerling hoort er weer bij.")
    tweede.ga(aanvragen[1].get_absolute_url())
    tweede.volg("Uitvoering")
    tweede.ziet("Robot Robin", "Aangeboden")
    assert "robot" in post().lower()
    assert SCHADE not in post()


def _vraagt_aan(mens: Mens, leerlingnummer: str) -> Aanvraag:
    begint(mens, "Robot in de klas")
    mens.volg("Vul in voor welke leerling")
    mens.vul("Voornaam", "Zoë")
    mens.vul("Achternaam", "Voorbeeld")
    mens.vul("Geboortedatum", f"30-4-{over(0).year - 14}")
    mens.vul("Leerlingnummer van uw school", leerlingnummer)
    mens.klik("Bewaren en verder")
    mens.vul("Vanaf welke dag?", kort(over(14)))
    mens.vul("Tot en met welke dag?", kort(over(70)))
    mens.vul("Waarvoor is de robot nodig?", "De leerling volgt vanuit huis de les.")
    mens.vul("Wie beheert de robot op school?", "De mentor")
    mens.page.get_by_label("De klas en hun ouders weten ervan").check()
    mens.klik("Bewaren en verder")
    if mens.page.get_by_role("heading", level=1).inner_text() == "Voeg bijlagen toe":
        mens.volg("Verder naar de controle")
    return verstuurt(mens)


def _kent_toe(bureau: Mens, directeur: Mens, aanvraag: Aanvraag) -> None:
    neemt(bureau, aanvraag)
    adviseert(bureau, "Toekennen", "De leerling kan zo de lessen volgen.")
    opent_ter_ondertekening(directeur, aanvraag)
    directeur.ziet("Dit besluit kost geen geld op een begrotingspost.")
    ondertekent(directeur, "Toekennen en ondertekenen")


def _geeft_mee(bureau: Mens, uitvoering: Uitvoering) -> None:
    bureau.ga(uitvoering.get_absolute_url())
    bureau.ziet("Robot Robin", "Gereserveerd")
    bureau.volg("Uitreiken")
    bureau.klik("Uitreiken")
    bureau.ziet("De robot is meegegeven.", "De robot is uitgeleend.")


def _elf_weken_later(aanvraag: Aanvraag, uitvoering: Uitvoering) -> None:
    """As time would: handed over eleven weeks ago, and back today. In the night the school is asked how it goes."""
    begin = timezone.localdate() - timedelta(weeks=11)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(van=begin, tot=over(0))
    Uitlening.objects.van(aanvraag).update(van=begin, uitgereikt_op=begin, tot=over(0))
    assert bijwerken.alles(timezone.localdate())["evaluaties_openen"] == 1


def _evalueert(school: Mens) -> None:
    school.ga("/")
    school.volg("Robot in de klas")
    school.volg("Evaluatie invullen")
    school.klik("Evaluatie invullen")
    school.ziet("Vul in of het doel is bereikt.")
    school.page.get_by_role("radio", name="Ja", exact=True).check()
    school.vul("Wat werkt goed en wat niet?", "De leerling hoort er weer bij.")
    school.page.get_by_label("Doorgaan zoals het nu gaat").check()
    school.klik("Evaluatie invullen")
    school.ziet("Bedankt. Uw evaluatie is bewaard.")


def _neemt_in_met_schade(bureau: Mens, uitvoering: Uitvoering) -> None:
    """A BSN does not belong in a note about a robot: it is refused, and what was typed stays."""
    bureau.ga(uitvoering.get_absolute_url())
    bureau.volg("Innemen")
    bureau.vul("Schade of wat er ontbreekt", f"{SCHADE} Leerling 111222333.")
    bureau.klik("Innemen")
    bureau.ziet("BSN")
    expect(bureau.page.get_by_label("Schade of wat er ontbreekt")).to_have_value(f"{SCHADE} Leerling 111222333.")
    bureau.vul("Schade of wat er ontbreekt", SCHADE)
    bureau.klik("Innemen")
    bureau.ziet("De robot is ingenomen.", SCHADE)


def _maakt_weer_beschikbaar(bureau: Mens, robot: Robot) -> None:
    bureau.ga("/voorzieningen/robots/")
    bureau.ziet("Defect")
    bureau.ga(f"/bureau/voorzieningen/robot/{robot.pk}/change/")
    bureau.volg("Weer beschikbaar maken")
    bureau.klik("Weer beschikbaar maken")
    bureau.ga("/voorzieningen/robots/")
    bureau.ziet("In huis")
