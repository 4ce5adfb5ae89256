"""The words for the school: one for every act and every state, and what each kind of request asks."""

import pytest
from django.utils import timezone

from tests.factories.toelating import maak_tlv, maak_verklaring
from toelating import teksten, teksten_verklaring, uitleg
from toelating.models import Soort, Status, Tlvaanvraag, Toelatingsregeling, Verklaringstatus
from toelating.models.aanvraag import AFGESLOTEN
from toelating.regelingen import regelingen_laden
from toelating.workflow import workflow


def test_every_public_act_has_its_words():
    openbaar = {handeling.naam for handeling in workflow if not handeling.is_intern}
    van_school = {"medetekening_vragen", "terugsturen", "terughalen", "aanvullen", "zienswijze_geven", "intrekken"}
    assert openbaar <= set(teksten.GEBEURTENISSEN)
    assert set(teksten.VERSTUREN) <= openbaar
    assert van_school <= set(teksten.UITLEG)
    assert van_school <= set(teksten.GELUKT)


def test_act_of_the_bureau_that_gives_the_decision_away_has_other_words():
    assert teksten.GEBEURTENISSEN["voorleggen"] == teksten.GEBEURTENISSEN["buiten_behandeling_voorleggen"]


def test_every_state_has_a_badge():
    assert set(teksten.BADGES) == set(Status)
    assert set(teksten_verklaring.BADGES) == set(Verklaringstatus)


@pytest.mark.django_db
def test_state_is_told_to_the_school_and_to_others(wereld):
    aanvraag = maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    van_u, van_een_ander = teksten.stand(aanvraag), teksten.stand(aanvraag, van_u=False)
    assert van_u.zin.startswith("Uw aanvraag ligt bij twee deskundigen.")
    assert van_u.vervolg.startswith("Besluit uiterlijk")
    assert (van_een_ander.zin[:11], van_een_ander.vervolg) == ("De aanvraag", "")


@pytest.mark.django_db
def test_given_tlv_says_for_what_and_until_when(wereld):
    tlv = maak_verklaring(wereld)
    aanvraag = Tlvaanvraag.objects.get()
    assert "voortgezet speciaal onderwijs, categorie laag, van" in teksten.stand(aanvraag).zin
    assert f"tot en met 31\xa0juli\xa0{tlv.einde.year}" in teksten.stand(aanvraag).zin
    assert aanvraag.status in AFGESLOTEN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("soort", "stappen", "zin"),
    [
        (Soort.VSO, 6, "De toelatingsadviescommissie geeft advies."),
        (Soort.PRO, 5, "Twee deskundigen geven elk een eigen advies."),
        (Soort.VERLENGING, 5, "Het bureau geeft advies."),
    ],
)
def test_route_follows_the_regeling(soort, stappen, zin):
    regelingen_laden()
    regeling = Toelatingsregeling.objects.voor(soort, op=timezone.localdate())
    route = uitleg.route(regeling)
    assert len(route) == stappen
    assert zin in route
    assert len(uitleg.route(regeling, via_bestuur=False)) == stappen - 1
    assert "binnen 8 weken" in uitleg.hoe_lang(regeling)


def test_every_kind_is_explained():
    assert set(uitleg.UITLEG) == set(Soort)
    assert {soort for soort, rij in uitleg.UITLEG.items() if rij.is_vervolg} == {Soort.VERLENGING, Soort.CATEGORIE}
