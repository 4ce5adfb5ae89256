"""Load the catalogue from `gegevens/`: the entries of the published plans, the names and questions that people use for
them, and the wijzer that leads to them.

`voorzieningen.csv` keeps the facts of its sources in readable words; "niet genoemd" becomes an empty text.
In `namen.csv` the kind "huidige naam" replaces the name of the source, which then becomes a former name.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from voorzieningen.bestanden import lees
from voorzieningen.models import Alias, Hulpmiddel, Voorziening
from voorzieningen.models.hulpmiddelen import ROBOT
from voorzieningen.wijzer.laden import wijzer_laden

NIET_GENOEMD = "niet genoemd"
HUIDIG = "huidige naam"
ROBOTNUMMER = 9

_KOLOMMEN = {
    "swv": "swv",
    "sector": "sector",
    "rubriek": "rubriek",
    "soort": "soort",
    "doelgroep": "doelgroep",
    "aanbieder": "aanbieder",
    "toegang": "toegang",
    "duur": "duur",
    "kosten": "kosten",
    "capaciteit": "capaciteit_of_getallen",
    "aanvraagsoort": "aanvraagsoort",
    "bron": "bron",
    "omschrijving": "omschrijving",
}


@dataclass(frozen=True)
class Geladen:
    """How many entries were new, written again, or left as they were, and how many steps of the wijzer were new."""

    nieuw: int
    bijgewerkt: int
    ongewijzigd: int
    stappen: int = 0


@dataclass
class _Namen:
    huidig: str = ""
    aliassen: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def catalogus_laden(*, overschrijven: bool = False) -> Geladen:
    """Add the entries that are missing, and what an entry does not say yet. What the bureau changed stays, unless
    `overschrijven`.

    Running it again changes nothing. Raises ValueError when a file names an entry that does not exist.
    """
    namen = _lees_namen()
    rijen = lees("voorzieningen.csv")
    if vreemd := set(namen) - {int(rij["id"]) for rij in rijen}:
        raise ValueError(f"namen.csv noemt voorzieningen die er niet zijn: {sorted(vreemd)}.")
    bestaand = {
        v.nummer: v
        for v in Voorziening.objects.filter(nummer__isnull=False)
        .defer("zoektekst", "zoekvector")
        .prefetch_related("aliassen")
    }
    nieuw, bijgewerkt = 0, 0
    for rij in rijen:
        nummer = int(rij["id"])
        voorziening = bestaand.get(nummer)
        if voorziening is None:
            nieuw += 1
            _bewaren(Voorziening(nummer=nummer), rij, namen[nummer])
        elif overschrijven:
            bijgewerkt += 1
            _bewaren(voorziening, rij, namen[nummer])
        else:
            bijgewerkt += _aanvullen(voorziening, rij, namen[nummer])
    Hulpmiddel.objects.filter(pk=ROBOT, voorziening=None).update(
        voorziening=Voorziening.objects.get(nummer=ROBOTNUMMER)
    )
    return Geladen(nieuw, bijgewerkt, len(rijen) - nieuw - bijgewerkt, wijzer_laden())


def _bewaren(voorziening: Voorziening, rij: dict[str, str], namen: _Namen) -> None:
    voorziening.naam = namen.huidig or rij["naam"]
    voorziening.slug = voorziening.slug or slugify(voorziening.naam.replace("/", " "))
    voorziening.geldig_van = date.fromisoformat(rij["geldig_van"])
    voorziening.geldig_tot = date.fromisoformat(rij["geldig_tot"]) if rij["geldig_tot"] else None
    for naam, kolom in _KOLOMMEN.items():
        setattr(voorziening, naam, _waarde(rij, kolom))
    aliassen = dict(namen.aliassen)
    if namen.huidig:
        aliassen[rij["naam"]] = Alias.Soort.VROEGER
    voorziening.full_clean(exclude=["nummer"])
    voorziening.save()
    _namen_erbij(voorziening, aliassen)


def _aanvullen(voorziening: Voorziening, rij: dict[str, str], namen: _Namen) -> bool:
    """Add what the entry does not say yet: texts that are empty, questions when it has none. Gives whether it did."""
    leeg = {naam: _waarde(rij, kolom) for naam, kolom in _KOLOMMEN.items() if not getattr(voorziening, naam)}
    nieuw = {naam: waarde for naam, waarde in leeg.items() if waarde}
    if nieuw:
        Voorziening.objects.filter(pk=voorziening.pk).update(**nieuw)
    vragen = {naam: soort for naam, soort in namen.aliassen.items() if soort == Alias.Soort.VRAAG}
    heeft_vragen = any(alias.soort == Alias.Soort.VRAAG for alias in voorziening.aliassen.all())
    if vragen and not heeft_vragen:
        _namen_erbij(voorziening, vragen)
    return bool(nieuw) or (bool(vragen) and not heeft_vragen)


def _waarde(rij: dict[str, str], kolom: str) -> str:
    return "" if rij[kolom] == NIET_GENOEMD else rij[kolom]


def _namen_erbij(voorziening: Voorziening, aliassen: Mapping[str, str]) -> None:
    Alias.objects.bulk_create(
        [Alias(voorziening=voorziening, naam=naam, soort=soort) for naam, soort in aliassen.items()],
        ignore_conflicts=True,
    )


def _lees_namen() -> defaultdict[int, _Namen]:
    namen: defaultdict[int, _Namen] = defaultdict(_Namen)
    for rij in lees("namen.csv"):
        van = namen[int(rij["id"])]
        if rij["soort"] == HUIDIG:
            van.huidig = rij["naam"]
        else:
            van.aliassen[rij["naam"]] = Alias.Soort(rij["soort"])
    return namen
