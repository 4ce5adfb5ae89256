"""The parents as the school wrote them down, or the pupil who is of age: who gets a letter by post, and where."""

from collections.abc import Iterator

from swv.invullen.antwoorden import gegevens_van
from toelating.models import Tlvaanvraag
from toelating.onderdelen.ouders import LEERLING

OUDERS = ("ouder_1", "ouder_2")


def geadresseerden(aanvraag: Tlvaanvraag) -> Iterator[tuple[str, str]]:
    """Name and address lines of each parent with an address; two with the same address get one letter together."""
    versie = aanvraag.versies.first()
    gegevens = gegevens_van(aanvraag, versie.antwoorden if versie else None)
    if gegevens.get("gezag") == LEERLING and aanvraag.leerling:
        yield aanvraag.leerling.naam, gegevens["leerling_adres"].strip()
        return
    per_adres: dict[str, list[str]] = {}
    for ouder in OUDERS:
        naam, adres = gegevens.get(f"{ouder}_naam", ""), gegevens.get(f"{ouder}_adres", "").strip()
        if naam and adres:
            per_adres.setdefault(adres, []).append(naam)
    for adres, namen in per_adres.items():
        yield " en ".join(namen), adres
