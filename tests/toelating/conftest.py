from collections.abc import Iterator

import pytest
import time_machine

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
