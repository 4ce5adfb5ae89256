"""One act, four doors: portal, admin, API and task give the same person in the same place the same answer."""

import uuid

import pytest

from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.deuren import VAN_INLOGGEN
from tests.factories.voorzieningen import PlaatsingFactory
from tests.personas import Personas
from tests.voorzieningen.plaatsen.levens import NAAR, PLEKKEN, WIE, deuren, invoer
from voorzieningen.plaatsen.workflow import workflow

pytestmark = pytest.mark.django_db

MET_INVOER = {
    naam for naam in workflow.handelingen if any(veld.required for veld in workflow[naam].invoer.base_fields.values())
}
# Each act of a person, at a place where it exists.
RANDEN = [(naam, next(plek for plek in NAAR if naam in NAAR[plek])) for naam, wie in WIE.items() if wie]


@pytest.mark.parametrize(("naam", "plek"), RANDEN)
def test_every_door_gives_the_same_answer(personas: Personas, naam: str, plek: str) -> None:
    plaatsing, alle = PlaatsingFactory(school=personas.school, **PLEKKEN[plek]), deuren()
    mensen = [personas.bureau, *([personas.coordinator] if "coordinator" in WIE[naam] else [])]
    alle.inloggen(*mensen, personas.directeur, personas.coordinator_elders)
    gegevens = {veld: str(waarde) for veld, waarde in invoer(naam).items()}

    for door in mensen:
        uitkomst = alle.gelukt(plaatsing, naam, door, gegevens)
        assert set(uitkomst) >= {"portaal", "api", "taak"}
        assert set(uitkomst.values()) == {GEDAAN}
    voor = momentopname()
    assert alle.geweigerd(plaatsing, naam, personas.directeur, gegevens) == {"niet_toegestaan"}
    assert alle.geweigerd(plaatsing, naam, personas.coordinator_elders, gegevens) == {ONBEKEND}
    assert alle.geweigerd(plaatsing, naam, personas.bureau, {**gegevens, "versie": 7}) == {"verouderd"}
    if naam in MET_INVOER:
        assert alle.geweigerd(plaatsing, naam, personas.bureau, {"reden": ""}) == {"ongeldig"}
    na = momentopname()
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= VAN_INLOGGEN


def test_every_door_refuses_an_act_that_does_not_exist_here(personas: Personas) -> None:
    plaatsing, alle = PlaatsingFactory(school=personas.school, vervallen=True), deuren()

    for naam, _ in RANDEN:
        assert alle.geweigerd(plaatsing, naam, personas.bureau, {}) == {"verkeerde_status"}, naam


def test_placing_without_an_offer_is_open_to_no_person(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(school=personas.school)

    for door in (personas.bureau, personas.coordinator, personas.directeur):
        assert deuren().geweigerd(plaatsing, "plaats_toewijzen", door, {}) == {"niet_toegestaan"}


def test_unknown_act_or_place_is_missing_at_every_door(personas: Personas) -> None:
    plaatsing, alle = PlaatsingFactory(), deuren()

    assert alle.geweigerd(plaatsing, "verzinnen", personas.bureau, {}) == {ONBEKEND}
    plaatsing.pk = uuid.uuid4()
    assert alle.geweigerd(plaatsing, "plaats_aannemen", personas.bureau, {}) == {ONBEKEND}
