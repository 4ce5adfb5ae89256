from datetime import date

import pytest
import time_machine
from django.db.models import Model

from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.kern.models import Gebeurtenis, Opdracht
from swv.organisaties.models import Gebruiker, School
from swv.post.models import Bericht
from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import (
    HulpmiddelFactory,
    OnderhoudFactory,
    RobotFactory,
    UitleningFactory,
    WachtplaatsFactory,
)
from tests.personas import Personas
from voorzieningen.models import Robot, Uitlening, Wachtplaats
from voorzieningen.selectors import positie
from voorzieningen.services import (
    robot_innemen,
    robot_laten_terugkomen,
    robot_toegevoegd,
    robot_toewijzen,
    robot_uitreiken,
    uitlening_annuleren,
    wachtlijst_bedienen,
    wachtplaats_verlaten,
)
from voorzieningen.workflow import lening_aannemen, lening_weigeren

pytestmark = pytest.mark.django_db

VAN, TOT = date(2026, 9, 1), date(2026, 11, 30)


@pytest.fixture
def bron(db: None) -> Model:
    """A dossier of any kind."""
    return RobotFactory(status=Robot.Status.UIT_DIENST)


@pytest.fixture
def school(db: None) -> School:
    return SchoolFactory()


def _vraag(bron: Model, school: School, sleutel: str = "aanvraag:1", **anders: object) -> Uitlening | Wachtplaats:
    velden = {"van": VAN, "tot": TOT, "door": None, **anders}
    return robot_toewijzen(bron=bron, school=school, sleutel=sleutel, **velden)


# --- Giving out ------------------------------------------------------------------------------------------


def test_toewijzen_with_a_free_robot_reserves_it(bron: Model, school: School) -> None:
    robot = RobotFactory()

    uitlening = _vraag(bron, school)

    assert isinstance(uitlening, Uitlening)
    assert (uitlening.robot, uitlening.school, uitlening.bron) == (robot, school, bron)
    assert (uitlening.van, uitlening.tot, uitlening.status) == (VAN, TOT, "gereserveerd")


def test_toewijzen_starts_the_timeline(bron: Model, school: School, personas: Personas) -> None:
    RobotFactory(naam="Robot Roos")

    uitlening = _vraag(bron, school, door=personas.bureau)

    gebeurtenis = Gebeurtenis.objects.van(uitlening).get()
    assert (gebeurtenis.label, gebeurtenis.door) == ("Gereserveerd", personas.bureau)
    assert gebeurtenis.toelichting == "Robot Roos (robot), 1\xa0september\xa02026 tot en met 30\xa0november\xa02026."


@pytest.mark.parametrize("status", ["defect", "uit_dienst"])
def test_toewijzen_passes_over_a_robot_that_does_not_work(bron: Model, school: School, status: str) -> None:
    RobotFactory(status=status)

    assert isinstance(_vraag(bron, school), Wachtplaats)


@pytest.mark.parametrize(
    ("van", "tot", "soort"),
    [
        (date(2026, 8, 20), date(2026, 8, 31), Uitlening),  # ends the day before
        (date(2026, 8, 20), date(2026, 9, 1), Wachtplaats),  # shares one day
        (date(2026, 10, 1), date(2026, 10, 2), Wachtplaats),  # inside
        (date(2026, 11, 30), date(2026, 12, 31), Wachtplaats),
        (date(2026, 12, 1), date(2026, 12, 31), Uitlening),  # starts the day after
    ],
)
def test_toewijzen_beside_another_loan(bron: Model, school: School, van: date, tot: date, soort: type) -> None:
    UitleningFactory(van=VAN, tot=TOT)

    assert isinstance(_vraag(bron, school, van=van, tot=tot), soort)


def test_toewijzen_takes_the_second_robot_when_the_first_is_taken(bron: Model, school: School) -> None:
    UitleningFactory(robot=RobotFactory(naam="A"))
    tweede = RobotFactory(naam="B")

    assert _vraag(bron, school).robot == tweede


def test_toewijzen_from_now_passes_over_a_robot_that_should_be_back(bron: Model, school: School) -> None:
    UitleningFactory(uitgereikt=True, van=date(2026, 6, 1), tot=date(2026, 7, 31))

    assert isinstance(_vraag(bron, school, van=date(2026, 8, 15)), Wachtplaats)
    assert isinstance(_vraag(bron, school, "aanvraag:2", van=date(2026, 9, 15)), Uitlening)


def test_toewijzen_with_a_first_day_in_the_past_starts_today(bron: Model, school: School) -> None:
    RobotFactory()

    assert _vraag(bron, school, van=date(2026, 8, 1)).van == date(2026, 8, 15)


def test_toewijzen_twice_with_one_key_changes_nothing(bron: Model, school: School) -> None:
    RobotFactory.create_batch(2)

    assert _vraag(bron, school) == _vraag(bron, school)
    assert Uitlening.objects.count() == 1


def test_toewijzen_twice_on_the_waiting_list_keeps_the_place(bron: Model, school: School) -> None:
    assert _vraag(bron, school) == _vraag(bron, school)
    assert Wachtplaats.objects.count() == 1


def test_toewijzen_again_after_being_served_gives_the_loan(bron: Model, school: School) -> None:
    _vraag(bron, school)
    RobotFactory()
    [uitlening] = wachtlijst_bedienen()

    assert _vraag(bron, school) == uitlening


@pytest.mark.parametrize(
    ("van", "tot", "zin"),
    [
        (date(2026, 9, 2), date(2026, 9, 1), "De laatste dag ligt voor de eerste dag."),
        (date(2026, 8, 1), date(2026, 8, 14), "Deze periode is al voorbij."),
    ],
)
def test_toewijzen_of_an_impossible_period_is_refused_and_changes_nothing(
    bron: Model, school: School, van: date, tot: date, zin: str
) -> None:
    RobotFactory()

    with pytest.raises(Geweigerd, match=zin) as weigering:
        _vraag(bron, school, van=van, tot=tot)

    assert list(weigering.value.velden) == ["tot"]
    assert not Uitlening.objects.exists()
    assert not Wachtplaats.objects.exists()


def test_toewijzen_lets_who_asked_earlier_go_first(bron: Model, school: School) -> None:
    eerder = WachtplaatsFactory()
    RobotFactory()  # added behind the portal's back: nobody offered it yet

    antwoord = _vraag(bron, school)

    eerder.refresh_from_db()
    assert eerder.uitlening is not None
    assert isinstance(antwoord, Wachtplaats)


# --- Handing over, taking back, giving up ----------------------------------------------------------------


def test_uitreiken_gives_the_robot_along(personas: Personas) -> None:
    uitlening = robot_uitreiken(uitlening=UitleningFactory(), door=personas.bureau)

    assert (uitlening.status, uitlening.uitgereikt_op) == ("uitgereikt", date(2026, 8, 15))


def test_innemen_offers_the_robot_to_the_first_in_line(personas: Personas) -> None:
    uit = UitleningFactory(uitgereikt=True)
    eerste = WachtplaatsFactory(aangemaakt_op="2026-08-02 09:00Z")
    tweede = WachtplaatsFactory(aangemaakt_op="2026-08-03 09:00Z")

    [nieuw] = robot_innemen(uitlening=uit, door=personas.bureau)

    for plaats in (uit, eerste, tweede):
        plaats.refresh_from_db()
    assert (uit.status, uit.teruggebracht_op) == ("teruggebracht", date(2026, 8, 15))
    assert (eerste.uitlening, nieuw.robot, nieuw.school) == (nieuw, uit.robot, eerste.school)
    assert tweede.is_open


def test_innemen_passes_over_who_does_not_fit(personas: Personas) -> None:
    uit = UitleningFactory(uitgereikt=True, van=date(2026, 8, 1), tot=date(2026, 8, 31))
    UitleningFactory(robot=uit.robot, van=date(2026, 10, 1), tot=date(2026, 10, 31))
    lang = WachtplaatsFactory(van=date(2026, 9, 1), tot=date(2026, 12, 31))
    kort = WachtplaatsFactory(van=date(2026, 9, 1), tot=date(2026, 9, 30))

    [nieuw] = robot_innemen(uitlening=uit, door=personas.bureau)

    lang.refresh_from_db()
    assert nieuw.school == kort.school
    assert lang.is_open


def test_innemen_serves_two_places_that_fit_after_each_other(personas: Personas) -> None:
    uit = UitleningFactory(uitgereikt=True)
    WachtplaatsFactory(van=date(2026, 9, 1), tot=date(2026, 9, 30))
    WachtplaatsFactory(van=date(2026, 10, 1), tot=date(2026, 10, 31))

    assert len(robot_innemen(uitlening=uit, door=personas.bureau)) == 2


def test_innemen_with_damage_takes_the_robot_out_of_use(personas: Personas) -> None:
    uit = UitleningFactory(uitgereikt=True)
    plaats = WachtplaatsFactory()

    assert robot_innemen(uitlening=uit, door=personas.bureau, schade="Scherm is stuk.") == []

    uit.refresh_from_db()
    plaats.refresh_from_db()
    assert (uit.schade, uit.robot.status) == ("Scherm is stuk.", "defect")
    assert plaats.is_open


def test_innemen_before_hand_over_is_refused_and_changes_nothing(personas: Personas) -> None:
    uitlening = UitleningFactory()
    WachtplaatsFactory()

    with pytest.raises(VerkeerdeStatus, match="de uitlening heeft de status ‘gereserveerd’"):
        robot_innemen(uitlening=uitlening, door=personas.bureau)

    assert Uitlening.objects.count() == 1


def test_annuleren_offers_the_robot_to_the_next(personas: Personas) -> None:
    uitlening = UitleningFactory(school=personas.school)
    plaats = WachtplaatsFactory()

    [nieuw] = uitlening_annuleren(uitlening=uitlening, door=personas.coordinator, reden="Niet meer nodig.")

    uitlening.refresh_from_db()
    assert uitlening.status == "vervallen"
    assert nieuw.school == plaats.school


def test_annuleren_by_another_school_is_refused(personas: Personas) -> None:
    uitlening = UitleningFactory(school=personas.school)

    with pytest.raises(NietToegestaan, match="kan alleen het bureau of de school zelf"):
        uitlening_annuleren(uitlening=uitlening, door=personas.coordinator_elders, reden="Weg ermee")


def test_robot_toegevoegd_enqueues_the_offer(personas: Personas) -> None:
    robot = RobotFactory()

    robot_toegevoegd(robot=robot, door=personas.bureau)

    assert Opdracht.objects.get().soort == "voorzieningen.wachtlijst"
    assert Gebeurtenis.objects.van(robot).get().label == "Toegevoegd aan de voorraad"


# --- The waiting list ------------------------------------------------------------------------------------


def test_bedienen_offers_with_a_day_to_answer_and_tells_the_school_once(personas: Personas) -> None:
    WachtplaatsFactory(school=personas.school)
    RobotFactory(naam="Roos")

    [aanbod] = wachtlijst_bedienen()
    wachtlijst_bedienen()

    assert (aanbod.status, aanbod.antwoord_uiterlijk) == ("aangeboden", date(2026, 8, 19))  # three working days
    [bericht] = Bericht.objects.all()
    assert (bericht.soort, bericht.aan) == ("lening_aangeboden", personas.coordinator)
    assert "19 augustus 2026" in bericht.tekst


def test_what_is_offered_is_free_for_nobody_else_until_it_is_refused(bron: Model, personas: Personas) -> None:
    eerste, tweede = WachtplaatsFactory(school=personas.school), WachtplaatsFactory()
    RobotFactory()
    [aanbod] = wachtlijst_bedienen()
    assert isinstance(_vraag(bron, personas.school_elders), Wachtplaats)

    lening_weigeren(aanbod, door=personas.coordinator, reden="Niet meer nodig.")
    [volgend] = wachtlijst_bedienen()

    eerste.refresh_from_db()
    assert (volgend.school, eerste.is_open) == (tweede.school, False)


def test_offer_lapses_when_its_period_is_over() -> None:
    aanbod = UitleningFactory(aangeboden=True)

    with time_machine.travel("2026-12-01 12:00:00+01:00"):
        wachtlijst_bedienen()

    aanbod.refresh_from_db()
    assert aanbod.status == "vervallen"


def test_another_kind_of_thing_is_a_row_with_a_line_of_its_own(bron: Model, school: School) -> None:
    laptop = HulpmiddelFactory(naam="laptop")
    RobotFactory(naam="Roos")
    RobotFactory(naam="Laptop 1", hulpmiddel=laptop)

    robot, geleend = _vraag(bron, school), _vraag(bron, school, "b", hulpmiddel=laptop.pk)
    wacht, ook = _vraag(bron, school, "c"), _vraag(bron, school, "d", hulpmiddel=laptop.pk)

    assert (robot.robot.naam, geleend.robot.naam) == ("Roos", "Laptop 1")
    assert (positie(wacht), positie(ook)) == (1, 1)


def test_toewijzen_passes_over_what_is_in_maintenance(bron: Model, school: School) -> None:
    robot = RobotFactory()
    OnderhoudFactory(robot=robot, van=date(2026, 9, 10), tot=date(2026, 9, 11))

    assert isinstance(_vraag(bron, school), Wachtplaats)
    assert _vraag(bron, school, "b", van=date(2026, 10, 1), tot=date(2026, 10, 2)).robot == robot


def test_award_that_ends_takes_the_offer_back(bron: Model, school: School) -> None:
    _vraag(bron, school)
    RobotFactory()
    [aanbod] = wachtlijst_bedienen()

    regels = robot_laten_terugkomen(bron=bron, tot=None)

    aanbod.refresh_from_db()
    assert aanbod.status == "vervallen"
    assert regels == [f"{aanbod.robot} is niet meer voor u gereserveerd."]


def test_aannemen_enqueues_the_next_step_once_for_who_waited(personas: Personas) -> None:
    plaats = WachtplaatsFactory(vervolg="voorzieningen.wachtlijst", school=personas.school)
    RobotFactory()
    [aanbod] = wachtlijst_bedienen()
    Opdracht.objects.all().delete()

    lening_aannemen(aanbod, door=personas.coordinator)
    wachtlijst_bedienen()

    opdracht = Opdracht.objects.get()
    assert (opdracht.soort, opdracht.object_id) == ("voorzieningen.wachtlijst", str(plaats.pk))


def test_toewijzen_keeps_the_name_of_the_next_step(bron: Model, school: School) -> None:
    plaats = _vraag(bron, school, vervolg="aanvragen.robot_toegewezen")

    assert plaats.vervolg == "aanvragen.robot_toegewezen"


def test_bedienen_of_a_period_that_began_gives_the_rest() -> None:
    WachtplaatsFactory(van=date(2026, 8, 1), tot=date(2026, 8, 31))
    RobotFactory()

    [uitlening] = wachtlijst_bedienen()

    assert (uitlening.van, uitlening.tot) == (date(2026, 8, 15), date(2026, 8, 31))


@pytest.mark.parametrize(("dag", "is_open"), [("2026-11-30", True), ("2026-12-01", False)])
def test_bedienen_lets_a_place_lapse_after_its_last_day(dag: str, is_open: bool) -> None:
    plaats = WachtplaatsFactory(van=VAN, tot=TOT)

    with time_machine.travel(f"{dag} 12:00:00+01:00"):
        wachtlijst_bedienen()

    plaats.refresh_from_db()
    assert plaats.is_open is is_open
    assert (plaats.reden == "De gewenste periode is voorbij. Er kwam niets vrij.") is not is_open


@pytest.mark.parametrize("wie", ["bureau", "coordinator", "bestuur"])
def test_verlaten_by_the_school_or_the_bureau_ends_the_waiting(personas: Personas, wie: str) -> None:
    plaats = WachtplaatsFactory(school=personas.school)

    wachtplaats_verlaten(wachtplaats=plaats, door=getattr(personas, wie), reden=" Niet meer nodig. ")

    plaats.refresh_from_db()
    assert (plaats.is_open, plaats.reden) == (False, "Niet meer nodig.")


@pytest.mark.parametrize("wie", ["coordinator_elders", "coordinator_zuster", "controller", "zonder_rol"])
def test_verlaten_by_somebody_else_is_refused(personas: Personas, wie: str) -> None:
    plaats = WachtplaatsFactory(school=personas.school)

    with pytest.raises(NietToegestaan):
        wachtplaats_verlaten(wachtplaats=plaats, door=getattr(personas, wie), reden="Weg")


def test_verlaten_without_reason_is_refused(personas: Personas) -> None:
    with pytest.raises(Geweigerd) as weigering:
        wachtplaats_verlaten(wachtplaats=WachtplaatsFactory(), door=personas.bureau, reden=" ")

    assert weigering.value.velden == {"reden": ["Schrijf op waarom de school niet meer wacht."]}


def test_verlaten_twice_is_refused(personas: Personas) -> None:
    plaats = WachtplaatsFactory()
    wachtplaats_verlaten(wachtplaats=plaats, door=None, reden="Weg")

    with pytest.raises(Geweigerd, match="staat niet meer op de wachtlijst"):
        wachtplaats_verlaten(wachtplaats=plaats, door=None, reden="Weg")


def test_a_place_that_left_is_not_served() -> None:
    wachtplaats_verlaten(wachtplaats=WachtplaatsFactory(), door=None, reden="Weg")
    RobotFactory()

    assert wachtlijst_bedienen() == []


def test_acts_keep_the_person(personas: Personas) -> None:
    uitlening = robot_uitreiken(uitlening=UitleningFactory(), door=personas.bureau)
    robot_innemen(uitlening=uitlening, door=personas.bureau_collega)

    wie: list[Gebruiker | None] = [g.door for g in Gebeurtenis.objects.van(uitlening).order_by("id")]
    assert wie == [personas.bureau, personas.bureau_collega]
