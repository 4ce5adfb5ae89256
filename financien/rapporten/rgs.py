"""Codes of the Referentie Grootboekschema (RGS) for the accounts of the ledger, for the bookkeeping package.

A line has its own code (`Begrotingspost.rgs`), which is best. Where it has none the kind of account gives a general
one, high in the scheme. Which code a samenwerkingsverband should use is published nowhere: the controller decides; the
page lists the lines without a code. Budget, free room and requests are no bookkeeping: those accounts have no code.
"""

from collections.abc import Mapping
from typing import NamedTuple

from financien.models import Begrotingspost, Rekening

_S = Rekening.Soort
_UITGAVEN = frozenset({_S.BETAALD, _S.KOSTEN, _S.TERUGGEVORDERD})


class RgsCode(NamedTuple):
    """A code with its words."""

    code: str
    omschrijving: str


LASTEN = RgsCode("WBed", "Overige bedrijfskosten")
BATEN = RgsCode("WOvb", "Overige bedrijfsopbrengsten")
VERPLICHTING = RgsCode("BSch", "Kortlopende schulden")
# Kinds whose general code does not depend on the line.
_VAST: Mapping[str, RgsCode] = {_S.TOEGEKEND: VERPLICHTING, _S.VRIJGEVALLEN: VERPLICHTING}


def rgs_van(soort_post: str, eigen: str, rekening: str) -> RgsCode | None:
    """The code of an account: of its line when that has one, else the general one; None for accounts of the budget."""
    if rekening in _VAST:
        return _VAST[rekening]
    if rekening in _UITGAVEN:
        return RgsCode(eigen, "Eigen code van de post") if eigen else LASTEN
    if rekening == _S.TE_ONTVANGEN and soort_post == Begrotingspost.Soort.BATEN:
        return RgsCode(eigen, "Eigen code van de post") if eigen else BATEN
    return None


def is_resultaat(rekening: str) -> bool:
    """Whether the account belongs to income and costs; the others stand on the balance."""
    return rekening in _UITGAVEN


def zonder_code(jaar: int) -> list[Begrotingspost]:
    """The lines of a year that have no code of their own yet; one query."""
    return list(Begrotingspost.objects.filter(jaar__jaar=jaar, rgs="").order_by("volgorde", "code"))
