"""One act, every door: portal, admin, API and task give the same person in the same place the same answer."""

import pytest

from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.deuren import VAN_INLOGGEN
from tests.factories.voorzieningen import ActiviteitFactory, InschrijvingFactory, SessieFactory
from tests.personas import Personas
from tests.voorzieningen.activiteiten.levens import (
    NAAR,
    PLEKKEN,
    als_getypt,
    deuren,
    deuren_van_een_plaats,
    invoer,
)
from voorzieningen.activiteiten.workflow import workflow

pytestmark = pytest.mark.django_db
# Each act at a place where it exists; who was there can only be said once a meeting has begun.
RANDEN = [
    (naam, "voorbij" if naam == "aanwezigheid_vastleggen" else next(plek for plek in NAAR if naam in NAAR[plek]))
    for naam in workflow.handelingen
]


@pytest.mark.parametrize(("naam", "plek"), RANDEN)
def test_every_door_gives_the_same_answer(personas: Personas, naam: str, plek: str) -> None:
    activiteit, alle = ActiviteitFactory(**PLEKKEN[plek]), deuren()
    SessieFactory(activiteit=activiteit)
    alle.inloggen(personas.bureau, personas.directeur, personas.coordinator)
    gegevens = als_getypt(invoer(naam, activiteit))

    uitkomst = alle.gelukt(activiteit, naam, personas.bureau, gegevens)
    assert set(uitkomst) == {"beheer", "api", "taak"}
    assert set(uitkomst.values()) == {GEDAAN}
    voor = momentopname()
    assert alle.geweigerd(activiteit, naam, personas.directeur, gegevens) == {"niet_toegestaan"}
    assert alle.geweigerd(activiteit, naam, personas.bureau, {**gegevens, "versie": 7}) == {"verouderd"}
    verwacht = ONBEKEND if plek == "concept" else "niet_toegestaan"
    assert alle.geweigerd(activiteit, naam, personas.coordinator, gegevens) == {verwacht}
    na = momentopname()
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= VAN_INLOGGEN


@pytest.mark.parametrize("naam", ["afmelden", "aanwezig_melden", "bewijs_maken"])
def test_place_of_somebody_else_is_missing_at_every_door(personas: Personas, naam: str) -> None:
    plaats = InschrijvingFactory(persoon=personas.coordinator)

    uitkomst = deuren_van_een_plaats().geweigerd(plaats, naam, personas.coordinator_elders, {"code": "K7M2P"})

    assert uitkomst == {ONBEKEND}


def test_participant_cancels_at_every_door(personas: Personas) -> None:
    plaats, alle = InschrijvingFactory(persoon=personas.coordinator), deuren_van_een_plaats()
    alle.inloggen(personas.coordinator, personas.bureau)

    assert set(alle.gelukt(plaats, "afmelden", personas.coordinator, {}).values()) == {GEDAAN}
    assert set(alle.gelukt(plaats, "afmelden", personas.bureau, {}).values()) == {GEDAAN}


def test_a_place_is_given_by_no_person(personas: Personas) -> None:
    plaats = InschrijvingFactory(persoon=personas.coordinator, wacht=True)

    for door in (personas.coordinator, personas.bureau):
        assert deuren_van_een_plaats().geweigerd(plaats, "plaats_krijgen", door, {}) == {"niet_toegestaan"}
