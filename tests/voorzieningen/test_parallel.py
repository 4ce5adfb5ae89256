"""Two at once, with real threads and connections. Each guard has a twin that shows what happens without it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Barrier, Event
from typing import Any
from uuid import UUID, uuid4

import pgtrigger
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort, School
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.voorzieningen import OnderhoudFactory, RobotFactory, UitleningFactory, WachtplaatsFactory
from tests.personas import log_in
from tests.voorzieningen.test_admin import ROOS
from tests.voorzieningen.test_admin import _onderhoud as _onderhoudsregel
from voorzieningen import selectors, services, voorraad
from voorzieningen.models import Onderhoud, Robot, Uitlening, Wachtplaats

pytestmark = pytest.mark.django_db(transaction=True)


def _tegelijk(*taken: Callable[[], Any]) -> list[Any]:
    """Run all at once; give what each returned or raised."""
    start = Barrier(len(taken))

    def uitvoeren(taak: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return taak()
        except Exception as fout:
            return fout
        finally:
            connection.close()

    with ThreadPoolExecutor(len(taken)) as pool:
        return [f.result(timeout=30) for f in [pool.submit(uitvoeren, taak) for taak in taken]]


@contextmanager
def bezet(vasthouden: Callable[[], Any]) -> Iterator[None]:
    """Somebody else holds what `vasthouden` takes, until the end of the block; who waits for it gives up soon."""
    vast, klaar = Event(), Event()

    def collega() -> None:
        try:
            with transaction.atomic():
                vasthouden()
                vast.set()
                klaar.wait(timeout=10)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        bezig = pool.submit(collega)
        assert vast.wait(timeout=10)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        try:
            yield
        finally:
            klaar.set()
            connection.close()
        bezig.result(timeout=10)


def _vraag(school: School, bron: Robot, sleutel: str) -> Callable[[], Any]:
    return lambda: services.robot_toewijzen(
        bron=bron, school=school, van=date(2026, 9, 1), tot=date(2026, 11, 30), sleutel=sleutel, door=None
    )


@pytest.fixture
def bron() -> Robot:
    return RobotFactory(status=Robot.Status.UIT_DIENST)


def test_two_schools_for_the_last_robot_give_one_loan_and_one_place(bron: Robot) -> None:
    RobotFactory()
    taken = [_vraag(SchoolFactory(), bron, f"aanvraag:{n}") for n in range(2)]

    antwoorden = _tegelijk(*taken)

    assert sorted(type(antwoord).__name__ for antwoord in antwoorden) == ["Uitlening", "Wachtplaats"]
    assert (Uitlening.objects.count(), Wachtplaats.objects.count()) == (1, 1)


def test_without_the_lock_the_constraint_still_refuses_the_second_loan(
    bron: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    beide_gekeken = Barrier(2)

    def kijken_zonder_slot(van: date, tot: date, hulpmiddel: UUID) -> Robot | None:
        robot = selectors.vrije_robots(van, tot, hulpmiddel).first()
        beide_gekeken.wait(timeout=10)
        return robot

    monkeypatch.setattr(voorraad, "vergrendelen", lambda: None)
    monkeypatch.setattr(services, "_vrije_robot", kijken_zonder_slot)
    RobotFactory()
    taken = [_vraag(SchoolFactory(), bron, f"aanvraag:{n}") for n in range(2)]

    antwoorden = _tegelijk(*taken)

    [fout] = [antwoord for antwoord in antwoorden if not isinstance(antwoord, Uitlening)]
    assert isinstance(fout, IntegrityError | OperationalError)  # the second waits for the first, or both for each other
    assert "robot_een_school_tegelijk" in str(fout) or "deadlock detected" in str(fout)
    assert Uitlening.objects.count() == 1


def test_ten_schools_for_three_robots_give_three_loans_and_a_line_of_seven(bron: Robot) -> None:
    RobotFactory.create_batch(3)
    taken = [_vraag(SchoolFactory(), bron, f"aanvraag:{n}") for n in range(10)]

    antwoorden = _tegelijk(*taken)

    wachtend = [antwoord for antwoord in antwoorden if isinstance(antwoord, Wachtplaats)]
    assert Uitlening.objects.count() == 3
    assert sorted(selectors.positie(plaats) for plaats in wachtend) == [1, 2, 3, 4, 5, 6, 7]


def test_one_request_sent_twice_at_once_gives_one_loan(bron: Robot) -> None:
    RobotFactory.create_batch(2)
    taak = _vraag(SchoolFactory(), bron, "aanvraag:1")

    eerste, tweede = _tegelijk(taak, taak)

    assert eerste == tweede
    assert Uitlening.objects.count() == 1


def test_asking_while_the_last_robot_comes_back_leaves_nobody_waiting(bron: Robot) -> None:
    uit = UitleningFactory(uitgereikt=True)
    bureau = maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau")

    antwoorden = _tegelijk(
        _vraag(SchoolFactory(), bron, "aanvraag:1"),
        lambda: services.robot_innemen(uitlening=uit, door=bureau),
    )

    assert [a for a in antwoorden if isinstance(a, Exception)] == []
    assert Uitlening.objects.actief().count() == 1
    assert not Wachtplaats.objects.open().exists()


def test_list_served_twice_at_once_offers_the_last_robot_to_one_school() -> None:
    eerste, _ = WachtplaatsFactory.create_batch(2)
    RobotFactory()

    antwoorden = _tegelijk(services.wachtlijst_bedienen, services.wachtlijst_bedienen)

    assert sorted(len(antwoord) for antwoord in antwoorden) == [0, 1]
    aanbod = Uitlening.objects.get()
    assert (aanbod.status, aanbod.school) == ("aangeboden", eerste.school)


def test_without_the_lock_the_constraint_still_refuses_the_second_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    beide_gekeken = Barrier(2)

    def kijken_zonder_slot(van: date, tot: date, hulpmiddel: UUID) -> Robot | None:
        robot = selectors.vrije_robots(van, tot, hulpmiddel).first()
        beide_gekeken.wait(timeout=10)
        return robot

    plaatsen = WachtplaatsFactory.create_batch(2)
    RobotFactory()
    monkeypatch.setattr(services, "_vrije_robot", kijken_zonder_slot)
    taken = [_aanbieden(plaats) for plaats in plaatsen]

    antwoorden = _tegelijk(*taken)

    [fout] = [antwoord for antwoord in antwoorden if not isinstance(antwoord, Uitlening)]
    assert isinstance(fout, IntegrityError | OperationalError)
    assert "robot_een_school_tegelijk" in str(fout) or "deadlock detected" in str(fout)
    assert Uitlening.objects.count() == 1


def _aanbieden(plaats: Wachtplaats) -> Callable[[], Any]:
    """What `wachtlijst_bedienen` does for one place, without the lock of the stock around it."""

    def doen() -> Uitlening:
        with transaction.atomic():
            robot = services._vrije_robot(plaats.van, plaats.tot, plaats.hulpmiddel_id)
            assert robot is not None
            return services._plaats_geven(plaats, robot, plaats.van)

    return doen


def test_asking_for_the_days_before_while_it_is_handed_over_early_gives_them_to_one_school(bron: Robot) -> None:
    vandaag = timezone.localdate()
    lening = UitleningFactory(van=vandaag + timedelta(days=10), tot=vandaag + timedelta(days=20))
    bureau = maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau")

    antwoorden = _tegelijk(
        lambda: services.robot_toewijzen(
            bron=bron,
            school=SchoolFactory(),
            van=vandaag + timedelta(days=2),
            tot=vandaag + timedelta(days=5),
            sleutel="aanvraag:1",
            door=None,
        ),
        lambda: services.robot_uitreiken(uitlening=lening, door=bureau),
    )

    # Whoever is second is refused in words, or waits: what is out is promised to nobody for the days until then.
    assert [a for a in antwoorden if isinstance(a, Exception) and not isinstance(a, Geweigerd)] == []
    lening.refresh_from_db()
    assert (lening.status == "uitgereikt") is (Uitlening.objects.actief().count() == 1)


def test_early_hand_over_while_somebody_else_gives_out_is_refused_in_words() -> None:
    lening = UitleningFactory()
    bureau = maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau")

    with bezet(voorraad.vergrendelen), pytest.raises(Geweigerd, match="net iets uit de voorraad toegewezen"):
        services.robot_uitreiken(uitlening=lening, door=bureau)


def test_maintenance_while_somebody_else_gives_out_keeps_what_was_typed(client: Client) -> None:
    robot = RobotFactory()
    log_in(client, maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau"))
    gegevens = {**ROOS, "hulpmiddel": str(robot.hulpmiddel_id), **_onderhoudsregel("1-9-2026", "5-9-2026")}

    with bezet(voorraad.vergrendelen):
        antwoord = client.post(reverse("admin:voorzieningen_robot_change", args=[robot.pk]), gegevens)

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 200
    assert "Er wordt nu net iets uit de voorraad toegewezen." in tekst
    assert 'value="Nieuwe batterij"' in tekst
    assert not Onderhoud.objects.exists()


def test_lending_while_somebody_else_gives_out_keeps_what_was_typed(client: Client) -> None:
    robot, school = RobotFactory(), SchoolFactory()
    log_in(client, maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau"))
    gegevens = {"hulpmiddel": robot.hulpmiddel_id, "school": school.pk, "van": "1-9-2026", "tot": "30-9-2026"}

    with bezet(voorraad.vergrendelen):
        antwoord = client.post("/voorzieningen/robots/uitlenen/", {**gegevens, "sleutel": uuid4()})

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "Iemand anders is nu met de voorraad bezig." in tekst
    assert 'value="30-9-2026"' in tekst
    assert not Uitlening.objects.exists()


def _onderhoud(robot: Robot) -> Callable[[], Any]:
    return lambda: OnderhoudFactory(robot=robot, van=date(2026, 9, 1), tot=date(2026, 9, 5))


def _lening(robot: Robot, bron: Robot, school: School) -> Callable[[], Any]:
    return lambda: UitleningFactory(robot=robot, dossier=bron, school=school)


def test_loan_and_maintenance_at_once_are_not_both_stored(bron: Robot) -> None:
    robot, school = RobotFactory(), SchoolFactory()

    antwoorden = _tegelijk(_onderhoud(robot), _lening(robot, bron, school))

    [fout] = [antwoord for antwoord in antwoorden if isinstance(antwoord, Exception)]
    assert "niet_uitgeleend" in str(fout) or "niet_in_onderhoud" in str(fout)
    assert Uitlening.objects.count() + Onderhoud.objects.count() == 1


def test_without_the_triggers_loan_and_maintenance_are_both_stored(bron: Robot) -> None:
    robot, school = RobotFactory(), SchoolFactory()

    with pgtrigger.ignore("voorzieningen.Onderhoud:niet_uitgeleend", "voorzieningen.Uitlening:niet_in_onderhoud"):
        _onderhoud(robot)()
        _lening(robot, bron, school)()

    assert (Uitlening.objects.count(), Onderhoud.objects.count()) == (1, 1)
