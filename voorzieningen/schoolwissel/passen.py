"""Whether a pupil fits a place and how well: the rule of the school change, term by term. No database here.

A hard term excludes the place. A soft term gives points; fewer points fit better. `REGEL` names this set of terms and
is kept with every proposal, so that an old one can still be explained. Why it is so: docs/adr/0019.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from swv.kern.opmaak import getal
from voorzieningen.models.schoolaanbod import Ondersteuning, Profiel
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.schoolwissel import Bereik

REGEL = "2026-1"

WENSPUNTEN = (0, 10, 20)
GEEN_WENS = 40
ONBEKENDE_ONDERSTEUNING = 5  # for each kind of support of which the school did not say whether it has it
ONBEKEND_PROFIEL = 3
_WENSNAMEN = ("Eerste wens", "Tweede wens", "Derde wens")
_ZELFDE_CIJFERS = {4: 0, 3: 1, 2: 2}  # how many digits of the postcode are the same, and what that costs
_VER = 4


@dataclass(frozen=True)
class Plek:
    """The free places of one school in one level and year. What it offers is None when the school did not say."""

    school: int
    code: str
    naam: str
    niveau: str
    leerjaar: int
    vrij: int
    postcode: str = ""
    is_vso: bool = False
    ondersteuning: frozenset[str] | None = None
    profielen: frozenset[str] | None = None

    @property
    def sleutel(self) -> tuple[str, str]:
        """Orders places the same way whatever the order of the rows."""
        return self.code, self.niveau


@dataclass(frozen=True)
class Vraag:
    """A pupil who seeks a place. `vast` is the place (school and level) that the bureau fixed with its reason, `niet`
    the schools that somebody excluded by hand with the reason."""

    sleutel: str
    aangemeld_op: datetime
    school: int
    leerjaar: int
    niveaus: frozenset[str]
    profiel: str = ""
    wensen: tuple[int, ...] = ()
    uitgesloten: frozenset[int] = frozenset()
    bereik: str = Bereik.OVERAL
    postcode: str = ""
    nodig: frozenset[str] = frozenset()
    vast: tuple[int, str] | None = None
    niet: Mapping[int, str] = field(default_factory=dict)

    @property
    def volgorde(self) -> tuple[datetime, str]:
        """Between equals who was registered first goes first; at the same moment the key decides."""
        return self.aangemeld_op, self.sleutel


class Bezwaar(StrEnum):
    """The hard terms, in the order in which they are looked at."""

    NIVEAU = "niveau"
    EIGEN_SCHOOL = "eigen school"
    VSO = "vso"
    MET_DE_HAND = "met de hand"
    UITGESLOTEN = "uitgesloten"
    BEREIK = "bereik"
    ONDERSTEUNING = "ondersteuning"
    PROFIEL = "profiel"


@dataclass(frozen=True)
class Term:
    """One soft term: the words, and the points that it costs."""

    tekst: str
    punten: int = 0


@dataclass(frozen=True)
class Passing:
    """How a pupil fits a place."""

    termen: tuple[Term, ...]

    @property
    def punten(self) -> int:
        return sum(term.punten for term in self.termen)


def passing(vraag: Vraag, plek: Plek) -> Passing | Bezwaar:
    """How this pupil fits this place, or the first hard term that excludes it."""
    if bezwaar := _bezwaar(vraag, plek):
        return bezwaar
    termen = (_past(plek), _wens(vraag, plek), _reis(vraag, plek), _vrij(plek))
    return Passing((*termen, *_ondersteuning(vraag, plek), *_profiel(vraag, plek)))


def vaste_passing(plek: Plek) -> Passing:
    """The bureau chose this place by hand."""
    return Passing((Term("Vastgezet door het bureau"), _past(plek), _vrij(plek)))


# --- What excludes -------------------------------------------------------------------------------------------


def _bezwaar(vraag: Vraag, plek: Plek) -> Bezwaar | None:
    buiten = {
        Bezwaar.NIVEAU: plek.niveau not in vraag.niveaus or plek.leerjaar != vraag.leerjaar,
        Bezwaar.EIGEN_SCHOOL: plek.school == vraag.school,
        Bezwaar.VSO: plek.is_vso,
        Bezwaar.MET_DE_HAND: plek.school in vraag.niet,
        Bezwaar.UITGESLOTEN: plek.school in vraag.uitgesloten,
        Bezwaar.BEREIK: not _binnen_bereik(vraag, plek),
        Bezwaar.ONDERSTEUNING: plek.ondersteuning is not None and not vraag.nodig <= plek.ondersteuning,
        Bezwaar.PROFIEL: bool(vraag.profiel) and plek.profielen is not None and vraag.profiel not in plek.profielen,
    }
    return next((bezwaar for bezwaar, geldt in buiten.items() if geldt), None)


def _binnen_bereik(vraag: Vraag, plek: Plek) -> bool:
    if plek.school in vraag.wensen or vraag.bereik == Bereik.OVERAL:
        return True
    return (
        vraag.bereik != Bereik.WENSEN and zelfde_cijfers(vraag.postcode, plek.postcode) >= Bereik(vraag.bereik).cijfers
    )


def zelfde_cijfers(een: str, ander: str) -> int:
    """With how many equal digits two postcodes begin. It says which part of the region, not how far."""
    return next((n for n in (4, 3, 2, 1) if len(een) >= n and een[:n] == ander[:n]), 0)


# --- What it costs -------------------------------------------------------------------------------------------


def _past(plek: Plek) -> Term:
    return Term(f"Past: {Schoolplaats.Niveau(plek.niveau).label}, leerjaar {plek.leerjaar}")


def _wens(vraag: Vraag, plek: Plek) -> Term:
    if plek.school in vraag.wensen:
        rang = vraag.wensen.index(plek.school)
        return Term(_WENSNAMEN[rang], WENSPUNTEN[rang])
    return Term("Geen wens, maar wel een school die mag", GEEN_WENS)


def _reis(vraag: Vraag, plek: Plek) -> Term:
    if not plek.postcode:
        return Term("De postcode van de school is niet bekend", _VER)
    gelijk = zelfde_cijfers(vraag.postcode, plek.postcode)
    if gelijk == 4:
        return Term(f"School in de eigen postcode ({plek.postcode})")
    return Term(f"School in postcode {plek.postcode}, thuis is {vraag.postcode}", _ZELFDE_CIJFERS.get(gelijk, _VER))


def _vrij(plek: Plek) -> Term:
    return Term("1 vrije plaats" if plek.vrij == 1 else f"{getal(plek.vrij)} vrije plaatsen")


def _ondersteuning(vraag: Vraag, plek: Plek) -> list[Term]:
    namen = [soort for soort in Ondersteuning if soort in vraag.nodig]
    if plek.ondersteuning is None:
        return [Term(f"Niet bekend of dit er is: {rij.label}", ONBEKENDE_ONDERSTEUNING) for rij in namen]
    return [Term(f"Dit is er: {rij.label}") for rij in namen]


def _profiel(vraag: Vraag, plek: Plek) -> list[Term]:
    if not vraag.profiel:
        return []
    naam = Profiel(vraag.profiel).label
    if plek.profielen is None:
        return [Term(f"Niet bekend of de school dit heeft: {naam}", ONBEKEND_PROFIEL)]
    return [Term(f"De school heeft {naam}")]
