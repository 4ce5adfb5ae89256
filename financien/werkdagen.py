"""Days on which banks settle euro payments: the calendar of TARGET (European Central Bank)."""

from datetime import date, timedelta

from dateutil.easter import easter

_VAST = {(1, 1), (5, 1), (12, 25), (12, 26)}
_GOEDE_VRIJDAG, _TWEEDE_PAASDAG = timedelta(days=-2), timedelta(days=1)


def is_bankdag(dag: date) -> bool:
    """Closed are weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December."""
    pasen = easter(dag.year)
    dicht = (dag.month, dag.day) in _VAST or dag in (pasen + _GOEDE_VRIJDAG, pasen + _TWEEDE_PAASDAG)
    return dag.weekday() < 5 and not dicht


def bankdag_vanaf(dag: date) -> date:
    """This day, or the first day after it on which banks settle."""
    while not is_bankdag(dag):
        dag += timedelta(days=1)
    return dag
