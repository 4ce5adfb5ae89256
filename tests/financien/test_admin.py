"""The admin of the controller reads; nobody writes, and no pupil is in sight."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.urls import reverse

from financien.models import Begrotingsjaar, Begrotingspost, Boeking, Verplichting
from financien.services import vrijgeven
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingspostFactory, toekenning
from tests.factories.organisaties import GebruikerFactory, LeerlingFactory

pytestmark = pytest.mark.django_db
MODELLEN = [Begrotingsjaar, Begrotingspost, Boeking, Verplichting]


def lijst(model):
    return reverse(f"admin:financien_{model._meta.model_name}_changelist")


def blad(rij):
    return reverse(f"admin:financien_{rij._meta.model_name}_change", args=[rij.pk])


@pytest.mark.parametrize("model", MODELLEN)
@pytest.mark.parametrize("soort", [Rolsoort.CONTROLLER, Rolsoort.DIRECTEUR])
def test_list_and_row_are_readable_without_a_way_to_save(ingelogd, post, model, soort):
    toekenning(post, "250.00", bron=LeerlingFactory(voornaam="Geheimnaam"))
    client = ingelogd(soort)

    rij = client.get(blad(model.objects.first())).content.decode()

    mag_rgs = model is Begrotingspost and soort == Rolsoort.CONTROLLER
    assert client.get(lijst(model)).status_code == 200
    assert ('name="_save"' in rij) == mag_rgs
    assert "Geheimnaam" not in rij


@pytest.mark.parametrize("model", MODELLEN)
@pytest.mark.parametrize("soort", [Rolsoort.BUREAU, Rolsoort.BEHEERDER])
def test_another_role_sees_nothing(ingelogd, post, model, soort):
    toekenning(post, "250.00")

    assert ingelogd(soort).get(lijst(model)).status_code == 403


@pytest.mark.parametrize("model", MODELLEN)
def test_adding_changing_and_deleting_by_hand_is_refused(ingelogd, post, model):
    toekenning(post, "250.00")
    client, rij = ingelogd(Rolsoort.CONTROLLER), model.objects.first()

    if model is not Begrotingspost:
        assert client.post(blad(rij), {"omschrijving": "anders"}).status_code == 403
    assert client.get(reverse(f"admin:financien_{model._meta.model_name}_add")).status_code == 403
    assert client.post(reverse(f"admin:financien_{model._meta.model_name}_delete", args=[rij.pk])).status_code == 403


def test_controller_sets_the_rgs_code_of_a_line_and_nothing_else(ingelogd, post):
    antwoord = ingelogd(Rolsoort.CONTROLLER).post(blad(post), {"rgs": "WBedHuiHuu", "naam": "Anders", "code": "X"})

    post.refresh_from_db()
    assert antwoord.status_code == 302
    assert (post.rgs, post.naam, post.code) == ("WBedHuiHuu", "Ambitie 2", "L.S.02")


def test_rgs_code_that_cannot_be_one_is_refused(ingelogd, post):
    antwoord = ingelogd(Rolsoort.CONTROLLER).post(blad(post), {"rgs": "4000-huur"})

    post.refresh_from_db()
    assert "Een RGS-code begint met B of W" in antwoord.content.decode()
    assert post.rgs == ""


def test_rgs_code_is_not_for_the_director(ingelogd, post):
    assert ingelogd(Rolsoort.DIRECTEUR).post(blad(post), {"rgs": "WBedHuiHuu"}).status_code == 403


def test_list_of_lines_shows_how_they_stand(ingelogd, post):
    toekenning(post, "250.00")

    tekst = ingelogd(Rolsoort.CONTROLLER).get(lijst(Begrotingspost)).content.decode()

    for bedrag in ("€\xa01.000,00", "€\xa0250,00", "€\xa0750,00"):
        assert bedrag in tekst


def test_empty_table_is_a_sentence(ingelogd, post):
    verplichting = toekenning(post, "250.00")
    client = ingelogd(Rolsoort.CONTROLLER)

    voor = client.get(blad(verplichting)).content.decode()
    vrijgeven(verplichting=verplichting, bedrag=Decimal(50), sleutel="v", door=GebruikerFactory(), reden="Minder uren")
    na = client.get(blad(verplichting)).content.decode()

    leeg = "Van dit geld is nog niets vrijgevallen."
    assert (leeg in voor, leeg in na) == (True, False)
    assert "Minder uren" in na
    assert "Met deze boeking is er geen post overschreden." in client.get(blad(verplichting.boeking)).content.decode()


@pytest.mark.parametrize("model", MODELLEN)
def test_list_takes_as_many_queries_for_three_rows_as_for_one(
    ingelogd, post, model, django_assert_max_num_queries, django_assert_num_queries
):
    client = ingelogd(Rolsoort.CONTROLLER)
    toekenning(post, "1.00", sleutel="a")
    client.get(lijst(model))
    with django_assert_max_num_queries(15) as een:
        client.get(lijst(model))
    for nummer in range(2):
        toekenning(BegrotingspostFactory(met_ruimte="10.00"), "1.00", sleutel=f"b{nummer}")

    with django_assert_num_queries(len(een)):
        client.get(lijst(model))


def test_every_model_of_the_admin_is_tested():
    van_hier = {m for m, beheer in admin.site._registry.items() if type(beheer).__module__ == "financien.admin"}
    assert van_hier == set(MODELLEN)
