"""Who may do each act on an activity and on a place in one, by hand, and where each act leads."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from tests.deuren import Deuren
from voorzieningen.activiteiten import tasks
from voorzieningen.models import Activiteit

BUREAU = frozenset({"bureau", "bureau_collega"})
GEGEVENS = {
    "soort": "training",
    "titel": "Training",
    "omschrijving": "",
    "voor": [],
    "is_openbaar": False,
    "capaciteit": 20,
    "inschrijven_van": date(2026, 7, 1),
    "inschrijven_tot": date(2026, 9, 1),
}
WANNEER = {"dag": date(2026, 9, 21), "van": time(9, 30), "tot": time(12, 0), "plaats": "Bureau, zaal 2"}
# The places in the life of an activity: the traits of the factory.
PLEKKEN: Mapping[str, dict[str, Any]] = {
    "concept": {"in_concept": True},
    "open": {},
    "gesloten": {"gesloten": True},
    "voorbij": {"voorbij": True},
    "geweest": {"geweest": True},
    "afgelast": {"afgelast": True},
}
VERANDEREN = ("gegevens_wijzigen", "bijeenkomst_toevoegen", "bijeenkomst_wijzigen", "bijeenkomst_weghalen")
NAAR: Mapping[str, dict[str, str]] = {
    "concept": {**dict.fromkeys(VERANDEREN, "concept"), "openzetten": "open", "afgelasten": "afgelast"},
    "open": {
        **dict.fromkeys((*VERANDEREN, "code_maken", "aanwezigheid_vastleggen"), "open"),
        "inschrijving_sluiten": "gesloten",
        "afgelasten": "afgelast",
    },
    "gesloten": {
        **dict.fromkeys((*VERANDEREN, "code_maken", "aanwezigheid_vastleggen"), "gesloten"),
        "inschrijving_heropenen": "open",
        "afgelasten": "afgelast",
    },
    "voorbij": {
        **dict.fromkeys((*VERANDEREN, "code_maken", "aanwezigheid_vastleggen"), "open"),
        "inschrijving_sluiten": "gesloten",
        "afronden": "geweest",
    },
    "geweest": {"aanwezigheid_vastleggen": "geweest"},
    "afgelast": {},
}


def invoer(naam: str, activiteit: Activiteit) -> dict[str, Any]:
    """What the bureau fills in with this act."""
    sessie = {"sessie": activiteit.sessies.first()}
    return {
        "gegevens_wijzigen": GEGEVENS,
        "bijeenkomst_toevoegen": WANNEER,
        "bijeenkomst_wijzigen": {**sessie, **WANNEER},
        "bijeenkomst_weghalen": sessie,
        "code_maken": sessie,
        "aanwezigheid_vastleggen": {**sessie, "aanwezig": []},
        "afgelasten": {"reden": "De spreker is verhinderd."},
    }.get(naam, {})


def als_getypt(gegevens: Mapping[str, Any]) -> dict[str, Any]:
    """The same as somebody types it."""
    return {naam: _getypt(waarde) for naam, waarde in gegevens.items() if waarde not in (None, False, "")}


def _getypt(waarde: Any) -> Any:
    if isinstance(waarde, list):
        return [str(getattr(stuk, "pk", stuk)) for stuk in waarde]
    if isinstance(waarde, time):
        return f"{waarde:%H:%M}"
    return str(getattr(waarde, "pk", waarde))


def deuren() -> Deuren:
    return Deuren(
        beheer="admin:voorzieningen_activiteit_handeling",
        api="/api/v1/activiteiten",
        taak=tasks.activiteit_verrichten,
    )


def deuren_van_een_plaats() -> Deuren:
    return Deuren(
        portaal="activiteiten:handeling",
        beheer="admin:voorzieningen_inschrijving_handeling",
        api="/api/v1/inschrijvingen",
        taak=tasks.inschrijving_verrichten,
    )
