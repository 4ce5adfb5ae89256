"""An award of € 10.000,00 in school year 2026-2027, and the June in which it is accounted for."""

import pytest

from financien.models import Begrotingspost
from tests.aanvragen import levensloop
from tests.factories.verantwoordingen import JUNI, betaal_alles, ken_toe


@pytest.fixture
def wereld(klok) -> Begrotingspost:
    """Rules, letterhead and a budget line of 2026 with room; the clock stands in October 2026."""
    return levensloop.maak_wereld()


@pytest.fixture
def toekenning(wereld, personas):
    """Innovatiegelden, € 10.000,00: 90% at once, the rest after the verantwoording."""
    return ken_toe(personas)


@pytest.fixture
def betaald(toekenning):
    """The same with its first instalment paid."""
    betaal_alles(toekenning)
    return toekenning


@pytest.fixture
def in_juni(klok):
    """Move to June after the award."""
    return lambda: klok.move_to(JUNI)
