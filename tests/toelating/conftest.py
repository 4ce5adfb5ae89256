import pytest

from tests.factories.toelating import Toelatingswereld, maak_wereld


@pytest.fixture
def wereld(db: None) -> Toelatingswereld:
    """The people around a TLV of school A, and the rules."""
    return maak_wereld()
