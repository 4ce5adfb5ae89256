"""Load the wijzer from `gegevens/`: the steps in the order of the file, and the advice at the end of each way."""

from collections import Counter

from voorzieningen.bestanden import lees
from voorzieningen.models import Voorziening, Wijzeradvies, Wijzerstap


def wijzer_laden() -> int:
    """Add the steps that are missing, each with its advice; give how many are new. What the bureau changed stays.

    Raises ValueError when the file names a facility that is not in the catalogue.
    """
    stappen = {stap.slug: stap for stap in Wijzerstap.objects.all()}
    nieuw = {}
    for volgorde, rij in enumerate(lees("wijzer.csv"), start=1):
        if rij["stap"] in stappen:
            continue
        stap = Wijzerstap(
            slug=rij["stap"],
            ouder=stappen.get(rij["ouder"]),
            groep=rij["groep"],
            antwoord=rij["antwoord"],
            vraag=rij["vraag"],
            zoekwoorden=rij["zoekwoorden"],
            volgorde=volgorde * 10,
        )
        stap.full_clean()
        stap.save()
        stappen[stap.slug] = nieuw[stap.slug] = stap
    _adviezen_laden(nieuw)
    return len(nieuw)


def _adviezen_laden(nieuw: dict[str, Wijzerstap]) -> None:
    per_nummer = dict(Voorziening.objects.filter(nummer__isnull=False).values_list("nummer", "pk"))
    rijen, plek = [], Counter[str]()
    for rij in lees("wijzeradvies.csv"):
        if int(rij["voorziening"]) not in per_nummer:
            raise ValueError(f"wijzeradvies.csv noemt een voorziening die er niet is: {rij['voorziening']}.")
        if rij["stap"] in nieuw:
            plek[rij["stap"]] += 10
            rijen.append(
                Wijzeradvies(
                    stap=nieuw[rij["stap"]],
                    voorziening_id=per_nummer[int(rij["voorziening"])],
                    waarom=rij["waarom"],
                    doen=rij["doen"],
                    volgorde=plek[rij["stap"]],
                )
            )
    Wijzeradvies.objects.bulk_create(rijen)
