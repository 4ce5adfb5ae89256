"""What somebody asks of a report: the period, the breakdown and the chance of open requests. It fits in an address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from financien.rapporten.perioden import Periode, lees_periode

AMBITIES = "strategische ambities"
# Code, words in the form, and how a row of it is called.
INDELINGEN: Mapping[str, tuple[str, str]] = {
    "post": ("Begrotingspost", "Post"),
    "rubriek": ("Rubriek", "Rubriek"),
    "ambitie": ("Ambitie", "Ambitie"),
    "soort": ("Soort aanvraag", "Soort aanvraag"),
    "school": ("School", "School"),
    "schooljaar": ("Schooljaar", "Schooljaar"),
}
PER_HERKOMST = {"school": "v.school_id", "soort": "nullif(v.soort, '')", "schooljaar": "v.schooljaar"}
GETALLEN = {"school", "schooljaar"}  # a row of these is a number


@dataclass(frozen=True)
class Vraag:
    """A report to make. `kans` (0 to 100 percent) is how much of the open requests the forecast counts."""

    periode: Periode
    indeling: str = "post"
    kans: int = 100

    @property
    def kansdeel(self) -> Decimal:
        return Decimal(self.kans) / 100

    @property
    def is_per_herkomst(self) -> bool:
        """By what was awarded, not by the lines of the budget."""
        return self.indeling in PER_HERKOMST

    @property
    def titel(self) -> str:
        return f"{self.periode.naam} per {INDELINGEN[self.indeling][1].lower()}"

    @property
    def adres(self) -> str:
        """The query of an address that asks the same again."""
        return self.met()

    def met(self, **meer: Any) -> str:
        return urlencode({"periode": self.periode.code, "indeling": self.indeling, "kans": self.kans, **meer})


def lees_vraag(gegeven: Mapping[str, str], anders: Periode) -> Vraag:
    """What an address asks; where it says nothing or something unknown, the ordinary report of `anders`."""
    vraag = Vraag(lees_periode(gegeven.get("periode", "")) or anders)
    if gegeven.get("indeling") in INDELINGEN:
        vraag = replace(vraag, indeling=gegeven["indeling"])
    kans = gegeven.get("kans", "")
    if kans.isascii() and kans.isdigit() and int(kans[:4]) <= 100:
        vraag = replace(vraag, kans=int(kans))
    return vraag
