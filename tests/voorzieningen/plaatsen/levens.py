"""Who may do each act on a place, by hand, and where each act leads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.deuren import Deuren
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen import tasks

BUREAU = frozenset({"bureau", "bureau_collega"})
SCHOOL = frozenset({"coordinator", "bestuur"})
BEIDE = BUREAU | SCHOOL
WIE: Mapping[str, frozenset[str]] = {
    "voorrang_geven": BUREAU,
    "voorrang_weghalen": BUREAU,
    "plaats_toewijzen": frozenset(),
    "plaats_aanbieden": BUREAU,
    "wachtlijst_verlaten": BEIDE,
    "plaats_aannemen": BEIDE,
    "plaats_uitstellen": BEIDE,
    "plaats_weigeren": BEIDE,
    "aanbod_intrekken": BUREAU,
    "aanbod_laten_vervallen": BUREAU,
    "afspraken_vastleggen": BEIDE,
    "einddatum_wijzigen": BEIDE,
    "plaats_beeindigen": BEIDE,
    "plaats_annuleren": BEIDE,
    "effect_vastleggen": BEIDE,
}
# The places in the life of a placement: the traits of the factory.
PLEKKEN: Mapping[str, dict[str, Any]] = {
    "wachtlijst": {},
    "voorrang": {"heeft_voorrang": True, "voorrang_reden": "De school sluit."},
    "aangeboden": {"aangeboden": True},
    "te laat": {"aangeboden": True, "antwoord_uiterlijk": date(2026, 8, 14)},
    "geplaatst": {"geplaatst": True},
    "begonnen": {"begonnen": True},
    "beeindigd": {"beeindigd": True},
    "vervallen": {"vervallen": True},
}
NAAR: Mapping[str, dict[str, str]] = {
    "wachtlijst": {
        "voorrang_geven": "wachtlijst",
        "plaats_toewijzen": "geplaatst",
        "plaats_aanbieden": "aangeboden",
        "wachtlijst_verlaten": "vervallen",
    },
    "voorrang": {
        "voorrang_weghalen": "wachtlijst",
        "plaats_toewijzen": "geplaatst",
        "plaats_aanbieden": "aangeboden",
        "wachtlijst_verlaten": "vervallen",
    },
    "aangeboden": {
        "plaats_aannemen": "geplaatst",
        "plaats_uitstellen": "wachtlijst",
        "plaats_weigeren": "vervallen",
        "aanbod_intrekken": "wachtlijst",
    },
    "geplaatst": {
        "afspraken_vastleggen": "geplaatst",
        "einddatum_wijzigen": "geplaatst",
        "plaats_annuleren": "vervallen",
    },
    "beeindigd": {"effect_vastleggen": "beeindigd"},
    "vervallen": {},
}
NAAR = {
    **NAAR,
    "te laat": {**NAAR["aangeboden"], "aanbod_laten_vervallen": "vervallen"},
    "begonnen": {**NAAR["geplaatst"], "plaats_beeindigen": "beeindigd"},
}
INVOER: Mapping[str, dict[str, Any]] = {
    "plaats_aanbieden": {"van": date(2026, 9, 1), "tot": date(2027, 7, 31), "antwoord_uiterlijk": date(2026, 8, 28)},
    "plaats_uitstellen": {"wacht_tot": date(2026, 10, 1)},
    "aanbod_intrekken": {"wacht_tot": date(2026, 10, 1)},
    "afspraken_vastleggen": {"uren_per_week": 12, "doel": "terug"},
    "einddatum_wijzigen": {"tot": date(2027, 2, 1)},
    "plaats_beeindigen": {"op": date(2026, 8, 15), "effect": "deels"},
    "effect_vastleggen": {"effect": "bereikt"},
    "plaats_toewijzen": {"van": date(2026, 9, 1)},
}
ZONDER_REDEN = {"plaats_toewijzen", "plaats_aannemen", "afspraken_vastleggen", "effect_vastleggen"}


def invoer(naam: str) -> dict[str, Any]:
    """What a person fills in with this act."""
    reden = {} if naam in ZONDER_REDEN else {"reden": "Daarom."}
    return {**INVOER.get(naam, {}), **reden}


def deuren() -> Deuren:
    return Deuren(
        portaal="voorzieningen:plaats_handeling",
        beheer="admin:voorzieningen_plaatsing_handeling",
        api="/api/v1/plaatsingen",
        taak=tasks.verrichten,
    )


def status_van(plek: str) -> str:
    """The stored state at a place."""
    anders = {"voorrang": "wachtlijst", "te laat": "aangeboden", "begonnen": "geplaatst"}
    return str(Plaatsing.Status(anders.get(plek, plek)))
