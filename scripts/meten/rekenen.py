"""Ratios out of rounds: everything is measured in turns, and only what was measured in one round is compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Verhouding:
    """The ratio of two measurements in each round."""

    per_ronde: Sequence[float]

    @property
    def midden(self) -> float:
        return median(self.per_ronde)

    def __str__(self) -> str:
        return f"{self.midden:.2f} [{min(self.per_ronde):.2f}-{max(self.per_ronde):.2f}]"


def verhouding(boven: Sequence[float], onder: Sequence[float]) -> Verhouding:
    """Round by round, one measurement divided by the other."""
    return Verhouding([a / b for a, b in zip(boven, onder, strict=True)])


@dataclass(frozen=True)
class Uitkomst:
    """One demand of a goal: what was found beside what was asked."""

    doel: str
    wat: str
    gevonden: str
    gevraagd: str
    gehaald: bool


def minstens(doel: str, wat: str, gevonden: Verhouding, grens: float) -> Uitkomst:
    return Uitkomst(doel, wat, str(gevonden), f">= {grens:.2f}", gevonden.midden >= grens)


def hoogstens(doel: str, wat: str, gevonden: Verhouding, grens: float) -> Uitkomst:
    return Uitkomst(doel, wat, str(gevonden), f"<= {grens:.2f}", gevonden.midden <= grens)


def waar(doel: str, wat: str, gevonden: bool, toelichting: str = "") -> Uitkomst:
    return Uitkomst(doel, wat, toelichting or ("yes" if gevonden else "no"), "yes", gevonden)


def rondes(aantal: int, deelnemers: Sequence[Callable[[], None]]) -> None:
    """Everybody once per round, each round beginning with another; the first round is a warm-up that starts nobody's
    clock: the caller drops it."""
    for ronde in range(aantal + 1):
        begin = ronde % len(deelnemers)
        for deelnemer in (*deelnemers[begin:], *deelnemers[:begin]):
            deelnemer()
