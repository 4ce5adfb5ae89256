"""The rows of a CSV file with numbers of places, and the words in which a file is refused: what is wrong in each row,
and that nothing was loaded."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from swv.kern.csvbestand import AnderBestand, KapotteCsv, lees_csv
from swv.kern.fouten import Geweigerd

MAX_BYTES = 1024 * 1024
MAX_RIJEN = 1000
MEESTE_FOUTEN = 20
_SCHOOLJAAR = re.compile(r"(20\d\d)\s*[-/]\s*(20\d\d)")


@dataclass(frozen=True)
class Geladen:
    """How many numbers were new, changed, or the same as before."""

    nieuw: int
    gewijzigd: int
    gelijk: int

    @property
    def in_woorden(self) -> str:
        return f"{self.nieuw} nieuw, {self.gewijzigd} gewijzigd en {self.gelijk} gelijk gebleven."


class RijKloptNiet(Exception):
    """One row is wrong; the text is a Dutch sentence."""


def rijen(inhoud: bytes, *, verplicht: Iterable[str], kies: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row that holds something, with its number in the file. `kies` says which file is asked for.

    Raises Geweigerd when it is no such file.
    """
    regels = _regels(inhoud, kies)
    if len(regels) > MAX_RIJEN:
        raise _bestandfout(f"Dit bestand heeft meer dan {MAX_RIJEN} rijen. Verdeel het over meer bestanden.")
    kolommen = [naam.strip().lower() for naam in regels[0]] if regels else []
    if mist := [naam for naam in verplicht if naam not in kolommen]:
        raise _bestandfout(f"De kolom {mist[0]} ontbreekt. {kies}")
    for nummer, regel in enumerate(regels[1:], start=2):
        cellen = [cel.strip() for cel in regel]
        if any(cellen):
            yield nummer, dict(zip(kolommen, [*cellen, *[""] * len(kolommen)], strict=False))


def _regels(inhoud: bytes, kies: str) -> Sequence[Sequence[str]]:
    if len(inhoud) > MAX_BYTES:
        raise _bestandfout("Dit bestand is te groot. Het mag hoogstens 1 MB zijn.")
    try:
        return lees_csv(inhoud).rijen
    except AnderBestand as fout:
        raise _bestandfout(f"Dit is geen CSV-bestand. Sla het in Excel op als CSV. {kies}") from fout
    except KapotteCsv as fout:
        raise _bestandfout(f"Dit bestand is geen CSV dat het portaal kan lezen. {kies}") from fout


def _bestandfout(zin: str) -> Geweigerd:
    return Geweigerd(zin, velden={"bestand": [zin]})


def weigering(fouten: Sequence[str]) -> Geweigerd:
    """Nothing was loaded, and why: a sentence per row that is wrong."""
    meer = len(fouten) - MEESTE_FOUTEN
    zinnen = [*fouten[:MEESTE_FOUTEN], *([f"En nog {meer} fouten."] if meer > 0 else [])]
    return Geweigerd("Er is niets geladen. Verbeter het bestand en kies het opnieuw.", velden={"bestand": zinnen})


def lees_schooljaar(tekst: str) -> int:
    """The calendar year in which this school year begins. Raises RijKloptNiet."""
    gevonden = _SCHOOLJAAR.fullmatch(tekst)
    if gevonden is None or int(gevonden[2]) != int(gevonden[1]) + 1:
        raise RijKloptNiet(f"‘{tekst}’ is geen schooljaar. Schrijf het als 2026-2027.")
    return int(gevonden[1])


def lees_aantal(tekst: str) -> int | None:
    """A whole number of at most five digits; None when it is something else."""
    return int(tekst) if tekst.isascii() and tekst.isdecimal() and len(tekst) <= 5 else None
