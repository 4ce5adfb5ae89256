"""The files of this room: the published plans as rows, and what was made of them."""

import csv
from pathlib import Path

GEGEVENS = Path(__file__).parent / "gegevens"


def lees(bestand: str) -> list[dict[str, str]]:
    """The rows of a file in `gegevens/`, by the names in its first line."""
    with (GEGEVENS / bestand).open(encoding="utf-8", newline="") as regels:
        return list(csv.DictReader(regels))
