"""Reads of the ledger: how a line or a year stands, and whether the stored balances are right."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from financien.controle import Verschil, verschillen
from financien.models import Begrotingsjaar, Begrotingspost, Brontotaal, Rekening
from swv.kern.opmaak import euro

NUL = Decimal("0.00")


@dataclass(frozen=True)
class Stand:
    """How a line stands, in euros.

    `vrij` = begroot + gewijzigd - (toegekend - vrijgevallen); of a line of income it is what is still expected.
    """

    begroot: Decimal = NUL
    gewijzigd: Decimal = NUL
    toegekend: Decimal = NUL
    betaald: Decimal = NUL
    vrijgevallen: Decimal = NUL
    vrij: Decimal = NUL

    @property
    def openstaand(self) -> Decimal:
        """Awarded, not yet paid and not released."""
        return self.toegekend - self.betaald - self.vrijgevallen

    @property
    def budget(self) -> Decimal:
        """The budget of today: as set, with its changes."""
        return self.begroot + self.gewijzigd

    @property
    def in_gebruik(self) -> Decimal:
        """Awarded and not released: budget = in_gebruik + vrij."""
        return self.toegekend - self.vrijgevallen

    def __add__(self, ander: "Stand") -> "Stand":
        return Stand(*(getattr(self, naam) + getattr(ander, naam) for naam in Stand.__dataclass_fields__))


@dataclass(frozen=True)
class Poststand:
    """A line with its stand."""

    post: Begrotingspost
    stand: Stand


@dataclass(frozen=True)
class Rubriekstand:
    """A rubriek of baten or lasten with its lines and their sum."""

    naam: str
    soort: str
    posten: list[Poststand]

    @property
    def titel(self) -> str:
        """Baten, or Lasten with the rubriek behind it."""
        hoofd = self.soort.capitalize()
        return hoofd if self.naam in ("", self.soort) else f"{hoofd}: {self.naam}"

    @property
    def stand(self) -> Stand:
        return sum((regel.stand for regel in self.posten), Stand())


@dataclass(frozen=True)
class Begrotingsoverzicht:
    """A year: its rubrieken, its sums and the totals of the source."""

    jaar: Begrotingsjaar
    rubrieken: list[Rubriekstand]
    brontotalen: list[Brontotaal]

    def _som(self, soort: str) -> Stand:
        return sum((r.stand for r in self.rubrieken if r.soort == soort), Stand())

    @property
    def baten(self) -> Stand:
        return self._som(Begrotingspost.Soort.BATEN)

    @property
    def lasten(self) -> Stand:
        return self._som(Begrotingspost.Soort.LASTEN)

    @property
    def resultaat(self) -> Decimal:
        """Budgeted income minus budgeted costs, in euros; below zero comes out of the reserve."""
        return self.baten.budget - self.lasten.budget

    @property
    def overschreden(self) -> list[Begrotingspost]:
        """The lines with less than nothing left, each by an approved overschrijding."""
        return [p.post for rubriek in self.rubrieken for p in rubriek.posten if p.stand.vrij < 0]

    @property
    def zin(self) -> str:
        """One sentence that says how the year stands."""
        if self.resultaat < 0:
            slot = f"De begroting komt {euro(-self.resultaat)} tekort; dat gaat van de reserve af"
        elif self.resultaat > 0:
            slot = f"De begroting houdt {euro(self.resultaat)} over"
        else:
            slot = "Baten en lasten zijn gelijk"
        lasten = self.lasten
        return (
            f"Van de lasten van {euro(lasten.budget)} is {euro(lasten.in_gebruik)} toegekend en "
            f"{euro(lasten.vrij)} nog vrij. {slot}."
        )


def stand(post: Begrotingspost) -> Stand:
    """How one line stands now: one read of its stored balances."""
    return _stand(dict(Rekening.objects.filter(post=post).values_list("soort", "saldo")))


def standen(jaar: Begrotingsjaar | int) -> list[Poststand]:
    """Every line of a year with its stand, in the order of the budget; two queries."""
    nummer = jaar.jaar if isinstance(jaar, Begrotingsjaar) else jaar
    posten = list(Begrotingspost.objects.filter(jaar__jaar=nummer).select_related("jaar"))
    per_post: dict[int, dict[str, Decimal]] = {post.pk: {} for post in posten}
    saldi = Rekening.objects.filter(post__jaar__jaar=nummer).order_by()
    for post_id, soort, saldo in saldi.values_list("post_id", "soort", "saldo"):
        per_post.setdefault(post_id, {})[soort] = saldo
    return [Poststand(post, _stand(per_post[post.pk])) for post in posten]


def overzicht(jaar: Begrotingsjaar) -> Begrotingsoverzicht:
    """A year for a page: lines per rubriek, sums, and the totals as the source prints them; three queries."""
    rubrieken = [
        Rubriekstand(naam=naam, soort=soort, posten=list(groep))
        for (soort, naam), groep in groupby(standen(jaar), key=lambda p: (p.post.soort, p.post.rubriek))
    ]
    return Begrotingsoverzicht(jaar, rubrieken, list(jaar.brontotalen.all()))


def jaar_bij(jaar: int) -> int | None:
    """The budget year `jaar`, or the nearest one there is; of two as near the older."""
    jaren = Begrotingsjaar.objects.values_list("jaar", flat=True)
    return min(jaren, key=lambda ander: (abs(ander - jaar), ander), default=None)


def herbouw_verschillen() -> list[Verschil]:
    """Everything that does not agree with the regels it should follow from; empty when the ledger is right."""
    return verschillen()


def _stand(saldi: dict[str, Decimal]) -> Stand:
    soort = Rekening.Soort
    betaald = saldi.get(soort.BETAALD, NUL)
    return Stand(
        begroot=0 - saldi.get(soort.BEGROTING, NUL),
        gewijzigd=0 - saldi.get(soort.WIJZIGING, NUL),
        toegekend=saldi.get(soort.TOEGEKEND, NUL) + betaald,
        betaald=betaald,
        vrijgevallen=0 - saldi.get(soort.VRIJGEVALLEN, NUL),
        vrij=saldi.get(soort.VRIJ, NUL) + saldi.get(soort.TE_ONTVANGEN, NUL),
    )
