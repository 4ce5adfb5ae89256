"""Moments of a school year, for tests in which the day matters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import time_machine

from tests.factories.toelating import Toelatingswereld, maak_verklaring
from toelating.models import Verklaring
from toelating.workflow import verklaring as na

_nummers = count(800001)
MAART = datetime(2026, 3, 2, 9, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass
class Tik:
    klok: Any

    def geplaatst(self, wereld: Toelatingswereld) -> Verklaring:
        """A TLV that was given in March and used from the first day of school; it is September now."""
        verklaring = maak_verklaring(wereld, bekend=True)
        self.klok.move_to(SEPTEMBER)
        verklaring = na.ophalen(verklaring, door=wereld.vso_coordinator, school=wereld.vso_school)
        return na.plaatsen(
            verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 8, 24), leerlingnummer=f"{next(_nummers)}"
        )


@contextmanager
def september() -> Iterator[Tik]:
    """It begins in March; with a TLV that is used it becomes September."""
    with time_machine.travel(MAART) as klok:
        yield Tik(klok)
