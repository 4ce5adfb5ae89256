"""Days of the demo: what happened is played on the day on which it happened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import time_machine

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAG = timedelta(days=1)


@contextmanager
def op(moment: datetime) -> Iterator[None]:
    """On a day in the past, or now when that lies in the future."""
    with time_machine.travel(min(moment, datetime.now(AMSTERDAM)), tick=True):
        yield


def om(dag: date, uur: int, minuut: int = 20) -> datetime:
    """This day at this time."""
    return datetime.combine(dag, time(uur, minuut), AMSTERDAM)
