from collections.abc import Iterator

import pytest
import time_machine

from tests.factories.toelating import Toelatingswereld, maak_wereld


@pytest.fixture
def wereld(db: None) -> Toelatingswereld:
    """The people around a TLV of school A, and the rules."""
    return maak_wereld()


@pytest.fixture
def klok() -> Iterator[time_machine.Traveller]:
    """A Tuesday in October 2026. The clock runs on; `klok.move_to(...)` moves it."""
    with time_machine.travel("2026-10-13 10:00:00+02:00", tick=True) as reiziger:
        yield reiziger
