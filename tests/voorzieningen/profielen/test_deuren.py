"""One act, four doors: portal, admin, API and task give the same person in the same place the same answer."""

import uuid

import pytest

from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.deuren import VAN_INLOGGEN
from tests.personas import Personas
from tests.voorzieningen.profielen.levens import LEVENS, MET_REDEN, invoer

pytestmark = pytest.mark.django_db

# Each act of a person, at a place where it exists.
RANDEN = [
    (soort, naam, next(plek for plek in leven.naar if naam in leven.naar[plek]))
    for soort, leven in LEVENS.items()
    for naam, wie in leven.wie.items()
    if wie
]


@pytest.mark.parametrize(("soort", "naam", "plek"), RANDEN)
def test_every_door_gives_the_same_answer(personas: Personas, soort: str, naam: str, plek: str) -> None:
    leven = LEVENS[soort]
    dossier, alle, gegevens = leven.maak(school=personas.school, **leven.plekken[plek]), leven.deuren(), invoer(naam)
    mensen = [getattr(personas, wie) for wie in sorted(leven.wie[naam])]
    alle.inloggen(*mensen, personas.coordinator_elders, personas.deskundige)

    for door in mensen:
        uitkomst = alle.gelukt(dossier, naam, door, gegevens)
        assert set(uitkomst) >= {"portaal", "api", "taak"}
        assert set(uitkomst.values()) == {GEDAAN}
    voor = momentopname()
    assert alle.geweigerd(dossier, naam, personas.coordinator_elders, gegevens) == {ONBEKEND}
    assert alle.geweigerd(dossier, naam, personas.deskundige, gegevens) == {ONBEKEND}
    assert alle.geweigerd(dossier, naam, personas.coordinator, {**gegevens, "versie": 7}) == {"verouderd"}
    if naam in MET_REDEN:
        assert alle.geweigerd(dossier, naam, personas.coordinator, {"reden": ""}) == {"ongeldig"}
    na = momentopname()
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= VAN_INLOGGEN


@pytest.mark.parametrize("soort", LEVENS)
def test_every_door_refuses_an_act_that_does_not_exist_here(personas: Personas, soort: str) -> None:
    leven = LEVENS[soort]
    dossier, alle = leven.maak(school=personas.school, vervallen=True), leven.deuren()

    for naam, wie in leven.wie.items():
        if wie:
            assert alle.geweigerd(dossier, naam, personas.coordinator, {}) == {"verkeerde_status"}, naam


@pytest.mark.parametrize(
    ("soort", "plek", "naam"),
    [("profiel", "gepubliceerd", "profiel_vervangen"), ("checklist", "vastgesteld", "checklist_vervangen")],
)
def test_replacing_is_open_to_no_person(personas: Personas, soort: str, plek: str, naam: str) -> None:
    leven = LEVENS[soort]
    dossier = leven.maak(school=personas.school, **leven.plekken[plek])

    for door in (personas.coordinator, personas.bestuur, personas.bureau, personas.directeur):
        assert leven.deuren().geweigerd(dossier, naam, door, {}) == {"niet_toegestaan"}


@pytest.mark.parametrize(("soort", "plek"), [("profiel", "gepubliceerd"), ("checklist", "vastgesteld")])
def test_director_looks_and_does_nothing(personas: Personas, soort: str, plek: str) -> None:
    leven = LEVENS[soort]
    dossier = leven.maak(school=personas.school, **leven.plekken[plek])
    naam = f"{soort}_intrekken"

    assert leven.deuren().geweigerd(dossier, naam, personas.directeur, invoer(naam)) == {"niet_toegestaan"}


@pytest.mark.parametrize("soort", LEVENS)
def test_what_a_school_still_types_is_missing_for_the_bureau_at_every_door(personas: Personas, soort: str) -> None:
    leven = LEVENS[soort]
    dossier = leven.maak(school=personas.school)

    for naam in leven.naar["concept"]:
        assert leven.deuren().geweigerd(dossier, naam, personas.bureau, {}) == {ONBEKEND}
    dossier.pk = uuid.uuid4()
    assert leven.deuren().geweigerd(dossier, naam, personas.coordinator, {}) == {ONBEKEND}
