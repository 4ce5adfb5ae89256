"""No place is given twice, and nobody registers in a closed round: real threads and connections, and a twin without
each guard."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from swv.organisaties.models import Gebruiker, Rolsoort, School
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.schoolwissel import SchoolwisselFactory, WisselrondeFactory, plek_voor
from tests.personas import Personas, log_in
from tests.voorzieningen.schoolwissel.test_services import aanmelden
from tests.voorzieningen.schoolwissel.test_views import MELD, ingevuld, tekst
from tests.voorzieningen.test_parallel import _tegelijk
from voorzieningen.models import Schoolplaats, Schoolwissel, Wisselronde, Wisseluitkomst, Wisselvoorstel
from voorzieningen.plaatsen.services import vrije_plaatsen_bewaren
from voorzieningen.schoolwissel import berekenen, services, workflow
from voorzieningen.schoolwissel.ronde import ronde_afronden, verdeling_berekenen
from voorzieningen.schoolwissel.workflow import voorstel_sturen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bureau() -> Gebruiker:
    return maak_gebruiker(Rolsoort.BUREAU, email="bureau@portaal.example", naam="Bureau")


@pytest.fixture
def school() -> School:
    return SchoolFactory()


def _beiden(school: School, aantal: int = 2) -> list[Schoolwissel]:
    """So many pupils in a proposal that gives all of them the one place: as when it was reckoned on old numbers."""
    plek_voor(school)
    ronde = WisselrondeFactory()
    voorstel = Wisselvoorstel.objects.create(
        ronde=ronde, nummer=1, gevraagd_op="2026-08-14T10:00Z", regel="2026-1", plekken=1
    )
    wissels = SchoolwisselFactory.create_batch(aantal, ronde=ronde)
    Wisseluitkomst.objects.bulk_create(
        Wisseluitkomst(voorstel=voorstel, wissel=rij, school=school, niveau="havo", punten=0, redenen=[])
        for rij in wissels
    )
    return wissels


def _sturen(wissel: Schoolwissel, bureau: Gebruiker) -> Callable[[], Any]:
    return lambda: voorstel_sturen(wissel, door=bureau)


def test_two_pupils_for_the_last_place_give_one_proposal(school: School, bureau: Gebruiker) -> None:
    antwoorden = _tegelijk(*(_sturen(rij, bureau) for rij in _beiden(school, 6)))

    assert sum(isinstance(antwoord, Schoolwissel) for antwoord in antwoorden) == 1
    assert Schoolwissel.objects.bezet().count() == 1


def _zonder_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have looked before either stores, as without holding the row of the place."""
    beiden = Barrier(2)
    monkeypatch.setattr(workflow, "_houd_plaats", lambda *plek: beiden.wait(timeout=10))


def test_without_the_look_the_database_still_refuses_the_second(
    school: School, bureau: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    wissels = _beiden(school)
    _zonder_slot(monkeypatch)

    antwoorden = _tegelijk(*(_sturen(rij, bureau) for rij in wissels))

    [fout] = [antwoord for antwoord in antwoorden if not isinstance(antwoord, Schoolwissel)]
    assert isinstance(fout, IntegrityError)
    assert "niet_te_vol" in str(fout)
    assert Schoolwissel.objects.bezet().count() == 1


def test_without_both_guards_a_place_is_given_twice(
    school: School, bureau: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: this is what look and trigger prevent."""
    wissels = _beiden(school)
    _zonder_slot(monkeypatch)

    def zonder_trigger(taak: Callable[[], Any]) -> Any:
        with transaction.atomic(), pgtrigger.ignore("voorzieningen.Schoolwissel:niet_te_vol"):
            return taak()

    _tegelijk(*[lambda rij=rij: zonder_trigger(_sturen(rij, bureau)) for rij in wissels])

    assert Schoolwissel.objects.bezet().count() == 2


def test_number_that_falls_while_a_place_is_given_never_leaves_too_many(school: School, bureau: Gebruiker) -> None:
    [wissel] = _beiden(school, 1)

    _tegelijk(
        _sturen(wissel, bureau),
        lambda: vrije_plaatsen_bewaren(school=school, jaar=2026, aantallen={("havo", 4): 0}, door=bureau),
    )

    assert Schoolwissel.objects.bezet().count() <= Schoolplaats.objects.get().aantal


def test_without_its_trigger_the_number_falls_below_what_was_given(school: School, bureau: Gebruiker) -> None:
    """The twin of the other half of the guard."""
    [wissel] = _beiden(school, 1)
    voorstel_sturen(wissel, door=bureau)

    with transaction.atomic(), pgtrigger.ignore("voorzieningen.Schoolplaats:niet_minder_dan_gegeven"):
        vrije_plaatsen_bewaren(school=school, jaar=2026, aantallen={("havo", 4): 0}, door=bureau)

    assert Schoolplaats.objects.get().aantal == 0


def test_double_click_sends_one_proposal(school: School, bureau: Gebruiker) -> None:
    [wissel] = _beiden(school, 1)

    antwoorden = _tegelijk(_sturen(wissel, bureau), _sturen(wissel, bureau))

    assert sum(isinstance(antwoord, Schoolwissel) for antwoord in antwoorden) == 1


# --- The round -------------------------------------------------------------------------------------------------


@contextmanager
def _terwijl(begin: Callable[[Callable[[], None]], Any]) -> Iterator[None]:
    """While a colleague is halfway: `begin` runs in another connection and calls what it gets where it must wait."""
    halverwege, verder = Event(), Event()

    def wachten() -> None:
        halverwege.set()
        verder.wait(timeout=10)

    def collega() -> None:
        try:
            begin(wachten)
        finally:
            halverwege.set()
            connection.close()

    with ThreadPoolExecutor(1) as draad:
        bezig = draad.submit(collega)
        assert halverwege.wait(timeout=10)
        try:
            yield
        finally:
            verder.set()
            bezig.result(timeout=10)


@contextmanager
def _kort_geduld() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    try:
        yield
    finally:
        connection.close()


def test_school_registers_while_the_worker_reckons(personas: Personas, monkeypatch: pytest.MonkeyPatch) -> None:
    ronde, echt = WisselrondeFactory(), berekenen.toewijzen
    SchoolwisselFactory(ronde=ronde)
    verdeling_berekenen(ronde, door=personas.bureau)

    def rekenen(wachten: Callable[[], None]) -> None:
        monkeypatch.setattr(berekenen, "toewijzen", lambda *wat: (wachten(), echt(*wat))[1])
        berekenen.voorstel_berekenen(str(ronde.pk))

    with _terwijl(rekenen), _kort_geduld():
        assert aanmelden(personas, ronde).pk
        assert not Wisselvoorstel.objects.exists()

    assert Wisselvoorstel.objects.count() == 1


def test_who_waits_too_long_for_the_round_reads_so_and_keeps_what_was_typed(client: Client, personas: Personas) -> None:
    """Also the twin of the test above: reckoning with the whole row would hold up every school."""
    ronde = WisselrondeFactory()
    log_in(client, personas.coordinator)

    def vasthouden(wachten: Callable[[], None]) -> None:
        with transaction.atomic():
            Wisselronde.objects.select_for_update().get(pk=ronde.pk)
            wachten()

    with _terwijl(vasthouden), _kort_geduld():
        antwoord = client.post(MELD, ingevuld(personas, toelichting="Werkt graag zelfstandig."))

    assert antwoord.status_code == 422
    assert "Wacht even en probeer het opnieuw." in tekst(antwoord)
    assert "Werkt graag zelfstandig." in tekst(antwoord)
    assert not Schoolwissel.objects.exists()


def _afronden(ronde: Wisselronde, personas: Personas, wachten: Callable[[], None]) -> None:
    with transaction.atomic():
        ronde_afronden(ronde, door=personas.bureau)
        wachten()


def test_nobody_registers_in_a_round_that_is_just_being_closed(personas: Personas) -> None:
    ronde = WisselrondeFactory()

    with ThreadPoolExecutor(1) as draad:
        with _terwijl(lambda wachten: _afronden(ronde, personas, wachten)):
            school = draad.submit(_tegelijk, lambda: aanmelden(personas, ronde))
        [antwoord] = school.result(timeout=10)

    assert "Deze ronde is afgerond" in str(antwoord)
    assert not Schoolwissel.objects.exists()


def test_without_holding_the_round_a_pupil_is_registered_in_a_closed_one(
    personas: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: the round as it was read before."""
    ronde = WisselrondeFactory()
    monkeypatch.setattr(services, "_vastgehouden", lambda ronde: ronde)

    with ThreadPoolExecutor(1) as draad:
        with _terwijl(lambda wachten: _afronden(ronde, personas, wachten)):
            school = draad.submit(_tegelijk, lambda: aanmelden(personas, ronde))
        school.result(timeout=10)

    assert Schoolwissel.objects.get().ronde.status == "afgerond"
