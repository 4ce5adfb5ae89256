from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from financien.bestanden import lees_begroting
from financien.services import Goedkeuring, begroting_laden
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, persoon, toekenning
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("soort", [Rolsoort.CONTROLLER, Rolsoort.DIRECTEUR])
def test_begroting_of_2025_shows_lines_rubrieken_and_differences(ingelogd, jaarplan, soort):
    begroting_laden(bestand=lees_begroting(jaarplan), door=persoon(Rolsoort.CONTROLLER))

    tekst = ingelogd(soort).get(reverse("financien:begroting", args=[2025])).content.decode()

    assert "Van de lasten van €\xa0100.137.429,00 is €\xa00,00 toegekend" in tekst
    assert "De begroting komt €\xa0987.300,00 tekort" in tekst
    assert "Lasten: strategische ambities" in tekst
    assert "Totale lasten, uit alle regels" in tekst
    assert "€\xa0-2,00" in tekst


@pytest.mark.parametrize("wie", MENSEN)
def test_begroting_is_for_controller_and_director_only(client, post, personas, wie):
    antwoord = log_in(client, getattr(personas, wie)).get(reverse("financien:begroting", args=[2026]))

    assert antwoord.status_code == (200 if wie in {"controller", "directeur"} else 403)


@pytest.mark.parametrize(("jaren", "doel"), [([2025, 2026, 2027], 2026), ([2024, 2025], 2025), ([2028, 2027], 2027)])
def test_begroting_nu_goes_to_this_year_or_the_nearest(ingelogd, jaren, doel):
    for jaar in jaren:
        BegrotingsjaarFactory(jaar=jaar)

    with time_machine.travel("2026-11-22T12:00:00Z"):
        antwoord = ingelogd(Rolsoort.CONTROLLER).get(reverse("financien:begroting_nu"))

    assert antwoord["Location"] == reverse("financien:begroting", args=[doel])


def test_begroting_nu_without_any_budget_says_what_will_come(ingelogd):
    antwoord = ingelogd(Rolsoort.CONTROLLER).get(reverse("financien:begroting_nu"))

    assert "Nog geen begroting" in antwoord.content.decode()


def test_begroting_takes_as_many_queries_for_three_lines_as_for_one(
    ingelogd, post, django_assert_max_num_queries, django_assert_num_queries
):
    client = ingelogd(Rolsoort.CONTROLLER)
    client.get(reverse("financien:begroting", args=[2026]))
    with django_assert_max_num_queries(12) as een:
        client.get(reverse("financien:begroting", args=[2026]))
    BegrotingspostFactory(), BegrotingspostFactory()

    with django_assert_num_queries(len(een)):
        client.get(reverse("financien:begroting", args=[2026]))


def test_begroting_without_login_asks_to_log_in(client, post):
    antwoord = client.get(reverse("financien:begroting", args=[2026]))

    assert antwoord.status_code == 302
    assert antwoord["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("jaar", [2031, 999999999999])
def test_begroting_of_a_year_that_is_not_there_is_a_missing_page(ingelogd, jaar):
    assert ingelogd(Rolsoort.CONTROLLER).get(f"/begroting/{jaar}/").status_code == 404


def test_begroting_with_an_overspent_line_names_it(ingelogd, post, directeur):
    toekenning(post, "1500.00", goedkeuring=Goedkeuring(door=directeur, reden="nood", bedrag=Decimal(500)))

    tekst = ingelogd(Rolsoort.DIRECTEUR).get(reverse("financien:begroting", args=[2026])).content.decode()

    assert "Er is meer toegekend dan begroot" in tekst
    assert "L.S.02 Ambitie 2" in tekst
