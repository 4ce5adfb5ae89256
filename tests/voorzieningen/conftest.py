from collections.abc import Iterator

import pytest
import time_machine

from tests.personas import personas
from voorzieningen.services import catalogus_laden

__all__ = ["personas"]


@pytest.fixture(autouse=True)
def _vandaag() -> Iterator[None]:
    """Saturday 15 August 2026, two weeks before the loans of the factories start. The clock runs on."""
    with time_machine.travel("2026-08-15 10:00:00+02:00"):
        yield


@pytest.fixture
def catalogus(db: None) -> None:
    catalogus_laden()
