"""What a late decision costs: pure functions on days, and amounts in euros (Awb 4:17, 4:18).

Who waits too long for a decision may send a notice of default (ingebrekestelling). Two weeks after the term lapsed and
the notice came in, whichever is later, a dwangsom runs for at most 42 days. The Algemene termijnenwet does not apply:
weekends and holidays count, and no date moves. Where the law can be read in two ways the one counts that runs first,
so that no warning comes too late (docs/adr/0017).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from swv.termijnen.rekenen import DAG

TWEE_WEKEN = timedelta(weeks=2)  # Awb 4:17 (3), and 4:18
PERIODE = 14  # days with one amount (Awb 4:17 (2)); the third period ends with the last day
LANGSTE = 42  # days (Awb 4:17 (1))


@dataclass(frozen=True, slots=True)
class Tarief:
    """Euros per day: in the first fourteen days, in the next fourteen, and after that."""

    eerste: Decimal
    tweede: Decimal
    derde: Decimal

    @property
    def perioden(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.eerste, self.tweede, self.derde

    @property
    def hoogste(self) -> Decimal:
        """What all 42 days cost together."""
        return bedrag(LANGSTE, self)


BEKENDE_TARIEVEN: tuple[tuple[date, Tarief], ...] = (
    (date(2009, 10, 1), Tarief(Decimal(20), Decimal(30), Decimal(40))),
    (date(2019, 1, 1), Tarief(Decimal(23), Decimal(35), Decimal(45))),
)
"""The first versions, with the day from which each counts. Later ones come in the admin."""


@dataclass(frozen=True, slots=True)
class Stap:
    """One line of the sum: so many days, from and until these days, at this amount per day."""

    van: date
    tot: date
    dagen: int
    per_dag: Decimal

    @property
    def bedrag(self) -> Decimal:
        return self.dagen * self.per_dag


def eerste_dag(*, termijn_tot: date, ontvangen_op: date) -> date:
    """The first day over which a dwangsom is due: two weeks after the last day of the term and after the receipt of
    the notice, whichever is later (Awb 4:17 (3)).

    >>> eerste_dag(termijn_tot=date(2026, 5, 11), ontvangen_op=date(2026, 6, 1))
    datetime.date(2026, 6, 15)
    """
    return max(termijn_tot, ontvangen_op) + TWEE_WEKEN


def hoogstens_tot(eerste: date) -> date:
    """The 42nd day: after it nothing is added.

    >>> hoogstens_tot(date(2026, 6, 15))
    datetime.date(2026, 7, 26)
    """
    return eerste + (LANGSTE - 1) * DAG


def dagen_verschuldigd(eerste: date, op: date, *, einde: date | None = None) -> int:
    """Over how many days a dwangsom is due at the end of the day `op`. `einde` is the day on which the decision was
    announced: it is the last one that counts, and before `eerste` there is nothing due."""
    tot = min(op, hoogstens_tot(eerste), *([einde] if einde else []))
    return max((tot - eerste).days + 1, 0)


def laatste_dag(eerste: date, *, einde: date | None = None) -> date | None:
    """The last day over which a dwangsom is due: the day of the announcement, or the 42nd day. None when nothing is."""
    tot = hoogstens_tot(eerste)
    if einde is None or einde >= tot:
        return tot
    return einde if einde >= eerste else None


def vaststellen_tot(laatste: date) -> date:
    """The last day on which the dwangsom is set by a decision of its own (Awb 4:18)."""
    return laatste + TWEE_WEKEN


def stappen(eerste: date, dagen: int, tarief: Tarief) -> Iterator[Stap]:
    """The lines of the sum over so many days, at most 42. Raises ValueError for fewer than none."""
    if dagen < 0:
        raise ValueError(f"Een dwangsom loopt nul of meer dagen, niet {dagen}.")
    over, van = min(dagen, LANGSTE), eerste
    for per_dag in tarief.perioden:
        deel = min(over, PERIODE)
        if deel:
            yield Stap(van=van, tot=van + (deel - 1) * DAG, dagen=deel, per_dag=per_dag)
        over, van = over - deel, van + deel * DAG


def bedrag(dagen: int, tarief: Tarief) -> Decimal:
    """Euros due over so many days (Awb 4:17 (2)).

    >>> bedrag(42, Tarief(Decimal(23), Decimal(35), Decimal(45)))
    Decimal('1442')
    """
    return sum((stap.bedrag for stap in stappen(date(2000, 1, 1), dagen, tarief)), Decimal(0))
