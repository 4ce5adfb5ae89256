"""The clock and the surroundings of every aanvraag."""

from collections.abc import Iterator

import pytest
import time_machine

from financien.models import Begrotingspost
from tests.aanvragen import levensloop


@pytest.fixture
def klok() -> Iterator[time_machine.Traveller]:
    """A Tuesday in October 2026. The clock runs on; `klok.move_to(...)` moves it."""
    with time_machine.travel(levensloop.VANDAAG) as reis:
        yield reis


@pytest.fixture
def wereld(db: None) -> Begrotingspost:
    """Rules, letterhead and a budget line of this year with € 100.000,00."""
    return levensloop.maak_wereld()


@pytest.fixture
def post(wereld: Begrotingspost, request: pytest.FixtureRequest) -> Begrotingspost:
    """The line that the controller chose for the kind of this file (`SOORT`), because no source names one."""
    levensloop.stel_regeling(request.module.SOORT)
    return wereld
