"""The story of the robot: the first school gets a loan, the second a place on the waiting list."""

from pathlib import Path

from aanvragen.models import Aanvraag
from tests.browser import Mens
from tests.factories.voorzieningen import RobotFactory
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import kort, over, tekst_van
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
from voorzieningen.models import Uitlening, Wachtplaats


def test_robot_goes_to_the_first_school_and_the_second_is_first_in_line(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    RobotFactory(naam="Robin")
    eerste, tweede = mensen(swv.coordinator), mensen(swv.coordinator_elders)
    aanvragen = [_vraagt_aan(eerste, "204417"), _vraagt_aan(tweede, "118203")]
    bureau, directeur = mensen(swv.bureau), mensen(swv.directeur)
    for aanvraag in aanvragen:
        neemt(bureau, aanvraag)
        adviseert(bureau, "Toekennen", "De leerling kan zo de lessen volgen.")
        opent_ter_ondertekening(directeur, aanvraag)
        directeur.ziet("Dit besluit kost geen geld op een begrotingspost.")
        ondertekent(directeur, "Toekennen en ondertekenen")
    worker.rust()

    brief = tekst_van(leest_brief(eerste, aanvragen[0], "Toekenningsbrief", tmp_path))
    assert "Robin" in brief
    assert "is voor u gereserveerd" in brief
    brief = tekst_van(leest_brief(tweede, aanvragen[1], "Toekenningsbrief", tmp_path))
    assert "U staat op plaats 1 van de wachtlijst." in brief
    assert (Uitlening.objects.count(), Wachtplaats.objects.count()) == (1, 1)
    bureau.ga("/voorzieningen/robots/")
    bureau.ziet("Robin", swv.school.naam, swv.school_elders.naam)


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
