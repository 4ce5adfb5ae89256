"""The sum behind every date: pure functions on `datetime.date`, without clock, database or settings.

Rules: Algemene termijnenwet (Atw) and Algemene wet bestuursrecht (Awb) title 4.1. All lengths are calendar
days or weeks of seven days; every term starts on the day after its first date. Days that a decree makes equal
to a holiday come every few years: those known today stand in `GELIJKGESTELD`, later ones come in as `extra`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType

from dateutil.easter import easter

DAG = timedelta(days=1)
LANGSTE_TERMIJN_WEKEN = 12  # Atw art. 4: longer terms are not moved
LANGSTE_TERMIJN_DAGEN = 90
KORTSTE_VERLENGDE_TERMIJN = 3  # Atw art. 2, days
WERKDAGEN_IN_TERMIJN = 2

Opschorting = tuple[date, date]
"""Day of the invitation to supplement, day of the supplement."""

GEEN_EXTRA: Mapping[date, str] = MappingProxyType({})

GELIJKGESTELD: Mapping[date, str] = MappingProxyType(
    {
        date(2023, 4, 28): "dag na Koningsdag, gelijkgesteld met een feestdag",
        date(2023, 5, 19): "dag na Hemelvaartsdag, gelijkgesteld met een feestdag",
        date(2024, 5, 10): "dag na Hemelvaartsdag, gelijkgesteld met een feestdag",
        date(2024, 12, 27): "dag na tweede kerstdag, gelijkgesteld met een feestdag",
        date(2025, 5, 30): "dag na Hemelvaartsdag, gelijkgesteld met een feestdag",
        date(2026, 1, 2): "dag na nieuwjaarsdag, gelijkgesteld met een feestdag",
        date(2026, 5, 15): "dag na Hemelvaartsdag, gelijkgesteld met een feestdag",
        date(2027, 5, 7): "dag na Hemelvaartsdag, gelijkgesteld met een feestdag",
        date(2028, 4, 28): "dag na Koningsdag, gelijkgesteld met een feestdag",
        date(2028, 5, 26): "dag na Hemelvaartsdag, gelijkgesteld met een feestdag",
    }
)
"""Days of the royal decrees under Atw art. 3 (3), complete for 2023 to 2028."""

EERSTE_JAAR_GELIJKGESTELD = min(GELIJKGESTELD).year


# --- Days ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _erkende_feestdagen(jaar: int) -> Mapping[date, str]:
    """Atw art. 3 (1) and (2). Easter Sunday and Whit Sunday are left out: the law names only the Mondays."""
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 26 if date(jaar, 4, 27).isoweekday() == 7 else 27)
    dagen = {
        date(jaar, 1, 1): "nieuwjaarsdag",
        pasen - 2 * DAG: "Goede Vrijdag",
        pasen + DAG: "tweede paasdag",
        koningsdag: "Koningsdag",
        date(jaar, 5, 5): "Bevrijdingsdag",
        pasen + 39 * DAG: "Hemelvaartsdag",
        pasen + 50 * DAG: "tweede pinksterdag",
        date(jaar, 12, 25): "eerste kerstdag",
        date(jaar, 12, 26): "tweede kerstdag",
    }
    return MappingProxyType(dagen)


def feestdag_naam(dag: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> str | None:
    """Dutch name of a recognised or equated holiday; None on every other day."""
    _controleer(dag)
    return _erkende_feestdagen(dag.year).get(dag) or GELIJKGESTELD.get(dag) or extra.get(dag)


def is_feestdag(dag: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> bool:
    """Is this a recognised holiday (Atw art. 3) or a day made equal to one? Weekends are not asked here."""
    return feestdag_naam(dag, extra=extra) is not None


def vrije_dag_naam(dag: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> str | None:
    """Why a term cannot end on this day ("zaterdag", "Hemelvaartsdag"); None on a working day."""
    naam = feestdag_naam(dag, extra=extra)
    if naam is None and dag.isoweekday() >= 6:
        naam = "zaterdag" if dag.isoweekday() == 6 else "zondag"
    return naam


def is_werkdag(dag: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> bool:
    """Not a Saturday, Sunday, recognised holiday or equated day."""
    return vrije_dag_naam(dag, extra=extra) is None


def feestdagen(jaar: int, *, extra: Mapping[date, str] = GEEN_EXTRA) -> dict[date, str]:
    """All recognised and equated days of a year with their names, in order; weekend ones included."""
    dagen = {dag: naam for dag, naam in {**extra, **GELIJKGESTELD}.items() if dag.year == jaar}
    return dict(sorted({**dagen, **_erkende_feestdagen(jaar)}.items()))


def werkdagen_voor(dag: date, n: int, *, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
    """The n-th working day before `dag`; `dag` itself does not count. With n=0: `dag`."""
    return _werkdagen_verder(dag, n, -DAG, extra)


def werkdagen_na(dag: date, n: int, *, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
    """The n-th working day after `dag`; `dag` itself does not count. With n=0: `dag`."""
    return _werkdagen_verder(dag, n, DAG, extra)


def _werkdagen_verder(dag: date, n: int, stap: timedelta, extra: Mapping[date, str]) -> date:
    _controleer(dag)
    if n < 0:
        raise ValueError(f"Het aantal werkdagen is nul of meer, niet {n}.")
    for _ in range(n):
        dag += stap
        while not is_werkdag(dag, extra=extra):
            dag += stap
    return dag


def gelijkgestelde_dagen_bekend_tot(*, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
    """31 December of the last year of which the equated days are known. Later dates may still move."""
    return date(max(dag.year for dag in (*GELIJKGESTELD, *extra)), 12, 31)


def is_zeker(dag: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> bool:
    """Are the equated days of this year known? If not, the screen warns that a date may move."""
    _controleer(dag)
    eerste = date(EERSTE_JAAR_GELIJKGESTELD, 1, 1)
    return eerste <= dag <= gelijkgestelde_dagen_bekend_tot(extra=extra)


# --- Terms --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpgeschortePeriode:
    """One suspension in the sum. `dagen` leaves out days that an earlier period already counted."""

    uitgenodigd_op: date
    aangevuld_op: date
    dagen: int

    @property
    def eerste_dag(self) -> date:
        return self.uitgenodigd_op + DAG

    @property
    def laatste_dag(self) -> date:
        return self.aangevuld_op - DAG


@dataclass(frozen=True, slots=True)
class VrijeDag:
    """A day on which the term could not end."""

    dag: date
    naam: str


@dataclass(frozen=True, slots=True)
class Uitleg:
    """Every step of the sum, in the order of the screen "Waarom deze datum?"."""

    ontvangen: date
    weken: int
    dagen: int
    einde_zonder_opschorting: date
    opschortingen: tuple[OpgeschortePeriode, ...]
    kale_einddatum: date
    doorgeschoven: tuple[VrijeDag, ...]
    is_vrijgesteld: bool  # Atw art. 4: a long term is not moved
    is_verlengd: bool  # Atw art. 2: a short term holds at least two working days
    einddatum: date
    is_zeker: bool  # the equated days of the year of the end date are known

    @property
    def eerste_dag(self) -> date:
        return self.ontvangen + DAG

    @property
    def opgeschorte_dagen(self) -> int:
        return sum(periode.dagen for periode in self.opschortingen)


def uitleg(
    ontvangen: date,
    *,
    weken: int = 0,
    dagen: int = 0,
    opschortingen: Iterable[Opschorting] = (),
    extra: Mapping[date, str] = GEEN_EXTRA,
) -> Uitleg:
    """Compute the last day of a term with every step. `laatste_dag` and `beslisdatum` are read from this.

    Raises ValueError for a term of no length and for a suspension that ends before it starts or starts before
    receipt, TypeError for a moment instead of a day.
    """
    _controleer(ontvangen)
    lengte = _lengte(weken, dagen)
    perioden = _perioden(ontvangen, sorted(opschortingen))
    zonder_opschorting = ontvangen + lengte
    kaal = zonder_opschorting + timedelta(days=sum(periode.dagen for periode in perioden))
    vrijgesteld = weken * 7 + dagen > LANGSTE_TERMIJN_WEKEN * 7 if weken else dagen > LANGSTE_TERMIJN_DAGEN
    minimum = kaal
    if not vrijgesteld and lengte.days >= KORTSTE_VERLENGDE_TERMIJN:
        minimum = max(kaal, _met_twee_werkdagen(ontvangen, perioden, extra))
    einde = minimum
    while not vrijgesteld and not is_werkdag(einde, extra=extra):
        einde += DAG
    return Uitleg(
        ontvangen=ontvangen,
        weken=weken,
        dagen=dagen,
        einde_zonder_opschorting=zonder_opschorting,
        opschortingen=perioden,
        kale_einddatum=kaal,
        doorgeschoven=tuple(_vrije_dagen(kaal, einde, extra)),
        is_vrijgesteld=vrijgesteld,
        is_verlengd=minimum > kaal,
        einddatum=einde,
        is_zeker=is_zeker(einde, extra=extra),
    )


def laatste_dag(begin: date, *, weken: int = 0, dagen: int = 0, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
    """Last day of a legal term that starts the day after `begin` (Atw art. 1, 2 and 4).

    >>> laatste_dag(date(2026, 4, 2), weken=6)  # Ascension Day, an equated Friday and a weekend
    datetime.date(2026, 5, 18)
    """
    return uitleg(begin, weken=weken, dagen=dagen, extra=extra).einddatum


def beslisdatum(
    ontvangen: date,
    *,
    weken: int,
    opschortingen: Iterable[Opschorting] = (),
    extra: Mapping[date, str] = GEEN_EXTRA,
) -> date:
    """Last day to decide on an application received on `ontvangen` (Awb 4:13, 4:15).

    A suspension runs from the day after the invitation until, not counting, the day of the supplement: the
    shorter of the two readings of Awb 4:15 (1), so that a warning never comes too late. A day counts once.
    """
    return uitleg(ontvangen, weken=weken, opschortingen=opschortingen, extra=extra).einddatum


def _controleer(dag: date) -> None:
    """A datetime is a date to Python, but its day depends on the time zone: the caller must choose."""
    if isinstance(dag, datetime):
        raise TypeError("Reken met een dag (date), niet met een tijdstip (datetime).")


def _lengte(weken: int, dagen: int) -> timedelta:
    if weken < 0 or dagen < 0 or not (weken or dagen):
        raise ValueError(f"Een termijn duurt ten minste een dag, niet {weken} weken en {dagen} dagen.")
    return timedelta(weeks=weken, days=dagen)


def _perioden(ontvangen: date, opschortingen: Sequence[Opschorting]) -> tuple[OpgeschortePeriode, ...]:
    """Count the days of each suspension, given in order; a day that an earlier one holds counts once."""
    perioden = []
    geteld_tot = ontvangen + DAG  # first day that no suspension has counted yet
    for uitgenodigd, aangevuld in opschortingen:
        _controleer(uitgenodigd)
        _controleer(aangevuld)
        if aangevuld < uitgenodigd:
            raise ValueError(f"Aangevuld op {aangevuld} ligt voor de uitnodiging van {uitgenodigd}.")
        if uitgenodigd < ontvangen:
            raise ValueError(f"De uitnodiging van {uitgenodigd} ligt voor de ontvangst van {ontvangen}.")
        begin = max(uitgenodigd + DAG, geteld_tot)
        perioden.append(OpgeschortePeriode(uitgenodigd, aangevuld, max((aangevuld - begin).days, 0)))
        geteld_tot = max(geteld_tot, aangevuld)
    return tuple(perioden)


def _met_twee_werkdagen(begin: date, perioden: Sequence[OpgeschortePeriode], extra: Mapping[date, str]) -> date:
    """The second working day of the term (Atw art. 2); days on which it stands still are no part of it."""
    dag, gevonden = begin, 0
    while gevonden < WERKDAGEN_IN_TERMIJN:
        dag += DAG
        stil = any(periode.eerste_dag <= dag <= periode.laatste_dag for periode in perioden)
        gevonden += not stil and is_werkdag(dag, extra=extra)
    return dag


def _vrije_dagen(dag: date, tot: date, extra: Mapping[date, str]) -> Iterator[VrijeDag]:
    """The free days from `dag` until, not counting, `tot`."""
    while dag < tot:
        if naam := vrije_dag_naam(dag, extra=extra):
            yield VrijeDag(dag, naam)
        dag += DAG
