"""Forecast of TLVs: expected pupils times an amount, beside the budget. DUO deducts it; the portal never pays it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from financien.models.prognose import Categorie, Leerlingbedrag, Leerlingtelling, teldatum
from financien.selectors import standen
from swv.kern.opmaak import euro

VSO = (Categorie.VSO_LAAG, Categorie.VSO_MIDDEN, Categorie.VSO_HOOG)
# The lines of the budget that the forecast is compared with, by their code.
POST_VSO, POST_PRO, POST_ZWAAR = "L.V.02", "L.V.01", "B.04"


@dataclass(frozen=True)
class Prognoseregel:
    """One category: the count that holds now and the amount per pupil (euros), None while not filled in."""

    categorie: Categorie
    telling: Leerlingtelling | None
    tarief: Leerlingbedrag | None

    @property
    def kosten(self) -> Decimal | None:
        """Pupils times amount, in euros; None while one of them is missing. No pupils cost nothing."""
        if self.telling is None:
            return None
        if self.telling.aantal == 0:
            return Decimal("0.00")
        return None if self.tarief is None else self.telling.aantal * self.tarief.bedrag


@dataclass(frozen=True)
class Vergelijking:
    """What is expected beside what the budget says, in euros; None is not known yet."""

    naam: str
    code: str
    verwacht: Decimal | None
    begroot: Decimal | None

    @property
    def verschil(self) -> Decimal | None:
        """Expected minus budget: above zero costs more than was budgeted."""
        return None if self.verwacht is None or self.begroot is None else self.verwacht - self.begroot


@dataclass(frozen=True)
class Prognose:
    """The forecast of one budget year. `begroot` is the budget (euros) per code of a line."""

    jaar: int
    regels: list[Prognoseregel]
    begroot: Mapping[str, Decimal]

    @property
    def teldatum(self) -> date:
        return teldatum(self.jaar)

    def _som(self, categorieen: Iterable[Categorie]) -> Decimal | None:
        kosten = [regel.kosten for regel in self.regels if regel.categorie in categorieen]
        return None if None in kosten else sum((k for k in kosten if k is not None), Decimal("0.00"))

    @property
    def vso(self) -> Vergelijking:
        return Vergelijking("Afdracht vso", POST_VSO, self._som(VSO), self.begroot.get(POST_VSO))

    @property
    def pro(self) -> Vergelijking:
        return Vergelijking(
            "Afdracht praktijkonderwijs", POST_PRO, self._som((Categorie.PRO,)), self.begroot.get(POST_PRO)
        )

    @property
    def vergelijkingen(self) -> list[Vergelijking]:
        return [self.vso, self.pro]

    @property
    def zwaar(self) -> Decimal | None:
        """The income for zware ondersteuning in the budget, in euros."""
        return self.begroot.get(POST_ZWAAR)

    @property
    def over_van_zwaar(self) -> Decimal | None:
        """What zware ondersteuning leaves after the deduction for vso; below zero the boards pay it together."""
        return None if self.zwaar is None or self.vso.verwacht is None else self.zwaar - self.vso.verwacht

    @property
    def is_leeg(self) -> bool:
        return all(regel.telling is None and regel.tarief is None for regel in self.regels)

    @property
    def zin(self) -> str:
        """One sentence that says how it stands."""
        verschil = self.vso.verschil
        if verschil is None:
            return "Nog niet alles is bekend om de afdracht voor het vso te berekenen."
        if verschil == 0:
            begin = "De afdracht voor het vso wordt naar verwachting precies zo hoog als begroot"
        else:
            woord = "hoger" if verschil > 0 else "lager"
            begin = f"De afdracht voor het vso wordt naar verwachting {euro(abs(verschil))} {woord} dan begroot"
        over = self.over_van_zwaar
        if over is None:
            return f"{begin}."
        if over < 0:
            return (
                f"{begin}. Het vso kost {euro(-over)} meer dan de zware ondersteuning. Dat betalen de besturen samen."
            )
        return f"{begin}. Van de zware ondersteuning blijft {euro(over)} over."


def geldende_telling(tellingen: Iterable[Leerlingtelling]) -> Leerlingtelling | None:
    """What holds now of one category, newest first: a real count goes before an expectation."""
    rijen = list(tellingen)
    geteld = (telling for telling in rijen if telling.soort == Leerlingtelling.Soort.GETELD)
    return next(geteld, rijen[0] if rijen else None)


def vso_geteld(jaren: Iterable[int]) -> dict[int, int]:
    """How many pupils DUO counted in vso per budget year, all categories together; only years with every category.
    One query."""
    geteld = Leerlingtelling.objects.filter(
        jaar__in=[*jaren], categorie__in=VSO, soort=Leerlingtelling.Soort.GETELD
    ).order_by("jaar", "categorie", "-id")
    per_jaar: dict[int, list[int]] = {}
    for telling in geteld.distinct("jaar", "categorie"):
        per_jaar.setdefault(telling.jaar, []).append(telling.aantal)
    return {jaar: sum(aantallen) for jaar, aantallen in per_jaar.items() if len(aantallen) == len(VSO)}


@dataclass(frozen=True)
class Prognosepagina:
    """A forecast with everything that was ever filled in for it, newest first."""

    prognose: Prognose
    tellingen: list[Leerlingtelling]
    tarieven: list[Leerlingbedrag]


def prognose_van(jaar: int) -> Prognosepagina:
    """The forecast of a budget year with its history; four queries."""
    tellingen = list(Leerlingtelling.objects.filter(jaar=jaar).select_related("door"))
    tarieven = list(Leerlingbedrag.objects.filter(jaar=jaar).select_related("door"))
    regels = [
        Prognoseregel(
            categorie,
            geldende_telling(t for t in tellingen if t.categorie == categorie),
            next((t for t in tarieven if t.categorie == categorie), None),
        )
        for categorie in Categorie
    ]
    begroot = {regel.post.code: regel.stand.budget for regel in standen(jaar)}
    return Prognosepagina(Prognose(jaar, regels, begroot), tellingen, tarieven)
