"""From when until when a toelaatbaarheidsverklaring counts: pure functions on days.

It counts for whole school years, and one given during a school year also for the rest of that year (WEC art. 40 (15)).
The last day is always 31 July; DUO refuses anything else (PvE BRON, error checks of the TLV).
"""

from datetime import date

from dateutil.relativedelta import relativedelta

from swv.kern.schooljaar import laatste_dag_schooljaar

EERSTE_DAG = (8, 1)  # month and day on which a school year begins
LAATSTE_DAG = (7, 31)
HOOGSTENS_VOORUIT = relativedelta(years=1)  # a start further ahead is a signal, not an error (PvE BRON)


def vroegste_einddatum(ingang: date) -> date:
    """The first 31 July on which a TLV that starts on this day may end: after one whole school year.

    >>> vroegste_einddatum(date(2026, 8, 1)), vroegste_einddatum(date(2026, 8, 2))
    (datetime.date(2027, 7, 31), datetime.date(2028, 7, 31))
    """
    begint_met_schooljaar = ingang <= date(ingang.year, *EERSTE_DAG)
    return date(ingang.year + (1 if begint_met_schooljaar else 2), *LAATSTE_DAG)


def einddatum(ingang: date, *, schooljaren: int) -> date:
    """The last day of a TLV for so many whole school years, with the rest of a year that was under way.

    Raises ValueError for less than one.
    """
    if schooljaren < 1:
        raise ValueError(f"Een TLV geldt ten minste een schooljaar, niet {schooljaren}.")
    return vroegste_einddatum(ingang) + relativedelta(years=schooljaren - 1)


def schooljaren(ingang: date, einde: date) -> int:
    """How many whole school years lie between these days; the rest of a year under way does not count."""
    return einde.year - vroegste_einddatum(ingang).year + 1


def is_einddatum(dag: date) -> bool:
    return (dag.month, dag.day) == LAATSTE_DAG


def bezwaar_tegen_geldigheid(ingang: date, einde: date) -> str | None:
    """Why a TLV cannot count from and until these days: a Dutch sentence that says which day can."""
    vroegste = vroegste_einddatum(ingang)
    if not is_einddatum(einde):
        return (
            f"Een TLV eindigt altijd op 31 juli. Kies 31 juli {max(laatste_dag_schooljaar(einde).year, vroegste.year)} "
            "of een later jaar."
        )
    if einde < vroegste:
        return (
            f"Een TLV geldt ten minste een heel schooljaar. Met deze ingangsdatum is 31 juli {vroegste.year} "
            "de vroegste einddatum."
        )
    return None


def signaal_bij_ingang(ingang: date, vandaag: date) -> str | None:
    """What to look at once more before a start this far ahead is decided; it does not stop anything."""
    if ingang <= vandaag + HOOGSTENS_VOORUIT:
        return None
    return "De ingangsdatum ligt meer dan een jaar vooruit. Controleer of dat klopt."
