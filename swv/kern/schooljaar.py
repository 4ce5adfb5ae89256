"""The school year: 1 August to 31 July."""

from datetime import date, timedelta


def schooljaar(dag: date) -> int:
    """The calendar year in which the school year of this day began."""
    return dag.year if dag.month >= 8 else dag.year - 1


def begin_schooljaar(jaar: int) -> date:
    """The first day of the school year that begins in this calendar year."""
    return date(jaar, 8, 1)


def dagen_van(jaar: int) -> tuple[date, date]:
    """The first and the last day of the school year that begins in this calendar year."""
    return begin_schooljaar(jaar), date(jaar + 1, 7, 31)


def laatste_dag_schooljaar(dag: date) -> date:
    return dagen_van(schooljaar(dag))[1]


def begin_schooljaar_na(dag: date) -> date:
    """The first day of the next school year."""
    return laatste_dag_schooljaar(dag) + timedelta(days=1)


def kort(dag: date) -> str:
    """2627 for the school year 2026-2027."""
    begin = schooljaar(dag)
    return f"{begin % 100:02d}{(begin + 1) % 100:02d}"


def in_woorden(jaar: int) -> str:
    """2026-2027 for the school year that begins in 2026."""
    return f"{jaar}-{jaar + 1}"
