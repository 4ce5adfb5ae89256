"""The national criteria for praktijkonderwijs: pure functions with Decimal, never float.

Source: Inrichtingsbesluit WVO (old) art. 15d. An SWV may not add criteria of its own; it decides on the motivation of
the school, the leerachterstand, the IQ, where needed a personality study, and the view of the parents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

IQ_LAAGST, IQ_HOOGST = 55, 80  # both included
GRENS = Decimal("0.5")  # a leerachterstand of this or more counts
AANTAL_DOMEINEN = 2
DOMEINEN: Mapping[str, str] = {
    "inzichtelijk_rekenen": "inzichtelijk rekenen",
    "begrijpend_lezen": "begrijpend lezen",
    "technisch_lezen": "technisch lezen",
    "spellen": "spellen",
}
VERPLICHTE_DOMEINEN = ("inzichtelijk_rekenen", "begrijpend_lezen")  # one of these must be among the two


def leerachterstand(dle: int, dl: int) -> Decimal:
    """How far a pupil is behind: 1 − DLE / DL, exact. DLE and DL are months of teaching (didactische leeftijd).

    Negative when the pupil is ahead. Raises ValueError when the DL is not positive or the DLE negative.

    >>> leerachterstand(25, 50)
    Decimal('0.5')
    """
    if dl <= 0 or dle < 0:
        raise ValueError(f"Een DL is meer dan nul en een DLE niet minder dan nul, niet {dl} en {dle}.")
    return 1 - Decimal(dle) / Decimal(dl)


def is_iq_zone(iq: int) -> bool:
    return IQ_LAAGST <= iq <= IQ_HOOGST


def domeinen_met_achterstand(achterstanden: Mapping[str, Decimal]) -> list[str]:
    """The domains in which the pupil is far enough behind, in the order of the law. Raises KeyError when one of the
    four is missing."""
    return [domein for domein in DOMEINEN if achterstanden[domein] >= GRENS]


def is_achterstand_zone(achterstanden: Mapping[str, Decimal]) -> bool:
    """Far behind in two domains, one of which is inzichtelijk rekenen or begrijpend lezen."""
    ver_achter = domeinen_met_achterstand(achterstanden)
    return len(ver_achter) >= AANTAL_DOMEINEN and any(domein in VERPLICHTE_DOMEINEN for domein in ver_achter)


def is_pro_zone(iq: int, achterstanden: Mapping[str, Decimal]) -> bool:
    """Whether a pupil meets both criteria for praktijkonderwijs. `achterstanden` maps each of the four domains to its
    leerachterstand; raises KeyError when one is missing."""
    return is_iq_zone(iq) and is_achterstand_zone(achterstanden)


class Uitkomst(StrEnum):
    """What the criteria say together."""

    VOLDOET = "voldoet"
    VOLDOET_NIET = "voldoet niet"
    TEGENSTRIJDIG = "tegenstrijdig"


@dataclass(frozen=True, slots=True)
class Stap:
    """One step of the sum, for the screen and the letter: in words, and whether it meets the criterion."""

    tekst: str
    voldoet: bool


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """The whole sum. With contradictory criteria the SWV weighs, and says why."""

    stappen: tuple[Stap, ...]
    iq: Uitkomst
    achterstand: Uitkomst

    @property
    def uitkomst(self) -> Uitkomst:
        return self.iq if self.iq == self.achterstand else Uitkomst.TEGENSTRIJDIG

    @property
    def zin(self) -> str:
        return {
            Uitkomst.VOLDOET: "De leerling voldoet aan de landelijke criteria voor praktijkonderwijs.",
            Uitkomst.VOLDOET_NIET: "De leerling voldoet niet aan de landelijke criteria voor praktijkonderwijs.",
            Uitkomst.TEGENSTRIJDIG: (
                "De criteria spreken elkaar tegen. Het samenwerkingsverband weegt ze en schrijft op waarom."
            ),
        }[self.uitkomst]


def beoordeel(iq_van: int, iq_tot: int, scores: Mapping[str, tuple[int, int]]) -> Beoordeling:
    """The sum with every step. `iq_van` and `iq_tot` are the ends of the interval that the test gave, the same number
    when it gave one; `scores` maps each domain to (DLE, DL).

    An interval that lies partly inside the zone contradicts itself. Raises ValueError for an interval in the wrong
    order or impossible scores, KeyError for a missing domain.
    """
    if iq_van > iq_tot:
        raise ValueError(f"Het IQ loopt van laag naar hoog, niet van {iq_van} naar {iq_tot}.")
    achterstanden = {domein: leerachterstand(*scores[domein]) for domein in DOMEINEN}
    iq = _iq(iq_van, iq_tot)
    genoeg = is_achterstand_zone(achterstanden)
    stappen = (
        Stap(_iq_zin(iq_van, iq_tot), iq == Uitkomst.VOLDOET),
        *(_domeinstap(domein, *scores[domein], achterstanden[domein]) for domein in DOMEINEN),
        Stap(_samen_zin(domeinen_met_achterstand(achterstanden)), genoeg),
    )
    return Beoordeling(stappen, iq, Uitkomst.VOLDOET if genoeg else Uitkomst.VOLDOET_NIET)


def _iq(iq_van: int, iq_tot: int) -> Uitkomst:
    if is_iq_zone(iq_van) and is_iq_zone(iq_tot):
        return Uitkomst.VOLDOET
    if iq_tot < IQ_LAAGST or iq_van > IQ_HOOGST:
        return Uitkomst.VOLDOET_NIET
    return Uitkomst.TEGENSTRIJDIG


def _iq_zin(iq_van: int, iq_tot: int) -> str:
    gemeten = f"Het IQ is {iq_van}" if iq_van == iq_tot else f"Het IQ ligt tussen {iq_van} en {iq_tot}"
    return f"{gemeten}. Voor praktijkonderwijs is dat {IQ_LAAGST} tot en met {IQ_HOOGST}."


def _domeinstap(domein: str, dle: int, dl: int, achterstand: Decimal) -> Stap:
    """The number is cut off after three digits, never rounded up: 0,4996 must not read as 0,5."""
    getoond = f"{achterstand.quantize(Decimal('0.001'), rounding='ROUND_FLOOR'):f}".replace(".", ",")
    tekst = f"{DOMEINEN[domein].capitalize()}: 1 − {dle} / {dl} = {getoond}."
    return Stap(tekst, achterstand >= GRENS)


def _samen_zin(ver_achter: Iterable[str]) -> str:
    namen = [DOMEINEN[domein] for domein in ver_achter]
    telt = ", ".join(namen) if namen else "geen enkel domein"
    return (
        f"Een achterstand van 0,5 of meer: {telt}. Nodig zijn twee domeinen, waaronder inzichtelijk rekenen of "
        "begrijpend lezen."
    )
