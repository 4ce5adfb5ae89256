"""One pupil is registered once at a provider: real threads and connections, and a twin without the lock."""

from collections.abc import Callable
from datetime import date
from threading import Barrier
from typing import Any

import pytest

from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort
from tests.factories.organisaties import LeerlingFactory, maak_gebruiker
from tests.factories.registratie import RegistratieFactory
from tests.voorzieningen.registratie.test_registratie import gegevens
from tests.voorzieningen.test_parallel import _tegelijk
from voorzieningen.models import Registratie
from voorzieningen.registratie import services
from voorzieningen.registratie.workflow import registratie_wijzigen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def leerling() -> Leerling:
    return LeerlingFactory(tussenvoegsel="", leerlingnummer="204417", achternaam="Proef", geboortedatum="2011-04-30")


@pytest.fixture
def door(leerling: Leerling) -> Gebruiker:
    email = "coordinator@portaal.example"
    return maak_gebruiker(Rolsoort.COORDINATOR, email=email, naam="Coordinator", school=leerling.school)


def _registreren(leerling: Leerling, door: Gebruiker) -> Callable[[], Any]:
    return lambda: services.registreren(school=leerling.school, gegevens=gegevens(), door=door)


def test_two_windows_register_a_pupil_once(leerling: Leerling, door: Gebruiker) -> None:
    antwoorden = _tegelijk(*[_registreren(leerling, door)] * 4)

    assert sum(isinstance(antwoord, Registratie) for antwoord in antwoorden) == 1
    assert sum(isinstance(antwoord, Geweigerd) for antwoord in antwoorden) == 3
    assert Registratie.objects.count() == 1


def test_two_changes_to_one_provider_at_once_leave_one_there(leerling: Leerling, door: Gebruiker) -> None:
    rijen = [RegistratieFactory(leerling=leerling, school=leerling.school, aanbieder=naam) for naam in ("Een", "Twee")]

    _tegelijk(*(lambda rij=rij: registratie_wijzigen(rij, door=door, aanbieder="Drie") for rij in rijen))

    assert Registratie.objects.filter(aanbieder="Drie").count() == 1


def test_without_the_lock_a_pupil_is_registered_twice(
    leerling: Leerling, door: Gebruiker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: both have looked before either stores."""
    beiden, nummer = Barrier(2), services.volgend_nummer
    monkeypatch.setattr(services, "_vergrendel_leerling", lambda registratie: None)
    monkeypatch.setattr(services, "volgend_nummer", lambda *wat: (beiden.wait(timeout=10) and None) or nummer(*wat))

    _tegelijk(*[_registreren(leerling, door)] * 2)

    assert Registratie.objects.filter(van=date(2026, 9, 1)).count() == 2
