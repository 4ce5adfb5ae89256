"""What another share of pupils in vso does to costs, result and reserve: pure arithmetic, in euros and percentages.

The frame of SWV VO Almere 2018-2021 reckons with a share that falls from 3.8% to 3% in four years. Its
ondersteuningsplan adds that the deficit of 2021 rises to 5% when the share stays as it is; that is what comes out when
half of the costs of vso moves with the share (`meebewegend` 50), while all of it would give 9%.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from financien.bedragen import CENT

SIGNAAL_DEEL = Decimal("0.035")
SIGNAAL_MINSTENS = Decimal("250000.00")
HONDERD = Decimal(100)


def signaleringswaarde(baten: Decimal) -> Decimal:
    """Above this the inspectie calls the public reserve of a samenwerkingsverband too high: 3.5% of gross income, at
    least 250,000 euro. Rounded half up to the cent."""
    return max((baten * SIGNAAL_DEEL).quantize(CENT, ROUND_HALF_UP), SIGNAAL_MINSTENS)


@dataclass(frozen=True)
class Kaderjaar:
    """One year of a frame: income, costs of vso and all other costs, in euros."""

    jaar: int
    baten: Decimal
    vso: Decimal
    overig: Decimal

    @property
    def resultaat(self) -> Decimal:
        return self.baten - self.vso - self.overig


@dataclass(frozen=True)
class Pad:
    """A share of pupils in vso, in percent, that goes in equal steps from `begin` to `eind` in `jaren` years and
    then stays. The first year has `begin`, the last of the steps has `eind`."""

    begin: Decimal
    eind: Decimal
    jaren: int

    def aandeel(self, plek: int) -> Decimal:
        """The share in the year at `plek`, counted from zero; not rounded."""
        stappen = max(self.jaren - 1, 1)
        return self.begin + (self.eind - self.begin) * min(plek, stappen) / stappen


@dataclass(frozen=True)
class Kader:
    """A frame of some years: with which shares it was made, and the reserve before its first year."""

    naam: str
    jaren: Sequence[Kaderjaar]
    pad: Pad
    beginreserve: Decimal


@dataclass(frozen=True)
class Scenariojaar:
    """A year of a scenario beside the frame: shares in percent, the rest in euros."""

    jaar: int
    aandeel_kader: Decimal
    aandeel: Decimal
    baten: Decimal
    vso: Decimal
    meer_vso: Decimal
    kosten: Decimal
    reserve: Decimal
    reserve_kader: Decimal

    @property
    def resultaat(self) -> Decimal:
        return self.baten - self.kosten

    @property
    def signaleringswaarde(self) -> Decimal:
        return signaleringswaarde(self.baten)

    @property
    def boven_signaal(self) -> Decimal:
        """How much the reserve is above the signal value; below zero it stays under it."""
        return self.reserve - self.signaleringswaarde


def doorrekenen(kader: Kader, pad: Pad, *, meebewegend: Decimal = HONDERD) -> list[Scenariojaar]:
    """The years of the frame with another share of pupils in vso.

    The costs of vso of a year change with the share against that of the frame, for `meebewegend` percent of them; so
    with the shares of the frame itself its own figures come out. The reserve follows the result.
    """
    uitkomst = []
    reserve = reserve_kader = kader.beginreserve
    for plek, jaar in enumerate(kader.jaren):
        gepland, aandeel = kader.pad.aandeel(plek), pad.aandeel(plek)
        verschil = jaar.vso * (aandeel - gepland) * meebewegend / gepland / HONDERD if gepland else Decimal(0)
        vso = jaar.vso + verschil.quantize(CENT, ROUND_HALF_UP)
        reserve += jaar.baten - vso - jaar.overig
        reserve_kader += jaar.resultaat
        uitkomst.append(
            Scenariojaar(
                jaar=jaar.jaar,
                aandeel_kader=gepland,
                aandeel=aandeel,
                baten=jaar.baten,
                vso=vso,
                meer_vso=vso - jaar.vso,
                kosten=vso + jaar.overig,
                reserve=reserve,
                reserve_kader=reserve_kader,
            )
        )
    return uitkomst
