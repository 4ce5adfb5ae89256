"""Whether an objection is in time, and until when it is decided: pure functions on days."""

from collections.abc import Mapping
from datetime import date, timedelta

from swv.termijnen.rekenen import DAG, GEEN_EXTRA, laatste_dag

WEKEN_ONDERWEG = 1  # Awb 6:9 (2)
WEKEN_BESLISSEN = 12  # Awb 7:10 (1), as the LBT is a committee in the sense of 7:13
WEKEN_VERDAGEN = 6  # Awb 7:10 (3)
WEKEN_LBT = 2  # reglement of the LBT: to ask its advice
WEKEN_VERWEER = 2  # the same: to send the verweerschrift and the papers
STUKKEN_VOOR_HOORZITTING = timedelta(days=10)  # Awb 7:4 (1)
INZAGE_VOOR_HOORZITTING = timedelta(weeks=1)  # Awb 7:4 (2)


def is_op_tijd(
    *, tot: date, ontvangen_op: date, gepost_op: date | None = None, extra: Mapping[date, str] = GEEN_EXTRA
) -> bool:
    """Whether an objection came in time when `tot` is the last day (Awb 6:9).

    By post it is enough that the postmark is not after that day, and that it came within a week after it. That week is
    a term of law too, so it does not end in a weekend or on a holiday (Atw art. 1).

    >>> is_op_tijd(tot=date(2026, 5, 6), ontvangen_op=date(2026, 5, 13), gepost_op=date(2026, 5, 6))
    True
    """
    if ontvangen_op <= tot:
        return True
    if gepost_op is None or gepost_op > tot:
        return False
    return ontvangen_op <= laatste_dag(tot, weken=WEKEN_ONDERWEG, extra=extra)


def uiterste_beslisdatum(tot: date, *, verdaagd: int = 0, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
    """The last day to decide on an objection: twelve weeks after the objection term ended on `tot`, and the weeks of a
    postponement. A term of more than twelve weeks is not moved (Atw art. 4).

    >>> uiterste_beslisdatum(date(2026, 5, 6)), uiterste_beslisdatum(date(2026, 5, 6), verdaagd=6)
    (datetime.date(2026, 7, 29), datetime.date(2026, 9, 9))
    """
    return laatste_dag(tot, weken=WEKEN_BESLISSEN + verdaagd, extra=extra)


def eerste_dag(tot: date) -> date:
    """The first day of the decision term."""
    return tot + DAG
