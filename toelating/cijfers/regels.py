"""The lines of the figures: counts, times and shares, each with the words that may be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from swv.kern.afschermen import DREMPEL, KLEIN, VERBORGEN, afgeschermd, afgeschermd_getal, is_klein
from swv.kern.opmaak import getal
from toelating.cijfers.deelname import Deelname
from toelating.cijfers.tellen import Doorlooptijd


@dataclass(frozen=True)
class Tabel:
    """One breakdown: a count per row, and their sum."""

    titel: str
    kop: str
    rijen: Sequence[tuple[str, int]]
    uitleg: str = ""

    @property
    def som(self) -> int:
        return sum(aantal for _, aantal in self.rijen)

    def tekst(self, *, dicht: bool) -> list[tuple[str, str]]:
        """The rows as they may be shown; `dicht` for what goes outside."""
        getallen = [aantal for _, aantal in self.rijen]
        woorden = afgeschermd(getallen) if dicht else [*map(getal, getallen)]
        return [(naam, woord) for (naam, _), woord in zip(self.rijen, woorden, strict=True)]

    def somtekst(self, *, dicht: bool) -> str:
        return afgeschermd_getal(self.som) if dicht else getal(self.som)


@dataclass(frozen=True)
class Tijdregel:
    """How long decisions of one kind took, in words; hidden when they are few and it goes outside."""

    naam: str
    tijd: Doorlooptijd

    def cellen(self, *, dicht: bool) -> list[str]:
        tijd = self.tijd
        if dicht and tijd.aantal < DREMPEL:
            return [KLEIN, *[VERBORGEN] * 5]
        op_tijd = percentage(tijd.op_tijd, tijd.aantal)
        return [getal(tijd.aantal), *map(dagen, (tijd.mediaan, tijd.p90, tijd.mediaan_netto, tijd.p90_netto)), op_tijd]


TIJDKOPPEN = (
    "Soort aanvraag",
    "Besluiten",
    "Mediaan",
    "90e percentiel",
    "Mediaan zonder stilstand",
    "90e percentiel zonder stilstand",
    "Op tijd",
)


@dataclass(frozen=True)
class Deelnameregel:
    """The share of vso in one school year, beside the national share and the count of DUO."""

    deelname: Deelname
    duo: int | None

    @property
    def aandeel(self) -> Decimal:
        """In percent."""
        return procent(self.deelname.met_tlv, self.deelname.leerlingental.aantal)

    @property
    def vergelijking(self) -> Decimal:
        return self.deelname.leerlingental.vergelijking

    @property
    def duo_tekst(self) -> str:
        return "niet ingevuld" if self.duo is None else getal(self.duo)

    def cellen(self, *, dicht: bool) -> list[str]:
        """Pupils with a TLV, pupils of the region, the share, the national share, and what DUO counted."""
        met_tlv, regio = self.deelname.met_tlv, getal(self.deelname.leerlingental.aantal)
        landelijk = f"{getal(self.vergelijking, decimalen=2)}%"
        if dicht and is_klein(met_tlv):
            return [KLEIN, regio, VERBORGEN, landelijk, self.duo_tekst]
        return [getal(met_tlv), regio, f"{getal(self.aandeel, decimalen=2)}%", landelijk, self.duo_tekst]


DEELNAMEKOPPEN = (
    "Schooljaar",
    "Leerlingen met een TLV",
    "Leerlingen van de regio",
    "Aandeel",
    "Landelijk",
    "Vso volgens DUO op 1 februari",
)


def dagen(aantal: float) -> str:
    """Days to at most one decimal: 56, 12,5."""
    rond = Decimal(str(aantal)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return getal(rond, decimalen=0 if rond == rond.to_integral_value() else 1)


def percentage(deel: int, geheel: int) -> str:
    return f"{getal(procent(deel, geheel).quantize(Decimal(1), ROUND_HALF_UP))}%"


def procent(deel: int, geheel: int) -> Decimal:
    return (Decimal(100 * deel) / geheel).quantize(Decimal("0.01"), ROUND_HALF_UP)
