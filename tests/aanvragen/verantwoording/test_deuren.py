"""One act, four doors: portal, admin, API and task give the same person in the same state the same answer."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from aanvragen.models import Effectmeting, Verantwoording
from aanvragen.verantwoording import tasks
from aanvragen.verantwoording.workflow import workflow
from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import momentopname
from tests.aanvragen.verantwoording.test_workflow import RANDEN, iedereen, invoer
from tests.deuren import VAN_INLOGGEN, Deuren
from tests.factories.verantwoordingen import V, maak_verantwoording, vul_in

pytestmark = pytest.mark.django_db
MENSELIJK = [naam for naam in workflow.handelingen if naam in {r[0] for r in RANDEN} and naam != "bekendmaken"]
MET_CODE = {"goedkeuren", "corrigeren"}


def deuren():
    return Deuren(
        portaal="verantwoording:handeling",
        beheer="admin:aanvragen_verantwoording_handeling",
        api="/api/v1/verantwoordingen",
        taak=tasks.verrichten,
    )


@pytest.fixture(params=MENSELIJK)
def plek(request, personas, toekenning, in_juni):
    """Each act of a person where it can be done: (act, dossier, who, what is typed)."""
    in_juni()
    naam = request.param
    _, stand, _, mensen = next(rand for rand in RANDEN if rand[0] == naam)
    rij = maak_verantwoording(personas, toekenning, status=stand)
    if stand == V.KLAARGEZET:
        rij = vul_in(rij, door=personas.coordinator, besteed="10000")
    rij.aanvullingsverzoeken.update(uiterlijk=timezone.localdate() - timedelta(days=1))
    return naam, rij, iedereen(personas)[mensen[0]], {k: str(w) for k, w in invoer(naam, personas).items()}


def test_every_door_gives_the_same_answer(plek, personas):
    naam, rij, door, gegevens = plek
    open_ = deuren()
    open_.inloggen(door, personas.coordinator_elders)
    voor = momentopname()

    gelukt = open_.gelukt(rij, naam, door, gegevens)
    assert gelukt.pop("taak") == ("bevestiging_nodig" if naam in MET_CODE else GEDAAN)
    assert set(gelukt.values()) == {GEDAAN}
    oud = {**gegevens, "versie": rij.versie - 1}
    assert open_.geweigerd(rij, naam, door, oud) == {"verouderd"}
    assert open_.geweigerd(rij, naam, personas.coordinator_elders, gegevens) == {ONBEKEND}
    assert open_.geweigerd(rij, "verzinnen", door, gegevens) == {ONBEKEND}
    assert {tabel for tabel, som in momentopname().items() if voor[tabel] != som} <= VAN_INLOGGEN


def test_every_door_refuses_what_does_not_exist_in_this_state(personas, toekenning, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=V.GECORRIGEERD)

    assert deuren().geweigerd(rij, "goedkeuren", personas.bureau_collega, {}) == {"verkeerde_status"}
    assert deuren().geweigerd(rij, "bekendmaken", personas.bureau, {}) == {"niet_toegestaan"}


def test_dossier_that_does_not_exist_is_missing_at_every_door(personas, in_juni):
    in_juni()
    assert deuren().geweigerd(Verantwoording(pk=uuid.uuid4()), "goedkeuren", personas.bureau, {}) == {ONBEKEND}


def test_double_click_on_submit_is_one_submission(personas, toekenning, in_juni):
    in_juni()
    rij = maak_verantwoording(personas, toekenning, status=V.TER_INDIENING)
    portaal = deuren().voor(personas.bestuur)["portaal"]

    assert [portaal(rij.pk, "indienen", personas.bestuur, {"versie": rij.versie}) for _ in range(2)] == [GEDAAN] * 2
    assert rij.versies.count() == 1


def test_effect_is_answered_through_page_and_task_alike(personas, toekenning):
    meting = Effectmeting.objects.create(aanvraag=toekenning, school=personas.school, na_maanden=3)
    gegevens = {"oordeel": "deels", "toelichting": "De leesgroepen lopen nog."}

    assert tasks.effect_verrichten(str(meting.pk), "beantwoorden", personas.coordinator_elders.pk, gegevens) == ONBEKEND
    assert tasks.effect_verrichten(str(meting.pk), "beantwoorden", personas.bureau.pk, gegevens) == "niet_toegestaan"
    assert tasks.effect_verrichten(str(meting.pk), "beantwoorden", personas.coordinator.pk, gegevens) == GEDAAN
    meting.refresh_from_db()
    assert (meting.oordeel, meting.beantwoord_door) == ("deels", personas.coordinator)
