"""Which pupil gets which place: the best assignment by the rule of `passen`, one and the same whatever the row order.

What the bureau fixed stays. Among all ways to divide the other places it is the one
1. in which the most pupils have a place;
2. of those, with the fewest points together;
3. of those, in which who was registered first has the fewest points, then the second, and so on;
4. of those, with for each in that order the first school by BRIN and level.
So there is exactly one answer. It is stable in this sense, which `onrecht` checks without the solver:
* no place stays free that a pupil fits and would rather have than what he has;
* no envy is justified. A pupil may want the place of another, but when the two changed places fewer pupils would have
  one, or it would cost more points together, or as many while the pupil who gains was registered later.
It is not stable in the sense of Gale and Shapley: schools rank no pupils here, and rule 1 comes before any wish.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from voorzieningen.schoolwissel.passen import Bezwaar, Passing, Plek, Vraag, passing, vaste_passing

Matrix = NDArray[np.float64]
Masker = NDArray[np.bool_]


@dataclass(frozen=True)
class Toewijzing:
    """What became of one pupil: a place and how it fits, or none. `opties` are all places that fit, `bezwaren` counts
    the other places by the hard term that excludes them."""

    vraag: Vraag
    plek: Plek | None
    passing: Passing | None
    opties: Mapping[Plek, Passing]
    bezwaren: Mapping[Bezwaar, int] = field(default_factory=dict)

    @property
    def is_vast(self) -> bool:
        return self.vraag.vast is not None

    @property
    def punten(self) -> float:
        return self.passing.punten if self.passing else float("inf")


def toewijzen(vragen: Iterable[Vraag], plekken: Iterable[Plek]) -> list[Toewijzing]:
    """Divide the places; who was registered first stands first in the answer."""
    rij = sorted(vragen, key=attrgetter("volgorde"))
    aanbod = sorted((plek for plek in plekken if plek.vrij > 0), key=attrgetter("sleutel"))
    vast = _vaste([vraag for vraag in rij if vraag.vast], aanbod)
    bezet = Counter(toewijzing.plek for toewijzing in vast.values() if toewijzing.plek)
    vrij = {plek: plek.vrij - bezet[plek] for plek in aanbod}
    uitkomst = dict(vast)
    los = [vraag for vraag in rij if not vraag.vast]
    # A place has one year, so pupils of different years never compete.
    for leerjaar in sorted({vraag.leerjaar for vraag in los}):
        groep = [vraag for vraag in los if vraag.leerjaar == leerjaar]
        uitkomst |= _verdeel(groep, aanbod, vrij)
    return [uitkomst[vraag.sleutel] for vraag in rij]


def _vaste(vragen: Sequence[Vraag], aanbod: Sequence[Plek]) -> dict[str, Toewijzing]:
    """Whom the bureau fixed, while there is a place; first the one who was registered first."""
    over = {plek: plek.vrij for plek in aanbod}
    gekozen = {}
    for vraag in vragen:
        plek = next(
            (plek for plek in aanbod if vraag.vast == (plek.school, plek.niveau) and plek.leerjaar == vraag.leerjaar),
            None,
        )
        heeft = plek is not None and over[plek] > 0
        if plek is not None and heeft:
            over[plek] -= 1
            past = vaste_passing(plek)
            gekozen[vraag.sleutel] = Toewijzing(vraag, plek, past, {plek: past})
        else:
            gekozen[vraag.sleutel] = Toewijzing(vraag, None, None, {})
    return gekozen


def _verdeel(vragen: Sequence[Vraag], aanbod: Sequence[Plek], vrij: Mapping[Plek, int]) -> dict[str, Toewijzing]:
    gewogen = [{plek: passing(vraag, plek) for plek in aanbod} for vraag in vragen]
    opties = [{plek: past for plek, past in rij.items() if isinstance(past, Passing)} for rij in gewogen]
    bezwaren = [Counter(past for past in rij.values() if isinstance(past, Bezwaar)) for rij in gewogen]
    # One column for each single place, and no more of a school than there are pupils.
    kolommen = [plek for plek in aanbod for _ in range(min(vrij[plek], len(vragen)))]
    gekozen = _beste(opties, kolommen)
    return {
        vraag.sleutel: Toewijzing(vraag, plek, opties[nummer][plek] if plek else None, opties[nummer], bezwaren[nummer])
        for nummer, (vraag, plek) in enumerate(zip(vragen, gekozen, strict=True))
    }


def _beste(opties: Sequence[Mapping[Plek, Passing]], kolommen: Sequence[Plek]) -> list[Plek | None]:
    """For each pupil in order the place, or None."""
    aantal = len(opties)
    duurst = max((past.punten for rij in opties for past in rij.values()), default=0)
    geen = (duurst + 1) * (aantal + 1)  # one more pupil with a place outweighs all points together
    kosten = np.full((aantal, len(kolommen) + aantal), np.inf)
    kosten[:, len(kolommen) :] = geen
    for nummer, rij in enumerate(opties):
        for kolom, plek in enumerate(kolommen):
            if plek in rij:
                kosten[nummer, kolom] = rij[plek].punten
    verdeling = _Verdeling(kosten)
    for nummer in range(aantal):
        verdeling.goedkoopst(nummer)
    groepen = [np.array([kolom == plek for kolom in kolommen] + [False] * aantal) for plek in dict.fromkeys(kolommen)]
    for nummer in range(aantal):
        verdeling.eerste(nummer, groepen)
    return [kolommen[kolom] if kolom < len(kolommen) else None for kolom in verdeling.kolom]


class _Verdeling:
    """A best assignment, and the freedom that is left in it. Points are whole numbers, so their sums are exact."""

    def __init__(self, kosten: Matrix) -> None:
        self.kosten = kosten
        self.kolom, self.totaal = _los_op(kosten)

    def goedkoopst(self, rij: int) -> None:
        """Let this pupil have the fewest points that the total allows; from now on nobody takes that away."""
        eigen = self.kosten[rij]
        nu = eigen[self.kolom[rij]]
        for punten in np.unique(eigen[eigen < nu]):
            if self._houd(rij, eigen == punten):
                return
        self._beperk(rij, eigen == nu)

    def eerste(self, rij: int, groepen: Sequence[Masker]) -> None:
        """Of the places that cost this pupil the same, the first that the others allow."""
        for groep in groepen:
            mag = groep & np.isfinite(self.kosten[rij])
            if groep[self.kolom[rij]]:
                self._beperk(rij, mag)
                return
            if mag.any() and self._houd(rij, mag):
                return

    def _houd(self, rij: int, mag: Masker) -> bool:
        """Keep this pupil within these columns when the total stays the same."""
        proef = self.kosten.copy()
        proef[rij, ~mag] = np.inf
        try:
            kolom, totaal = _los_op(proef)
        except ValueError:  # no assignment is left
            return False
        if totaal > self.totaal:
            return False
        self.kosten, self.kolom = proef, kolom
        return True

    def _beperk(self, rij: int, mag: Masker) -> None:
        self.kosten[rij, ~mag] = np.inf


def _los_op(kosten: Matrix) -> tuple[NDArray[np.intp], float]:
    rijen, kolommen = linear_sum_assignment(kosten)
    return kolommen, float(kosten[rijen, kolommen].sum())


# --- Checked apart from the solver -----------------------------------------------------------------------------


def onrecht(toewijzingen: Sequence[Toewijzing], plekken: Iterable[Plek]) -> list[str]:
    """The keys of pupils who could rightly complain about this assignment; none when it is stable (see above)."""
    los = [rij for rij in toewijzingen if not rij.is_vast]
    gebruikt = Counter(rij.plek for rij in toewijzingen if rij.plek)
    over = {plek for plek in plekken if plek.vrij > gebruikt[plek]}
    return [
        een.vraag.sleutel for een in los if _wil_vrije_plek(een, over) or any(_terecht(een, ander) for ander in los)
    ]


def _wil_vrije_plek(een: Toewijzing, over: set[Plek]) -> bool:
    return any(past.punten < een.punten for plek, past in een.opties.items() if plek in over)


def _terecht(een: Toewijzing, ander: Toewijzing) -> bool:
    """Whether `een` may rightly want to change places with `ander`."""
    past = een.opties.get(ander.plek) if ander.plek else None
    if past is None or past.punten >= een.punten:
        return False
    terug = ander.opties.get(een.plek) if een.plek else None
    nu = _som(een.passing, ander.passing)
    daarna = _som(past, terug)
    return daarna < nu or (daarna == nu and een.vraag.volgorde < ander.vraag.volgorde)


def _som(*passingen: Passing | None) -> tuple[int, int]:
    """How many have no place, and the points of who has one."""
    return passingen.count(None), sum(past.punten for past in passingen if past)
