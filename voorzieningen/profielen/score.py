"""How a filled checklist is scored. Pure functions: counts in, percentages out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from voorzieningen.models.profielregel import Profielregel


@dataclass(frozen=True)
class Telling:
    """How many questions were answered ja, bezig and nee."""

    ja: int = 0
    bezig: int = 0
    nee: int = 0

    def __add__(self, ander: "Telling") -> "Telling":
        return Telling(self.ja + ander.ja, self.bezig + ander.bezig, self.nee + ander.nee)

    @property
    def totaal(self) -> int:
        return self.ja + self.bezig + self.nee

    def gehaald(self, regel: Profielregel) -> int:
        """How many questions count as met under this rule."""
        return self.ja + (self.bezig if regel.bezig_telt else 0)

    def deel(self, regel: Profielregel) -> Decimal:
        """The part that is met, in percent, exactly."""
        return Decimal(100 * self.gehaald(regel)) / self.totaal if self.totaal else Decimal(0)

    def haalt_norm(self, regel: Profielregel) -> bool:
        """Judged on the counts and not on a rounded figure: 79,6 % is no 80 %."""
        return 100 * self.gehaald(regel) >= regel.norm * self.totaal > 0


def procent(deel: Decimal) -> int:
    """A part in whole percents, as people say it. What is not all is never shown as 100, nor something as 0."""
    if 0 < deel < 100:
        return int(min(max(deel.quantize(Decimal(1), ROUND_HALF_UP), Decimal(1)), Decimal(99)))
    return int(deel)


@dataclass(frozen=True)
class Score:
    """One filled checklist under the rule of the day on which it was fixed."""

    regel: Profielregel
    per_ijkpunt: Mapping[int, Telling]

    @property
    def totaal(self) -> Telling:
        return sum(self.per_ijkpunt.values(), Telling())

    @property
    def procent(self) -> int:
        return procent(self.totaal.deel(self.regel))

    @property
    def haalt_norm(self) -> bool:
        return self.totaal.haalt_norm(self.regel)

    def procent_van(self, ijkpunt: int) -> int:
        return procent(self.per_ijkpunt.get(ijkpunt, Telling()).deel(self.regel))

    @property
    def onder_de_norm(self) -> list[int]:
        """The ijkpunten that do not reach the norm, in order."""
        return [nummer for nummer in sorted(self.per_ijkpunt) if not self.per_ijkpunt[nummer].haalt_norm(self.regel)]


@dataclass(frozen=True)
class Gemiddelde:
    """The mean of other schools, in whole percents; None where it would tell what a single school answered."""

    scholen: int
    totaal: int | None
    per_ijkpunt: Mapping[int, int | None]


def gemiddelde(scores: Sequence[Score], *, minste: int) -> Gemiddelde:
    """The mean of these schools, each counting the same. Hidden with fewer than `minste` schools; and also when it is
    0 or 100, for then everybody can read what each school answered."""
    if len(scores) < minste:
        return Gemiddelde(len(scores), None, {})
    nummers = {nummer for score in scores for nummer in score.per_ijkpunt}
    return Gemiddelde(
        len(scores),
        _veilig([score.totaal.deel(score.regel) for score in scores], minste),
        {
            nummer: _veilig(
                [score.per_ijkpunt[nummer].deel(score.regel) for score in scores if nummer in score.per_ijkpunt], minste
            )
            for nummer in sorted(nummers)
        },
    )


def _veilig(delen: Sequence[Decimal], minste: int) -> int | None:
    if len(delen) < minste:
        return None
    gemiddeld = sum(delen, Decimal(0)) / len(delen)
    return procent(gemiddeld) if 0 < gemiddeld < 100 else None
