from collections.abc import Iterator

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.factories.toelating import Toelatingswereld, maak_wereld
from tests.toelating.levensloop import VANDAAG


@pytest.fixture
def klok() -> Iterator[time_machine.Traveller]:
    """A Tuesday in October 2026. The clock runs on; `klok.move_to(...)` moves it."""
    with time_machine.travel(VANDAAG) as reis:
        yield reis


@pytest.fixture
def wereld(db: None) -> Toelatingswereld:
    """The people around a TLV of school A, and the rules. With `klok` asked before, as they are on its day."""
    return maak_wereld()


@pytest.fixture(scope="module")
def voor_deze_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What a fixture of a module makes in the database is there for all its tests and gone afterwards: a dossier that
    came through all its acts costs a second. Each test still takes back what it did itself."""
    cache.clear()  # it may still hold what a module before this one made
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
