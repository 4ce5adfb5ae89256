"""One act, four doors: portal, admin, API and task give the same person in the same state the same answer."""

import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from aanvragen import tasks
from aanvragen.models import Aanvraag, Status
from aanvragen.workflow import bekendmaken, workflow
from swv.kern.models import Gebeurtenis
from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.aanvragen.levensloop import breng, momentopname
from tests.aanvragen.test_workflow import MET_TWEEDE_FACTOR, RANDEN, iedereen, invoer
from tests.deuren import VAN_INLOGGEN, apideur, webdeur
from tests.personas import code_van, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

VERPLICHT = {
    naam for naam in workflow.handelingen if any(v.required for v in workflow[naam].invoer.base_fields.values())
}
AFGESLOTEN = Status.AFGEWEZEN  # nobody can do anything here any more


def portaal(pk, naam, door, gegevens) -> str:
    return webdeur(reverse("aanvragen:handeling", args=[pk, naam]), log_in(Client(), door), gegevens)


def beheer(pk, naam, door, gegevens) -> str:
    adres = reverse("admin:aanvragen_aanvraag_handeling", args=[pk, naam])
    return webdeur(adres, log_in(Client(), door), gegevens)


def api(pk, naam, door, gegevens) -> str:
    return apideur(f"/api/v1/aanvragen/{pk}/handelingen/{naam}", door, gegevens)


def taak(pk, naam, door, gegevens) -> str:
    gegevens = dict(gegevens)
    versie = gegevens.pop("versie", None)
    return tasks.verrichten(str(pk), naam, door.pk, gegevens, versie)


def antwoorden(aanvraag, naam, door, gegevens, *, met_code=False) -> dict[str, str]:
    """What each door answers that this person can come through. Each starts from the same rows."""
    uitkomst, voor = {}, momentopname()
    for deur in (portaal, beheer, api, taak):
        if deur is beheer and not door.is_staff:
            continue
        punt = transaction.savepoint()
        code = {"code": code_van(door)} if met_code and deur is not taak else {}
        uitkomst[deur.__name__] = deur(aanvraag.pk, naam, door, {**gegevens, **code})
        if uitkomst[deur.__name__] == GEDAAN:
            assert Gebeurtenis.objects.van(aanvraag).first().handeling == naam
        else:
            _alleen_inloggen_is_veranderd(voor, momentopname())
        transaction.savepoint_rollback(punt)
    return uitkomst


def _alleen_inloggen_is_veranderd(voor, na) -> None:
    anders = {tabel for tabel in voor if voor[tabel] != na[tabel]}
    assert anders <= VAN_INLOGGEN


def een_rand(naam):
    """The kind, the state and the person of one place where this act can be done."""
    stand, mensen, soorten = next((rand[1], rand[3], rand[4]) for rand in RANDEN if rand[0] == naam)
    return soorten[0], stand, mensen[0]


def iemand_anders(personas, aanvraag, naam):
    """Somebody who sees the dossier and may not do this; nobody while it is a draft of the school."""
    mag = {wie for rand in RANDEN if rand[0] == naam for wie in rand[3]}
    zien = [
        user
        for wie, user in personas.mensen()
        if wie not in mag and Aanvraag.objects.for_user(user).filter(pk=aanvraag.pk).exists()
    ]
    return zien[0] if zien else None


@pytest.fixture(params=[naam for naam in workflow.handelingen if naam != "bekendmaken"])
def plek(request, personas):
    """Each act of a person, in a state in which it can be done: (act, aanvraag, who, what is typed)."""
    naam = request.param
    soort, stand, wie = een_rand(naam)
    aanvraag = breng(personas, soort, stand)
    if naam in ("buiten_behandeling_voorleggen", "niet_verder_behandelen"):
        aanvraag.aanvullingsverzoeken.update(uiterlijk="2026-10-12", gevraagd_op="2026-10-01T10:00Z")
    gegevens = {veld: str(waarde) for veld, waarde in invoer(naam, personas, aanvraag).items()}
    return naam, aanvraag, iedereen(personas)[wie], gegevens


def test_every_door_gives_the_same_answer(plek, personas):
    naam, aanvraag, door, gegevens = plek
    anders = iemand_anders(personas, aanvraag, naam)
    tekent = naam in MET_TWEEDE_FACTOR

    gelukt = antwoorden(aanvraag, naam, door, gegevens, met_code=True)
    assert gelukt.pop("taak") == ("bevestiging_nodig" if tekent else GEDAAN)
    assert set(gelukt.values()) == {GEDAAN}
    if tekent:
        assert set(antwoorden(aanvraag, naam, door, gegevens).values()) == {"bevestiging_nodig"}
    if anders:
        assert set(antwoorden(aanvraag, naam, anders, gegevens).values()) == {"niet_toegestaan"}
    oud = {**gegevens, "versie": aanvraag.versie - 1}
    assert set(antwoorden(aanvraag, naam, door, oud).values()) == {"verouderd"}
    if naam in VERPLICHT:
        assert set(antwoorden(aanvraag, naam, door, {"bedrag": ""}).values()) == {"ongeldig"}
    assert set(antwoorden(aanvraag, naam, personas.coordinator_elders, gegevens).values()) == {ONBEKEND}


# Who rejected it and sends that again is answered as the first time.
@pytest.mark.parametrize("naam", [naam for naam in workflow.handelingen if naam not in ("bekendmaken", "afwijzen")])
def test_every_door_refuses_an_act_that_does_not_exist_in_this_state(personas, naam):
    aanvraag = bekendmaken(breng(personas, "frictiefonds", AFGESLOTEN), door=None)
    door = iedereen(personas)[een_rand(naam)[2]]

    assert set(antwoorden(aanvraag, naam, door, {}).values()) == {"verkeerde_status"}


def test_announcing_is_open_to_no_person_at_any_door(personas):
    aanvraag = breng(personas, "robot", Status.AFGEWEZEN)

    for door in (personas.directeur, personas.bureau, personas.coordinator):
        assert set(antwoorden(aanvraag, "bekendmaken", door, {}).values()) == {"niet_toegestaan"}


def test_unknown_act_or_dossier_is_missing_at_every_door(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)

    assert set(antwoorden(aanvraag, "verzinnen", personas.bureau, {}).values()) == {ONBEKEND}
    aanvraag.pk = uuid.uuid4()
    punt = transaction.savepoint()
    for deur in (portaal, beheer, api, taak):
        assert deur(aanvraag.pk, "toewijzen", personas.bureau, {}) == ONBEKEND
    transaction.savepoint_rollback(punt)


@pytest.mark.parametrize("deur", [portaal, beheer, api, taak])
def test_double_click_is_answered_as_the_first_time_and_does_nothing_more(personas, deur):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    gezien = {"versie": aanvraag.versie}
    assert deur(aanvraag.pk, "in_behandeling_nemen", personas.bureau, gezien) == GEDAAN

    assert deur(aanvraag.pk, "in_behandeling_nemen", personas.bureau, gezien) == GEDAAN

    assert Gebeurtenis.objects.van(aanvraag).filter(handeling="in_behandeling_nemen").count() == 1
    assert deur(aanvraag.pk, "in_behandeling_nemen", personas.bureau_collega, gezien) == "verkeerde_status"


def test_task_by_somebody_whose_role_ended_meanwhile_does_nothing(personas):
    aanvraag = breng(personas, "robot", Status.INGEDIEND)
    personas.bureau.rollen.update(geldig_tot="2026-10-13")

    assert taak(aanvraag.pk, "in_behandeling_nemen", personas.bureau, {}) == ONBEKEND
    assert Aanvraag.objects.get(pk=aanvraag.pk).status == Status.INGEDIEND


@pytest.mark.parametrize("deur", [portaal, beheer, api])
def test_code_signs_once(personas, deur):
    """Two dossiers with one code: the second wants the next code, except in the five minutes of a session."""
    een, twee = breng(personas, "robot", "ter_ondertekening"), breng(personas, "robot", "ter_ondertekening")
    code = {"code": code_van(personas.directeur)}
    assert deur(een.pk, "toekennen", personas.directeur, code) == GEDAAN

    assert deur(twee.pk, "toekennen", personas.directeur, code) == "bevestiging_nodig"


@pytest.mark.parametrize("deur", [portaal, beheer, api])
def test_wrong_code_is_refused_with_a_sentence_and_locks_after_five_tries(personas, deur):
    aanvraag = breng(personas, "robot", Status.TER_ONDERTEKENING)

    for _ in range(5):
        assert deur(aanvraag.pk, "toekennen", personas.directeur, {"code": "000000"}) == "bevestiging_nodig"

    goed = {"code": code_van(personas.directeur)}
    assert deur(aanvraag.pk, "toekennen", personas.directeur, goed) == "bevestiging_nodig"


def test_session_signs_for_five_minutes_after_one_code(personas, klok):
    een, twee, drie = (breng(personas, "robot", "ter_ondertekening") for _ in range(3))
    client = log_in(Client(), personas.directeur)

    def teken(aanvraag, **code):
        return client.post(reverse("aanvragen:handeling", args=[aanvraag.pk, "toekennen"]), code).status_code

    assert teken(een) == 403
    assert teken(een, code=code_van(personas.directeur)) == 302
    klok.shift(299)
    assert teken(twee) == 302
    klok.shift(2)
    assert teken(drie) == 403
