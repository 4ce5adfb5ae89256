"""The number of a TLV and of a decision: given at the signature, per series and year, never twice."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.models import Nummerreeks
from swv.organisaties.models import Samenwerkingsverband
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.factories.toelating import maak_tlv, maak_wereld, vermenigvuldig
from tests.toelating.klok import MAART
from toelating import workflow
from toelating.models import Status, Tlvaanvraag, Toelatingsregeling, Verklaring
from toelating.models.verklaring import TLV_NUMMER_VSO
from toelating.workflow import verklaring as na

pytestmark = pytest.mark.django_db
JANUARI = datetime(2027, 1, 4, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def begin(voor_deze_module):
    with time_machine.travel(MAART):
        SamenwerkingsverbandFactory(nummer="VO2708")
        wereld = maak_wereld()
        vso = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
        pro = maak_tlv(wereld, soort="pro", status=Status.TER_ONDERTEKENING)
        return wereld, vermenigvuldig(vso, 5), pro


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(MAART) as klok:
        yield klok


@pytest.fixture
def directeur(db, begin):
    return begin[0].personas.directeur


@pytest.fixture
def vso(db, begin):
    """Several vso requests, ready to be signed."""
    return begin[1]


@pytest.fixture
def pro(db, begin):
    return begin[2]


def teken(aanvraag, door):
    return workflow.afgeven(aanvraag, door=door, bevestigd_op=timezone.now())


def test_number_waits_until_the_samenwerkingsverband_has_its_own(vso, directeur):
    Samenwerkingsverband.objects.all().delete()

    with pytest.raises(VoorwaardeNietVervuld, match="Vraag een beheerder"):
        teken(vso[0], directeur)

    assert (Verklaring.objects.count(), Nummerreeks.objects.filter(reeks="tlv VO2708").count()) == (0, 0)
    assert Tlvaanvraag.objects.get(pk=vso[0].pk).status == Status.TER_ONDERTEKENING


def nummer(aanvraag):
    return aanvraag.verklaringen.get().nummer


def test_numbers_follow_each_other_and_have_the_form_of_duo(vso, directeur):
    nummers = [nummer(teken(aanvraag, directeur)) for aanvraag in vso[:3]]

    assert nummers == ["VO2708-2026-00001", "VO2708-2026-00002", "VO2708-2026-00003"]
    assert all(len(rij) == 17 and re.fullmatch(TLV_NUMMER_VSO, rij) for rij in nummers)


def test_a_year_begins_again_at_one(vso, directeur, klok):
    teken(vso[0], directeur)
    klok.move_to(JANUARI)

    assert nummer(teken(vso[1], directeur)) == "VO2708-2027-00001"


def test_a_signature_that_fails_leaves_no_gap(vso, directeur):
    teken(vso[0], directeur)
    with transaction.atomic():
        teken(vso[1], directeur)
        transaction.set_rollback(True)

    assert nummer(teken(vso[2], directeur)) == "VO2708-2026-00002"


def test_a_number_does_not_come_back_after_a_withdrawal(vso, directeur):
    verklaring = teken(vso[0], directeur).verklaringen.get()
    na.intrekken(verklaring, door=directeur, bevestigd_op=timezone.now(), reden="Een vergissing.")

    assert nummer(teken(vso[1], directeur)) == "VO2708-2026-00002"


def test_a_number_cannot_be_stored_twice(vso, directeur):
    een, twee = (teken(aanvraag, directeur).verklaringen.get() for aanvraag in vso[:2])

    with pytest.raises(IntegrityError, match="nummer"):
        Verklaring.objects.filter(pk=twee.pk).update(nummer=een.nummer)


@pytest.mark.parametrize("fout", ["VO2708-2026-123", "XX2708-2026-00001", "VO2708-26-00001", "PRO-2026-00001"])
def test_a_vso_number_of_another_form_cannot_be_stored(vso, directeur, fout):
    verklaring = teken(vso[0], directeur).verklaringen.get()

    with pytest.raises(IntegrityError, match="verklaring_nummer_zoals_duo"):
        Verklaring.objects.filter(pk=verklaring.pk).update(nummer=fout)


def test_praktijkonderwijs_shares_the_series_unless_it_has_letters_of_its_own(pro, vso, directeur):
    teken(vso[0], directeur)
    with transaction.atomic():
        gedeeld = nummer(teken(pro, directeur))
        transaction.set_rollback(True)
    Toelatingsregeling.objects.filter(soort="pro").update(nummerreeks="PRO")

    assert (gedeeld, nummer(teken(pro, directeur))) == ("VO2708-2026-00002", "PRO-2026-00001")


@pytest.mark.parametrize(("soort", "letters"), [("vso", "ABC"), ("pro", "abc"), ("pro", "A"), ("pro", "PRO-1")])
def test_letters_that_cannot_stand_before_a_number_are_refused(begin, db, soort, letters):
    regeling = Toelatingsregeling.objects.get(soort=soort)
    regeling.nummerreeks = letters

    with pytest.raises(ValidationError):
        regeling.full_clean()


def test_every_decision_has_a_number_whatever_it_says(begin, directeur, vso):
    wereld = begin[0]
    nummers = [
        teken(vso[0], directeur).besluitnummer,
        maak_tlv(wereld, status=Status.AFGEWEZEN).besluitnummer,
        maak_tlv(wereld, status=Status.BUITEN_BEHANDELING).besluitnummer,
    ]

    assert nummers == ["TB-2526-00001", "TB-2526-00002", "TB-2526-00003"]
    assert Nummerreeks.objects.get(reeks="tlvbesluit").laatste == 3
