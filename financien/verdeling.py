"""Amounts over years and instalments: pure arithmetic in cents, nothing is read or booked."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from financien.bedragen import CENT, positief
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum


class Termijn(NamedTuple):
    """An instalment to be awarded, in euros: payable from `vervaldatum` on, when `voorwaarde` is met."""

    bedrag: Decimal
    voorwaarde: str = ""
    vervaldatum: date | None = None


def naar_rato(bedrag: Decimal, gewichten: Mapping[int, Fraction]) -> dict[int, Decimal]:
    """Divide `bedrag` (euros) by weight, in whole cents that add up: the largest remainders get the cents left over,
    of equal remainders the first. The weights are above zero together."""
    centen, som = int(bedrag / CENT), sum(gewichten.values(), Fraction(0))
    precies = {sleutel: centen * gewicht / som for sleutel, gewicht in gewichten.items()}
    delen = {sleutel: int(deel) for sleutel, deel in precies.items()}
    over = centen - sum(delen.values())
    for sleutel in sorted(precies, key=lambda s: delen[s] - precies[s])[:over]:
        delen[sleutel] += 1
    return {sleutel: deel * CENT for sleutel, deel in delen.items()}


def over_jaren(bedrag: Decimal, van: date, tot: date) -> list[tuple[int, Decimal]]:
    """Split an award over the calendar years of the period `van` up to and including `tot`.

    A whole month counts for one, a part of a month for its days; so 1 August up to 31 July is 5/12 and 7/12. The parts
    (euros) add up to `bedrag`; a year that gets no cent is left out. Raises OnjuistBedrag, VoorwaardeNietVervuld.
    """
    if tot < van:
        raise VoorwaardeNietVervuld(
            f"De periode eindigt op {datum(tot)}, voor het begin op {datum(van)}. Kies een latere einddatum."
        )
    gewichten: dict[int, Fraction] = {}
    for maand, gewicht in maanden(van, tot):
        gewichten[maand.year] = gewichten.get(maand.year, Fraction(0)) + gewicht
    return [(jaar, deel) for jaar, deel in naar_rato(positief(bedrag), gewichten).items() if deel]


def tot_en_met(geheel: Decimal, van: date, tot: date, dag: date) -> Decimal:
    """The part of what was awarded for the period `van` up to and including `tot` that belongs to its days up to and
    including `dag`, by months as in `over_jaren`, in whole cents. Nothing before `van`, all of it from `tot` on."""
    if dag < van:
        return Decimal("0.00")
    if dag >= tot:
        return geheel
    gebruikt = sum((deel for _, deel in maanden(van, dag)), Fraction(0))
    alles = sum((deel for _, deel in maanden(van, tot)), Fraction(0))
    return naar_rato(geheel, {0: gebruikt, 1: alles - gebruikt})[0]


def maanden(van: date, tot: date) -> Iterator[tuple[date, Fraction]]:
    """Per month of the period its first day and which part of the month belongs to the period."""
    for nummer in range(van.year * 12 + van.month - 1, tot.year * 12 + tot.month):
        jaar, maand = nummer // 12, nummer % 12 + 1
        dagen = monthrange(jaar, maand)[1]
        eerste = van.day if (jaar, maand) == (van.year, van.month) else 1
        laatste = tot.day if (jaar, maand) == (tot.year, tot.month) else dagen
        yield date(jaar, maand, 1), Fraction(laatste - eerste + 1, dagen)


def termijnen_over_jaren(bedragen: Sequence[Decimal], termijnen: Sequence[Termijn]) -> list[list[Termijn]]:
    """The instalments per year: the oldest year is filled first; an instalment that does not fit is cut, and its rest
    goes to the next year with the same day and condition. Both add up to the same amount (euros)."""
    gevuld: list[list[Termijn]] = []
    wachtend = list(termijnen)
    for ruimte in bedragen:
        delen: list[Termijn] = []
        rest = ruimte
        while rest:
            eerste = wachtend.pop(0)
            past = min(rest, eerste.bedrag)
            delen.append(eerste._replace(bedrag=past))
            rest -= past
            if eerste.bedrag > past:
                wachtend.insert(0, eerste._replace(bedrag=eerste.bedrag - past))
        gevuld.append(delen)
    return gevuld
