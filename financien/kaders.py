"""The frames that a scenario starts from: that of Almere as the example, or the own budget of a year."""

from decimal import Decimal
from functools import cache
from pathlib import Path

from financien.bestanden import BATEN, LASTEN, Begrotingsbestand, lees_meerjarenkader
from financien.models import Begrotingspost
from financien.scenario import Kader, Kaderjaar, Pad
from financien.selectors import standen

ALMERE_BESTAND = Path(__file__).parent / "gegevens" / "meerjarenkader_almere_2018_2021.csv"
ALMERE_VSO = "VSO"
# End of 2017: the printed reserve of 2018 (1,951) plus the deficit of that year (241), times 1,000 euro.
ALMERE_RESERVE = Decimal("2192000.00")
# "In vier jaar tijd van 3,8% naar 3%": the first year of the frame has the first share, the fourth the last.
ALMERE_PAD = Pad(Decimal("3.8"), Decimal("3.0"), 4)
VSO_POST = "L.V.02"
EIGEN_JAREN = 4


@cache
def almere() -> Kader:
    """The frame 2018-2021 of SWV VO Almere, from its printed lines."""
    bestanden = lees_meerjarenkader(ALMERE_BESTAND.read_bytes())
    return Kader(
        naam="Meerjarenkader SWV VO Almere 2018-2021",
        jaren=[_kaderjaar(bestand) for bestand in bestanden],
        pad=ALMERE_PAD,
        beginreserve=ALMERE_RESERVE,
    )


def _kaderjaar(bestand: Begrotingsbestand) -> Kaderjaar:
    vso = sum((r.bedrag for r in bestand.regels if r.soort == LASTEN and r.naam == ALMERE_VSO), Decimal("0.00"))
    return Kaderjaar(bestand.jaar, bestand.som(BATEN), vso, bestand.som(LASTEN) - vso)


def eigen_begroting(jaar: int, *, aandeel: Decimal, beginreserve: Decimal) -> Kader | None:
    """The budget of `jaar` as it is now, repeated for four years, made with one share (percent) for all of them. None
    when that year has no line for vso; two queries."""
    regels = standen(jaar)
    vso = next((regel.stand.budget for regel in regels if regel.post.code == VSO_POST), None)
    if vso is None:
        return None
    baten = sum((r.stand.budget for r in regels if r.post.soort == Begrotingspost.Soort.BATEN), Decimal("0.00"))
    lasten = sum((r.stand.budget for r in regels if r.post.soort == Begrotingspost.Soort.LASTEN), Decimal("0.00"))
    return Kader(
        naam=f"Begroting {jaar}, vier jaar gelijk",
        jaren=[Kaderjaar(jaar + plek, baten, vso, lasten - vso) for plek in range(EIGEN_JAREN)],
        pad=Pad(aandeel, aandeel, EIGEN_JAREN),
        beginreserve=beginreserve,
    )
