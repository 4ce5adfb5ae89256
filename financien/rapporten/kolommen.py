"""The columns of a report. Each is a weighted sum of accounts, so a figure and the bookings behind it cannot differ.

The words and signs are those of `financien.selectors.Stand`. A column that is a movement counts what was booked in the
period; a column that is a standing counts everything up to the end of the period.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from financien.bedragen import CENT
from financien.models import Rekening

_S = Rekening.Soort
NUL = Decimal("0.00")


@dataclass(frozen=True)
class Kolom:
    """`gewichten`: per account kind how its balance counts. `met_kans`: open requests count for their chance only."""

    code: str
    kop: str
    gewichten: Mapping[str, int]
    uitleg: str
    is_stand: bool = False
    met_kans: bool = False

    def gewicht(self, soort: str, kans: Decimal = Decimal(1)) -> Decimal:
        """How an amount on an account of this kind counts."""
        gewicht = Decimal(self.gewichten.get(soort, 0))
        return gewicht * kans if self.met_kans and soort == _S.GERESERVEERD else gewicht

    def waarde(self, bewegingen: Mapping[str, Decimal], standen: Mapping[str, Decimal], kans: Decimal) -> Decimal:
        """The figure (euros) out of the sums per account kind, in whole cents."""
        bron = standen if self.is_stand else bewegingen
        som = sum((bron.get(soort, NUL) * self.gewicht(soort, kans) for soort in self.gewichten), NUL)
        return som.quantize(CENT, ROUND_HALF_UP)


_BEGROOT = Kolom("begroot", "Begroot", {_S.BEGROTING: -1}, "De begroting zoals die is vastgesteld.")
_GEWIJZIGD = Kolom(
    "gewijzigd",
    "Wijzigingen",
    {_S.WIJZIGING: -1, _S.OVERGEHEVELD_IN: -1},
    "Begrotingswijzigingen, en budget dat meekwam uit het vorige jaar.",
)
_GERESERVEERD = Kolom(
    "gereserveerd",
    "Gereserveerd",
    {_S.GERESERVEERD: 1},
    "Wat open aanvragen samen vragen. Dit gaat niet van de vrije ruimte af.",
    is_stand=True,
)
_TOEGEKEND = Kolom(
    "toegekend", "Toegekend", {_S.TOEGEKEND: 1, _S.BETAALD: 1, _S.OVERGEHEVELD_UIT: 1}, "Alle toekenningen."
)
_BETAALD = Kolom("betaald", "Betaald", {_S.BETAALD: 1}, "Wat op toekenningen is betaald.")
_KOSTEN = Kolom("kosten", "Kosten", {_S.KOSTEN: 1}, "Kosten zonder toekenning, zoals salarissen en huur.")
_VRIJGEVALLEN = Kolom(
    "vrijgevallen", "Vrijgevallen", {_S.VRIJGEVALLEN: -1}, "Toegekend, maar niet nodig: terug naar de post."
)
_TERUGGEVORDERD = Kolom("teruggevorderd", "Teruggevorderd", {_S.TERUGGEVORDERD: -1}, "Wat scholen moeten terugbetalen.")
_VRIJ = Kolom("vrij", "Vrij", {_S.VRIJ: 1}, "Wat aan het eind van de periode nog toegekend kan worden.", is_stand=True)
_PROGNOSE = Kolom(
    "prognose",
    "Prognose",
    {_S.BETAALD: 1, _S.KOSTEN: 1, _S.TERUGGEVORDERD: 1, _S.TOEGEKEND: 1, _S.VRIJGEVALLEN: 1, _S.GERESERVEERD: 1},
    "Wat is uitgegeven, wat nog betaald moet worden, en het deel van de open aanvragen dat u verwacht toe te kennen.",
    is_stand=True,
    met_kans=True,
)
_TE_ONTVANGEN = Kolom(
    "te_ontvangen", "Nog te ontvangen", {_S.TE_ONTVANGEN: 1}, "Baten die nog moeten komen.", is_stand=True
)

LASTEN: Sequence[Kolom] = (
    _BEGROOT,
    _GEWIJZIGD,
    _GERESERVEERD,
    _TOEGEKEND,
    _BETAALD,
    _KOSTEN,
    _VRIJGEVALLEN,
    _TERUGGEVORDERD,
    _VRIJ,
    _PROGNOSE,
)
BATEN: Sequence[Kolom] = (_BEGROOT, _GEWIJZIGD, _TE_ONTVANGEN)
# Of a school, a kind or a school year there is no budget and no free room: only what went to it.
HERKOMST: Sequence[Kolom] = tuple(kolom for kolom in LASTEN if kolom not in (_BEGROOT, _GEWIJZIGD, _VRIJ))
KOLOMMEN: Mapping[str, Kolom] = {kolom.code: kolom for kolom in (*LASTEN, *BATEN)}
