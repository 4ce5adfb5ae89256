"""Periods of a report: budget year, school year, tertiaal. Pure arithmetic with days.

A school year runs from 1 August; its three tertialen begin on 1 August, 1 December and 1 April. A period holds the
days from `van` up to but not including `tot`, so 1 December belongs to the second tertiaal and no day is counted
twice. Money is budgeted per calendar year, so the second tertiaal holds bookings of two budgets.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from swv.kern.opmaak import datum
from swv.kern.schooljaar import begin_schooljaar, in_woorden

EERSTE_JAAR, LAATSTE_JAAR = 2014, 2100
_BEGIN_VAN_TERTIAAL = ((0, 8), (0, 12), (1, 4), (1, 8))  # (years after the school year began, month)
_RANGTELWOORD = {1: "Eerste", 2: "Tweede", 3: "Derde"}
_CODE = re.compile(r"(?P<soort>jaar|schooljaar|tertiaal)-(?P<jaar>\d{4})(-(?P<nummer>[123]))?", re.ASCII)


@dataclass(frozen=True)
class Periode:
    """The days from `van` up to but not including `tot`, in whole months. `begrotingsjaar` is given when it is the
    whole of a budget: then every booking on the lines of that budget counts, also one paid a little later."""

    code: str
    naam: str
    van: date
    tot: date
    begrotingsjaar: int | None = None

    def __post_init__(self) -> None:
        assert self.van.day == self.tot.day == 1, "reports add up whole months"

    def __contains__(self, dag: date) -> bool:
        return self.van <= dag < self.tot

    def __str__(self) -> str:
        return self.naam

    @property
    def dagen(self) -> str:
        """The days in words; the last one is the day before `tot`."""
        laatste = date.fromordinal(self.tot.toordinal() - 1)
        return f"{datum(self.van)} tot en met {datum(laatste)}"


def kalenderjaar(jaar: int) -> Periode:
    """The budget year: 1 January up to 1 January."""
    return Periode(f"jaar-{jaar}", f"Begrotingsjaar {jaar}", date(jaar, 1, 1), date(jaar + 1, 1, 1), jaar)


def schooljaar(jaar: int) -> Periode:
    """The school year that begins in `jaar`: 1 August up to 1 August."""
    van, tot = begin_schooljaar(jaar), begin_schooljaar(jaar + 1)
    return Periode(f"schooljaar-{jaar}", f"Schooljaar {in_woorden(jaar)}", van, tot)


def tertiaal(jaar: int, nummer: int) -> Periode:
    """Tertiaal 1, 2 or 3 of the school year that begins in `jaar`."""
    if nummer not in _RANGTELWOORD:
        raise ValueError("A school year has tertiaal 1, 2 and 3")
    (na_van, maand_van), (na_tot, maand_tot) = _BEGIN_VAN_TERTIAAL[nummer - 1 : nummer + 1]
    return Periode(
        f"tertiaal-{jaar}-{nummer}",
        f"{_RANGTELWOORD[nummer]} tertiaal {in_woorden(jaar)}",
        date(jaar + na_van, maand_van, 1),
        date(jaar + na_tot, maand_tot, 1),
    )


def tertialen(jaar: int) -> list[Periode]:
    """The three tertialen of a school year; together exactly that school year."""
    return [tertiaal(jaar, nummer) for nummer in _RANGTELWOORD]


def lees_periode(code: str) -> Periode | None:
    """The period of a code in an address (`jaar-2026`, `schooljaar-2026`, `tertiaal-2026-2`); None when it is none."""
    gevonden = _CODE.fullmatch(code)
    if not gevonden:
        return None
    soort, jaar, nummer = gevonden["soort"], int(gevonden["jaar"]), gevonden["nummer"]
    if not EERSTE_JAAR <= jaar <= LAATSTE_JAAR or (soort == "tertiaal") != bool(nummer):
        return None
    if soort == "tertiaal":
        return tertiaal(jaar, int(nummer))
    return kalenderjaar(jaar) if soort == "jaar" else schooljaar(jaar)


def keuzes(jaren: Iterable[int]) -> list[Periode]:
    """Every period that touches one of these budget years: the years first, then the school years and tertialen,
    newest first."""
    budgetten = sorted(set(jaren), reverse=True)
    begin = sorted({deel for jaar in budgetten for deel in (jaar - 1, jaar)}, reverse=True)
    uit = [kalenderjaar(jaar) for jaar in budgetten]
    for jaar in begin:
        uit.append(schooljaar(jaar))
        uit.extend(reversed(tertialen(jaar)))
    return uit
