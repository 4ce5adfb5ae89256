"""Closing a year: what is open, where it goes, what blocks it, and a fresh code."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from financien.models import Begrotingsjaar
from financien.selectors import herbouw_verschillen, stand
from financien.services import jaar_afsluiten
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, persoon, toekenning
from tests.financien.gelijktijdig import terwijl_open
from tests.personas import MENSEN, code_van, log_in

pytestmark = pytest.mark.django_db
ADRES = "/begroting/2026/afsluiten/"


@pytest.fixture
def client(ingelogd):
    return ingelogd(Rolsoort.CONTROLLER)


@pytest.fixture
def straks(post):
    return BegrotingspostFactory(code=post.code, naam="Ambitie 2", jaar=BegrotingsjaarFactory(jaar=2027))


def sluit(client, **velden):
    gezien = re.search(r'name="gezien" value="([^"]*)"', client.get(ADRES).content.decode())
    gegevens = {"gezien": gezien[1] if gezien else "", "code": code_van(persoon(Rolsoort.CONTROLLER)), **velden}
    return client.post(ADRES, gegevens)


def is_gesloten():
    return Begrotingsjaar.objects.get(jaar=2026).is_gesloten


def test_page_shows_what_is_open_and_where_it_goes(client, post, straks):
    toekenning(post, "600.00", omschrijving="Frictiefonds 2026-0001")

    tekst = client.get(ADRES).content.decode()

    assert "Naar 2027 gaat €\xa0600,00 aan toekenningen mee" in tekst
    assert "L.S.02 Ambitie 2 (2027)" in tekst
    assert "Sluit het jaar af" in tekst


def test_closing_carries_the_open_award_over(client, post, straks):
    toekenning(post, "600.00")

    antwoord = sluit(client)

    assert antwoord["Location"] == reverse("financien:begroting", args=[2026])
    assert is_gesloten()
    assert (stand(straks).toegekend, stand(straks).overgeheveld_in, stand(post).openstaand) == (600, 600, 0)
    assert herbouw_verschillen() == []
    assert "Dit jaar is afgesloten" in client.get(ADRES).content.decode()


def test_closing_twice_changes_nothing(client, post):
    sluit(client)
    toen = Begrotingsjaar.objects.get(jaar=2026).gesloten_op

    antwoord = client.post(ADRES, {})

    assert antwoord.status_code == 200
    assert Begrotingsjaar.objects.get(jaar=2026).gesloten_op == toen


@pytest.mark.parametrize(("code", "zin"), [("", "Vul de code uit uw"), ("000000", "Deze code klopt niet")])
def test_closing_without_a_right_code_is_refused(client, post, code, zin):
    antwoord = sluit(client, code=code)

    assert antwoord.status_code == 403
    assert zin in antwoord.content.decode()
    assert not is_gesloten()


def test_line_that_the_next_year_lacks_blocks_it(client, post):
    BegrotingspostFactory(jaar=BegrotingsjaarFactory(jaar=2027))
    toekenning(post, "600.00")

    antwoord = sluit(client, gezien="600.00;0.00")

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "De begroting van 2027 heeft geen post met deze code: L.S.02" in tekst
    assert "Sluit het jaar af" not in tekst
    assert not is_gesloten()


def test_next_year_without_a_budget_blocks_it(client, post):
    toekenning(post, "600.00")

    assert "Er is nog geen begroting van 2027" in client.get(ADRES).content.decode()


def test_next_year_that_is_closed_blocks_it(client, post, straks, controller):
    toekenning(post, "600.00")
    jaar_afsluiten(jaar=straks.jaar, door=controller)

    assert "Begrotingsjaar 2027 is al gesloten" in client.get(ADRES).content.decode()


def test_award_that_came_in_after_the_page_is_shown_first(client, post, straks):
    toekenning(post, "600.00")
    gezien = "0.00;0.00"

    antwoord = sluit(client, gezien=gezien)

    assert antwoord.status_code == 409
    assert "Nu gaat €\xa0600,00 mee" in antwoord.content.decode()
    assert not is_gesloten()


def test_year_without_anything_open_closes_without_a_next_year(client, post):
    sluit(client)

    assert is_gesloten()


@pytest.mark.parametrize("wie", MENSEN)
def test_closing_is_seen_by_two_and_done_by_one(client, personas, post, wie):
    browser = log_in(client, getattr(personas, wie))

    gelezen, gedaan = browser.get(ADRES), browser.post(ADRES)

    assert gelezen.status_code == (200 if wie in {"controller", "directeur"} else 403)
    assert gedaan.status_code == 403
    assert not is_gesloten()


def test_page_takes_as_many_queries_for_many_awards_as_for_one(
    client, post, straks, django_assert_max_num_queries, django_assert_num_queries
):
    toekenning(post, "1.00")
    client.get(ADRES)
    with django_assert_max_num_queries(16) as een:
        client.get(ADRES)
    for n in range(3):
        toekenning(post, "1.00", sleutel=f"meer{n}")

    with django_assert_num_queries(len(een)):
        client.get(ADRES)


@pytest.mark.django_db(transaction=True)
def test_closing_pressed_twice_says_that_it_is_closed_and_not_that_the_code_was_used(post):
    een, twee = (log_in(Client(), persoon(Rolsoort.CONTROLLER)) for _ in range(2))
    gegevens = {"gezien": "0.00;0.00", "code": code_van(persoon(Rolsoort.CONTROLLER))}

    verloop = terwijl_open(lambda: een.post(ADRES, gegevens), lambda: twee.post(ADRES, gegevens))

    assert verloop.heeft_gewacht
    assert [verloop.eerste["Location"], verloop.tweede["Location"]] == ["/begroting/2026/", ADRES]
    assert "Dit jaar is afgesloten" in twee.get(ADRES).content.decode()
