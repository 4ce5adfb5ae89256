"""One act, every door: the page in the portal for all, and the API for the whole, give the same answer."""

import pytest

from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from swv.kern.handelingen import formulier
from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.aanvragen.uitvoering.leven import LATER, PLEKKEN, iedereen, invoer
from tests.deuren import VAN_INLOGGEN, Deuren

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

DEUREN = {
    uitvoeringen.naam: lambda: Deuren(portaal="uitvoering:handeling", api="/api/v1/uitvoeringen"),
    evaluaties.naam: lambda: Deuren(portaal="uitvoering:evaluatie_handeling"),
    afspraken.naam: lambda: Deuren(portaal="uitvoering:afspraak_handeling"),
}
# Each act of a person at the first place where it can be done.
ACTS = {
    act: naam
    for naam, plek in reversed(PLEKKEN.items())
    for act, mensen in plek.wie.items()
    if "systeem" not in mensen and (act, naam) not in LATER
}


@pytest.mark.parametrize("act", ACTS)
def test_every_door_gives_the_same_answer(personas, act):
    plek = PLEKKEN[ACTS[act]]
    dossier, mensen, deuren = plek.maak(personas), iedereen(personas), DEUREN[plek.workflow.naam]()
    handeling, gegevens = plek.workflow[act], invoer(act, personas)
    door, ziet = mensen[min(plek.wie[act])], mensen["directeur"]
    vreemden = [mensen["partner_elders"], personas.coordinator_elders, personas.controller]
    deuren.inloggen(door, ziet, *vreemden)

    assert set(deuren.gelukt(dossier, act, door, gegevens).values()) == {GEDAAN}
    voor = momentopname()
    assert deuren.geweigerd(dossier, act, ziet, gegevens) == {"niet_toegestaan"}
    for vreemd in vreemden:
        assert deuren.geweigerd(dossier, act, vreemd, gegevens) == {ONBEKEND}
    assert deuren.geweigerd(dossier, act, door, {**gegevens, "versie": dossier.versie - 1}) == {"verouderd"}
    if any(veld.required for veld in formulier(handeling, dossier, door=door).fields.values()):
        assert deuren.geweigerd(dossier, act, door, {}) == {"ongeldig"}
    na = momentopname()
    assert {tabel for tabel in voor if voor[tabel] != na[tabel]} <= VAN_INLOGGEN


@pytest.mark.parametrize("workflow", [uitvoeringen, evaluaties, afspraken], ids=lambda workflow: workflow.naam)
def test_what_is_over_is_refused_at_every_door(personas, workflow):
    laatste = {uitvoeringen: "afgerond", evaluaties: "evaluatie zonder vervolg", afspraken: "afgezegd"}
    dossier, deuren = PLEKKEN[laatste[workflow]].maak(personas), DEUREN[workflow.naam]()

    for handeling in workflow:
        if dossier.status not in handeling.source or not handeling.geldt(dossier):
            antwoord = deuren.geweigerd(dossier, handeling.naam, personas.bureau_collega, {})
            assert antwoord == {"verkeerde_status"}, handeling.naam
