"""Two at once, with real threads and connections. Each guard has a twin that shows what happens without it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from swv.organisaties.models import Gebruiker, Rolsoort, School
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory, RobotFactory
from tests.voorzieningen.test_parallel import _tegelijk
from voorzieningen.models import Capaciteit, Plaatsing, Robot
from voorzieningen.plaatsen import selectors, services, slot, workflow

pytestmark = pytest.mark.django_db(transaction=True)


def _vraag(capaciteit: Capaciteit, school: School, bron: Robot, sleutel: str) -> Callable[[], Any]:
    return lambda: services.plaats_aanvragen(
        bron=bron,
        voorziening=capaciteit.voorziening,
        school=school,
        van=date(2026, 9, 1),
        tot=date(2027, 7, 31),
        sleutel=sleutel,
        door=None,
    )


def _vragen(capaciteit: Capaciteit, aantal: int) -> list[Callable[[], Any]]:
    bron = RobotFactory(status=Robot.Status.UIT_DIENST)
    return [_vraag(capaciteit, SchoolFactory(), bron, f"vraag:{n}") for n in range(aantal)]


def _statussen(antwoorden: list[Any]) -> list[str]:
    return sorted(str(getattr(antwoord, "status", type(antwoord).__name__)) for antwoord in antwoorden)


@pytest.fixture
def bureau() -> Gebruiker:
    return maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau")


def test_two_schools_for_the_last_place_give_one_place_and_one_in_line() -> None:
    assert _statussen(_tegelijk(*_vragen(CapaciteitFactory(aantal=1), 2))) == ["geplaatst", "wachtlijst"]


def test_ten_schools_for_three_places_give_three_places_and_a_line_of_seven() -> None:
    antwoorden = _tegelijk(*_vragen(CapaciteitFactory(aantal=3), 10))

    wachtend = [plaatsing for plaatsing in antwoorden if plaatsing.status == "wachtlijst"]
    assert Plaatsing.objects.bezet().count() == 3
    assert sorted(selectors.plaats_in_de_rij(plaatsing) for plaatsing in wachtend) == [1, 2, 3, 4, 5, 6, 7]


def test_one_request_sent_twice_at_once_gives_one_place() -> None:
    [taak] = _vragen(CapaciteitFactory(), 1)

    eerste, tweede = _tegelijk(taak, taak)

    assert eerste == tweede
    assert Plaatsing.objects.count() == 1


def _kijken_zonder_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both look before either stores, as without the lock of the facility."""
    beide_gekeken = Barrier(2)
    echt = selectors.aan_de_beurt

    def kijken(voorziening_id: int) -> Any:
        beurt = echt(voorziening_id)
        beide_gekeken.wait(timeout=10)
        return beurt

    monkeypatch.setattr(slot, "vergrendelen", lambda voorziening_id: None)
    monkeypatch.setattr(selectors, "aan_de_beurt", kijken)
    monkeypatch.setattr(selectors, "vol_stuk", lambda *periode: None)


def test_without_the_lock_the_database_still_refuses_the_second_place(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = _vragen(CapaciteitFactory(aantal=1), 2)
    _kijken_zonder_slot(monkeypatch)

    antwoorden = _tegelijk(*taken)

    [fout] = [antwoord for antwoord in antwoorden if not isinstance(antwoord, Plaatsing)]
    assert isinstance(fout, IntegrityError)
    assert "niet_te_vol" in str(fout)
    assert Plaatsing.objects.bezet().count() == 1


def test_without_both_guards_a_place_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: this is what lock and trigger prevent."""
    taken = _vragen(CapaciteitFactory(aantal=1), 2)
    _kijken_zonder_slot(monkeypatch)

    def zonder_trigger(taak: Callable[[], Any]) -> Any:
        with transaction.atomic(), pgtrigger.ignore("voorzieningen.Plaatsing:niet_te_vol"):
            return taak()

    antwoorden = _tegelijk(*[lambda taak=taak: zonder_trigger(taak) for taak in taken])

    assert _statussen(antwoorden) == ["geplaatst", "geplaatst"]


def test_number_that_falls_while_a_place_is_given_never_leaves_too_many() -> None:
    capaciteit = CapaciteitFactory(aantal=1)
    minder = Capaciteit.objects.get()
    minder.aantal = 0

    _tegelijk(*_vragen(capaciteit, 1), minder.save)

    assert Plaatsing.objects.bezet().count() <= Capaciteit.objects.get().aantal


def test_two_answers_on_one_offer_give_one(bureau: Gebruiker) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, voorziening=CapaciteitFactory(aantal=1).voorziening)

    antwoorden = _tegelijk(
        lambda: workflow.plaats_aannemen(plaatsing, door=bureau),
        lambda: workflow.plaats_weigeren(plaatsing, door=bureau, reden="Niet nodig"),
    )

    assert len([antwoord for antwoord in antwoorden if isinstance(antwoord, Plaatsing)]) == 1
    assert Plaatsing.objects.get().status in ("geplaatst", "vervallen")


def test_worker_and_bureau_offer_one_place_once(bureau: Gebruiker) -> None:
    voorziening = CapaciteitFactory(aantal=1).voorziening
    _eerste, tweede = (PlaatsingFactory(voorziening=voorziening, aangevraagd_op=f"2026-0{n}-01T10:00Z") for n in (5, 6))

    _tegelijk(
        lambda: services.wachtlijst_bedienen(voorziening.pk),
        lambda: workflow.plaats_aanbieden(
            tweede,
            door=bureau,
            van=date(2026, 9, 1),
            tot=date(2027, 7, 31),
            antwoord_uiterlijk=date(2026, 8, 28),
            reden="Spoed",
        ),
    )

    assert Plaatsing.objects.bezet().count() == 1


def test_worker_never_passes_over_somebody_who_is_just_being_handled() -> None:
    """While an act holds the first in line the worker gives nothing to the second; it tries again later."""
    voorziening = CapaciteitFactory(aantal=1).voorziening
    eerste = PlaatsingFactory(voorziening=voorziening, aangevraagd_op="2026-05-01T10:00Z")
    PlaatsingFactory(voorziening=voorziening, aangevraagd_op="2026-06-01T10:00Z")
    vast, klaar = Event(), Event()

    def vasthouden() -> None:
        with transaction.atomic():
            Plaatsing.objects.select_for_update().get(pk=eerste.pk)
            vast.set()
            klaar.wait(timeout=10)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(vasthouden)
        vast.wait(timeout=10)
        with pytest.raises(OperationalError):
            services.wachtlijst_bedienen(voorziening.pk)
        klaar.set()

    assert [plaatsing.pk for plaatsing in services.wachtlijst_bedienen(voorziening.pk)] == [eerste.pk]
