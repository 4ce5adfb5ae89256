"""What every decision of the directeur-bestuurder has: a number, and where needed the approval to go over a line."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from aanvragen.jaarverdeling import Jaardeel
from financien.selectors import stand
from financien.services import Goedkeuring
from swv.kern.nummering import volgend_nummer
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker


def besluitnummer(dag: date) -> str:
    """The next number of the school year: awards, refusals and changes are one series."""
    return f"B-{kort(dag)}-{volgend_nummer('besluit', schooljaar(dag)):05d}"


def goedkeuring(
    delen: Iterable[Jaardeel], *, door: Gebruiker, reden: str, hoogstens: Decimal | None
) -> Goedkeuring | None:
    """The approval to go beyond the free room of the years together, when it is needed and there is a reason; the
    ledger keeps it with each year that needs a part of it. Never more than the `hoogstens` (euros) that was seen."""
    if not reden or not hoogstens:
        return None
    tekort = sum((stand(deel.post).tekort_bij(deel.bedrag) for deel in delen), Decimal(0))
    return Goedkeuring(door=door, reden=reden, bedrag=min(tekort, hoogstens)) if tekort else None
