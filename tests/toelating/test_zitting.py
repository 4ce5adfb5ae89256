"""A sitting: one proof of the second factor for a list that is fixed at that moment."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import BevestigingNodig, Geweigerd, NietToegestaan
from swv.kern.models import Opdracht
from tests.factories.organisaties import geef_factor
from tests.factories.toelating import maak_tlv, maak_wereld, vermenigvuldig
from tests.personas import code_van
from tests.toelating.klok import MAART
from toelating import workflow
from toelating.models import Mandaat, Status, Tlvaanvraag, Verklaring, Zitting, Zittingsregel
from toelating.models.zitting import HOOGSTENS
from toelating.zitting import TEKENEN, beginnen, regel_tekenen
from toelating.zittingverslag import verslag

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    with time_machine.travel(MAART):
        wereld = maak_wereld()
        vso = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
        pro = maak_tlv(wereld, soort="pro", status=Status.TER_ONDERTEKENING)
        for wie in (wereld.personas.directeur, wereld.gemandateerde):
            geef_factor(wie)
        return SimpleNamespace(wereld=wereld, vso=vermenigvuldig(vso, 4), pro=pro)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(MAART, tick=False) as klok:
        yield klok


@pytest.fixture
def wereld(db, begin):
    return begin.wereld


@pytest.fixture
def directeur(wereld):
    return wereld.personas.directeur


@pytest.fixture
def vso(db, begin):
    return [Tlvaanvraag.objects.get(pk=rij.pk) for rij in begin.vso]


def keuze(*aanvragen):
    return {aanvraag.pk: aanvraag.versie for aanvraag in aanvragen}


def start(door, *aanvragen, sleutel=None, code=None):
    return beginnen(sleutel=sleutel or uuid.uuid4(), keuze=keuze(*aanvragen), code=code or code_van(door), door=door)


def verwerk(zitting):
    """What the worker does; gives the outcome per row."""
    return [regel_tekenen(regel.pk) for regel in zitting.regels.all()]


def standen(zitting):
    return [regel.stand for regel in zitting.regels.all()]


# --- Beginning -----------------------------------------------------------------------------------------------


def test_beginning_asks_for_the_work_of_each_row_and_signs_nothing_yet(directeur, vso):
    zitting = start(directeur, *vso)

    assert standen(zitting) == ["wacht"] * 4
    assert Opdracht.objects.filter(soort=TEKENEN).count() == 4
    assert not Verklaring.objects.exists()


def test_the_same_key_twice_gives_one_sitting(directeur, vso):
    sleutel, code = uuid.uuid4(), code_van(directeur)

    assert start(directeur, *vso, sleutel=sleutel, code=code) == start(directeur, *vso, sleutel=sleutel, code=code)
    assert (Zitting.objects.count(), Zittingsregel.objects.count()) == (1, 4)


def test_a_key_of_somebody_else_is_refused(wereld, directeur, vso):
    zitting = start(directeur, *vso)

    with pytest.raises(NietToegestaan):
        start(wereld.gemandateerde, sleutel=zitting.pk)


@pytest.mark.parametrize("code", ["123456", "", "onzin"])
def test_a_wrong_code_begins_nothing(directeur, vso, code):
    with pytest.raises(BevestigingNodig, match="Deze code klopt niet of is al gebruikt"):
        beginnen(sleutel=uuid.uuid4(), keuze=keuze(*vso), code=code, door=directeur)

    assert not Zitting.objects.exists()


def test_a_code_works_for_one_sitting(directeur, vso):
    code = code_van(directeur)
    start(directeur, vso[0], code=code)

    with pytest.raises(BevestigingNodig):
        start(directeur, vso[1], code=code)


def test_a_code_is_not_used_up_by_a_list_that_is_refused(directeur, vso):
    code = code_van(directeur)
    with pytest.raises(Geweigerd, match="U heeft nog niets gekozen"):
        start(directeur, code=code)

    assert start(directeur, *vso, code=code).aantal == 4


def test_more_than_two_hundred_is_refused(directeur):
    te_veel = {uuid.uuid4(): 1 for _ in range(HOOGSTENS + 1)}

    with pytest.raises(Geweigerd, match="hoogstens 200"):
        beginnen(sleutel=uuid.uuid4(), keuze=te_veel, code=code_van(directeur), door=directeur)


def test_what_lies_there_no_longer_or_cannot_be_seen_is_refused_as_a_whole(wereld, directeur, vso):
    workflow.teruggeven(vso[0], door=directeur, reden="Nee.")

    with pytest.raises(Geweigerd, match="ligt hier niet meer"):
        start(directeur, *vso)
    with pytest.raises(Geweigerd, match="ligt hier niet meer"):
        start(wereld.personas.controller, vso[1], code="123456")


# --- Signing the rows ----------------------------------------------------------------------------------------


def test_each_row_is_signed_with_the_proof_of_the_sitting(directeur, vso):
    zitting = start(directeur, *vso)
    verwerk(zitting)

    assert standen(zitting) == ["getekend"] * 4
    assert (Verklaring.objects.count(), Brief.objects.filter(soort="toelaatbaarheidsverklaring").count()) == (4, 4)
    assert {rij.besloten_door for rij in Tlvaanvraag.objects.filter(status=Status.AFGEGEVEN)} == {directeur}


def test_a_row_is_signed_once_however_often_the_worker_gets_it(directeur, vso):
    zitting = start(directeur, vso[0])
    verwerk(zitting)
    gedaan = zitting.regels.get().gedaan_op
    verwerk(zitting)

    assert (Verklaring.objects.count(), zitting.regels.get().gedaan_op) == (1, gedaan)


def test_every_kind_of_decision_is_signed_by_its_own_act(wereld, directeur):
    afwijzing = maak_tlv(wereld, status=Status.ADVIES_GEREED)
    afwijzing = workflow.advies_aan_ouders(
        afwijzing, door=wereld.personas.bureau, op=timezone.localdate(), hoe="per post"
    )
    afwijzing = workflow.voorleggen(
        afwijzing, door=wereld.personas.bureau, voorstel="afwijzen", motivering="Nee.", reden_afwijking="Daarom."
    )
    verwerk(start(directeur, afwijzing))

    afwijzing.refresh_from_db()
    assert afwijzing.status == Status.AFGEWEZEN


def test_a_dossier_that_changed_since_the_list_is_not_signed(wereld, directeur, vso):
    zitting = start(directeur, *vso[:2])
    workflow.toewijzen(vso[0], door=wereld.personas.bureau, behandelaar=wereld.personas.bureau_collega)
    veranderd, gewoon = verwerk(zitting)

    assert (veranderd.stand, gewoon.stand) == ("geweigerd", "getekend")
    assert "Iemand heeft deze aanvraag veranderd" in veranderd.zin
    assert verslag(zitting).opnieuw == []


def test_a_dossier_that_was_given_back_meanwhile_is_not_signed(directeur, vso):
    zitting = start(directeur, vso[0])
    workflow.teruggeven(vso[0], door=directeur, reden="Toch niet.")

    assert "Iemand heeft deze aanvraag veranderd" in verwerk(zitting)[0].zin


def test_a_proof_older_than_five_minutes_signs_nothing_and_can_be_done_again(directeur, vso, klok):
    zitting = start(directeur, vso[0])
    klok.shift(timedelta(minutes=5, seconds=1))
    regel = zitting.regels.get()
    assert (regel.wacht, regel.stand, "meer dan vijf minuten" in regel.reden) == (False, "wacht", True)
    verwerk(zitting)

    stand = verslag(zitting)
    assert (stand.is_bezig, [rij.aanvraag for rij in stand.opnieuw]) == (False, [vso[0]])
    assert "nieuwe code" in stand.niet_getekend[0].reden
    opnieuw = start(directeur, vso[0])
    assert [rij.stand for rij in verwerk(opnieuw)] == ["getekend"]


def test_a_mandate_that_ended_meanwhile_signs_nothing(wereld, begin):
    zitting = start(wereld.gemandateerde, begin.pro)
    Mandaat.objects.update(geldig_tot=timezone.localdate())

    (regel,) = verwerk(zitting)
    assert (regel.stand, "kan alleen de directeur-bestuurder" in regel.zin) == ("geweigerd", True)


def test_an_account_that_was_closed_meanwhile_signs_nothing(directeur, vso):
    zitting = start(directeur, vso[0])
    directeur.is_active = False
    directeur.save()
    try:
        assert verwerk(zitting)[0].stand == "geweigerd"
    finally:
        directeur.is_active = True


def test_a_condition_that_fails_is_said_in_its_own_words(directeur, vso):
    Tlvaanvraag.objects.filter(pk=vso[0].pk).update(adviesbron="")

    assert "Zonder advies kan er geen besluit komen" in verwerk(start(directeur, vso[0]))[0].zin


def test_what_was_signed_in_another_tab_is_said_and_stays_one_decision(directeur, vso):
    zitting = start(directeur, vso[0])
    workflow.afgeven(vso[0], door=directeur, bevestigd_op=timezone.now())

    (regel,) = verwerk(zitting)
    assert regel.zin.startswith("U heeft dit besluit al ondertekend, 2\N{NO-BREAK SPACE}maart")
    assert Verklaring.objects.count() == 1


# --- The list stays what it was ------------------------------------------------------------------------------


def test_nothing_is_added_to_a_sitting_later(directeur, vso):
    zitting = start(directeur, vso[0])

    with pytest.raises(DatabaseError, match="De lijst van deze zitting staat vast"), transaction.atomic():
        Zittingsregel.objects.create(zitting=zitting, aanvraag=vso[1], versie=vso[1].versie)


@pytest.mark.parametrize("anders", [{"versie": 99}, {"aanvraag": None}], ids=["another version", "another dossier"])
def test_a_row_keeps_what_was_chosen(directeur, vso, anders):
    zitting = start(directeur, vso[0])
    anders = {naam: waarde or vso[1] for naam, waarde in anders.items()}

    with pytest.raises(DatabaseError), transaction.atomic():
        zitting.regels.update(**anders)


def test_an_outcome_is_not_changed_afterwards(directeur, vso):
    zitting = start(directeur, vso[0])
    verwerk(zitting)

    with pytest.raises(DatabaseError), transaction.atomic():
        zitting.regels.update(stand="wacht", gedaan_op=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        zitting.regels.all().delete()


def test_the_moment_of_the_proof_is_not_changed_afterwards(directeur, vso, klok):
    zitting = start(directeur, vso[0])

    with pytest.raises(DatabaseError), transaction.atomic():
        Zitting.objects.filter(pk=zitting.pk).update(bevestigd_op=timezone.now() + timedelta(hours=1))
