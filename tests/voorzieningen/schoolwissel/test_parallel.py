"""No place is given twice: real threads and connections, and a twin without each guard."""

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from swv.organisaties.models import Gebruiker, Rolsoort, School
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.schoolwissel import SchoolwisselFactory, WisselrondeFactory, plek_voor
from tests.voorzieningen.test_parallel import _tegelijk
from voorzieningen.models import Schoolplaats, Schoolwissel, Wisseluitkomst, Wisselvoorstel
from voorzieningen.plaatsen.services import vrije_plaatsen_bewaren
from voorzieningen.schoolwissel import workflow
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
