"""Load the catalogue from `gegevens/`: the entries of the published plans, and the names people use for them.

`voorzieningen.csv` keeps the facts of its sources in readable words; "niet genoemd" becomes an empty text.
In `namen.csv` the kind "huidige naam" replaces the name of the source, which then becomes a former name.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from voorzieningen.models import Alias, Voorziening

GEGEVENS = Path(__file__).parent / "gegevens"
NIET_GENOEMD = "niet genoemd"
HUIDIG = "huidige naam"

_KOLOMMEN = {
    "swv": "swv",
    "sector": "sector",
    "rubriek": "rubriek",
    "soort": "soort",
    "doelgroep": "doelgroep",
    "aanbieder": "aanbieder",
    "toegang": "toegang",
    "duur": "duur",
    "capaciteit": "capaciteit_of_getallen",
    "aanvraagsoort": "aanvraagsoort",
    "bron": "bron",
    "omschrijving": "omschrijving",
}


@dataclass(frozen=True)
class Geladen:
    """How many entries were new, written again, or left as they were."""

    nieuw: int
    bijgewerkt: int
    ongewijzigd: int


@dataclass
class _Namen:
    huidig: str = ""
    aliassen: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def catalogus_laden(*, overschrijven: bool = False) -> Geladen:
    """Add the entries that are missing. What the bureau changed stays, unless `overschrijven`.

    Running it again changes nothing. Raises ValueError when a file names an entry that does not exist.
    """
    namen = _lees_namen()
    rijen = _lees("voorzieningen.csv")
    if vreemd := set(namen) - {int(rij["id"]) for rij in rijen}:
        raise ValueError(f"namen.csv noemt voorzieningen die er niet zijn: {sorted(vreemd)}.")
    bestaand = {v.nummer: v for v in Voorziening.objects.filter(nummer__isnull=False).defer("zoektekst", "zoekvector")}
    nieuw, bijgewerkt = 0, 0
    for rij in rijen:
        nummer = int(rij["id"])
        voorziening = bestaand.get(nummer)
        if voorziening is not None and not overschrijven:
            continue
        if voorziening is None:
            nieuw += 1
        else:
            bijgewerkt += 1
        _bewaren(voorziening or Voorziening(nummer=nummer), rij, namen[nummer])
    return Geladen(nieuw, bijgewerkt, len(rijen) - nieuw - bijgewerkt)


def _bewaren(voorziening: Voorziening, rij: dict[str, str], namen: _Namen) -> None:
    voorziening.naam = namen.huidig or rij["naam"]
    voorziening.slug = voorziening.slug or slugify(voorziening.naam.replace("/", " "))
    voorziening.geldig_van = date.fromisoformat(rij["geldig_van"])
    for naam, kolom in _KOLOMMEN.items():
        setattr(voorziening, naam, "" if rij[kolom] == NIET_GENOEMD else rij[kolom])
    aliassen = dict(namen.aliassen)
    if namen.huidig:
        aliassen[rij["naam"]] = Alias.Soort.VROEGER
    voorziening.full_clean(exclude=["nummer"])
    voorziening.save()
    Alias.objects.bulk_create(
        [Alias(voorziening=voorziening, naam=naam, soort=soort) for naam, soort in aliassen.items()],
        ignore_conflicts=True,
    )


def _lees(bestand: str) -> list[dict[str, str]]:
    with (GEGEVENS / bestand).open(encoding="utf-8", newline="") as regels:
        return list(csv.DictReader(regels))


def _lees_namen() -> defaultdict[int, _Namen]:
    namen: defaultdict[int, _Namen] = defaultdict(_Namen)
    for rij in _lees("namen.csv"):
        van = namen[int(rij["id"])]
        if rij["soort"] == HUIDIG:
            van.huidig = rij["naam"]
        else:
            van.aliassen[rij["naam"]] = Alias.Soort(rij["soort"])
    return namen
