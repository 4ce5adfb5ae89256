from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.personas import personas
from voorzieningen.models import Alias, Hulpmiddel, Voorziening, Wijzeradvies, Wijzerstap
from voorzieningen.services import catalogus_laden

__all__ = ["personas"]

# Names before what they name: foreign keys wait for the commit, and the search texts are then made once.
_MODELLEN: list[Any] = [Alias, Voorziening, Wijzerstap, Wijzeradvies]
_GELADEN: list[list[Any]] = []


@pytest.fixture(autouse=True)
def _vandaag() -> Iterator[None]:
    """Saturday 15 August 2026, two weeks before the loans of the factories start. The clock runs on."""
    with time_machine.travel("2026-08-15 10:00:00+02:00"):
        yield


@pytest.fixture
def catalogus(db: None) -> None:
    """The whole catalogue: loaded once, and for the next tests the same rows again, which is much faster."""
    if not _GELADEN:
        catalogus_laden()
        _GELADEN.extend(list(model.objects.all()) for model in _MODELLEN)
        return
    for model, rijen in zip(_MODELLEN, _GELADEN, strict=True):
        model.objects.bulk_create(rijen)
    Hulpmiddel.objects.update(voorziening=Voorziening.objects.get(nummer=9))
