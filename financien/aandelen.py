"""Money over schools by share, and over the months of a year: pure arithmetic, nothing is read or booked."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

from financien.bedragen import CENT, positief
from financien.verdeling import Termijn, naar_rato
from swv.kern.fouten import VoorwaardeNietVervuld

K = TypeVar("K", int, str)
MAANDEN_PER_JAAR = 12


def verdeel(bedrag: Decimal, gewichten: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Divide `bedrag` (euros) by weight in whole cents that add up to it exactly.

    The largest remainders get the cents left over; of equal remainders the lowest key, so the order in which the
    weights are given does not matter. Who has weight zero gets nothing. Raises OnjuistBedrag for an amount that is not
    above zero or not in cents, VoorwaardeNietVervuld when a weight is negative or nobody has a weight.
    """
    geheel = positief(bedrag)
    if any(not gewicht.is_finite() or gewicht < 0 for gewicht in gewichten.values()):
        raise VoorwaardeNietVervuld("Een aandeel is niet lager dan nul. Vul bij elke school nul of meer in.")
    if not any(gewichten.values()):
        raise VoorwaardeNietVervuld("Geen enkele school heeft een aandeel. Vul eerst de aandelen van de scholen in.")
    volgorde = sorted(gewichten)
    delen = naar_rato(geheel, {plek: Fraction(gewichten[sleutel]) for plek, sleutel in enumerate(volgorde)})
    return {sleutel: delen[plek] for plek, sleutel in enumerate(volgorde)}


def deel_van_jaar(jaarbedrag: Decimal, maanden: int) -> Decimal:
    """The part of a yearly amount (euros) for this many months of twelve, rounded half up to the cent."""
    if not 1 <= maanden <= MAANDEN_PER_JAAR:
        raise VoorwaardeNietVervuld("Een periode duurt minstens een en hoogstens twaalf maanden.")
    return (positief(jaarbedrag) * maanden / MAANDEN_PER_JAAR).quantize(CENT, ROUND_HALF_UP)


def termijnen(bedrag: Decimal, jaar: int, maanden: Iterable[int], *, per: int) -> list[Termijn]:
    """Pay `bedrag` (euros) in instalments, one per month (`per` 1), calendar quarter (3) or year (12) of the period.

    Each is due on the first day of its first month that counts and is in proportion to its months. They add up to
    `bedrag`; an instalment without a cent is left out.
    """
    groepen: dict[int, list[int]] = {}
    for maand in maanden:
        groepen.setdefault((maand - 1) // per, []).append(maand)
    delen = naar_rato(positief(bedrag), {groep[0]: Fraction(len(groep)) for groep in groepen.values()})
    return [Termijn(deel, "", date(jaar, maand, 1)) for maand, deel in delen.items() if deel]
