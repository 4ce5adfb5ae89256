"""A delivery of reminders that only notes what it was asked."""

from collections.abc import Iterator

import pytest

from swv.kern import opdrachten
from swv.kern.opdrachten import Uitvoerder


@pytest.fixture
def bezorgd() -> Iterator[list[str]]:
    """The keys of the reminders that opdracht "proef.herinneren" got."""
    gevraagd: list[str] = []
    opdrachten._uitvoerders["proef.herinneren"] = Uitvoerder(gevraagd.append, 3)
    yield gevraagd
    del opdrachten._uitvoerders["proef.herinneren"]
