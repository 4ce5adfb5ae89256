"""What the bureau reads about the money in a dossier."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from aanvragen import workflow as acts
from aanvragen.models import Status
from financien.models import Verplichting
from financien.services import omkeren, vrijgeven, wijziging
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import POST, breng, concept, doe, indienen, stel_regeling, ter_ondertekening
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]


@pytest.fixture
def dossier(client, personas):
    """The words of the dossier page of the bureau."""
    log_in(client, personas.bureau)

    def lees(aanvraag) -> str:
        antwoord = client.get(reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk]))
        return " ".join(antwoord.content.decode().replace("\xa0", " ").split())

    return lees


def test_open_request_shows_what_is_reserved(personas, dossier):
    tekst = dossier(breng(personas, "frictiefonds", Status.INGEDIEND))

    assert "Gereserveerd: <strong>€ 12.500,00</strong> op post L.S.02 (2026)." in tekst
    assert "Let op het geld" not in tekst


def test_open_request_over_two_years_shows_what_is_reserved_in_each(personas, dossier, wereld):
    BegrotingspostFactory(code=POST, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="50000.00")
    jaar = {"van": "1-8-2026", "tot": "31-7-2027", "gevraagd_bedrag": "10.000,00"}

    tekst = dossier(indienen(personas, concept(personas, "frictiefonds", **jaar)))

    assert "Gereserveerd: <strong>€ 4.166,67</strong> op post L.S.02 (2026)." in tekst
    assert "Gereserveerd: <strong>€ 5.833,33</strong> op post L.S.02 (2027)." in tekst


def test_request_that_does_not_fit_says_how_much_is_free(personas, dossier, wereld):
    wijziging(post=wereld, bedrag=Decimal(-99000), besluit="ALV", sleutel="krap", door=personas.controller)

    tekst = dossier(breng(personas, "frictiefonds", Status.INGEDIEND))

    zin = "Er is te weinig ruimte. Op post L.S.02 (2026) is € 1.000,00 vrij en deze aanvraag kost daar € 12.500,00."
    assert zin in tekst


def test_requests_that_do_not_fit_together_say_so(personas, dossier, wereld):
    wijziging(post=wereld, bedrag=Decimal(-80000), besluit="ALV", sleutel="krap", door=personas.controller)
    aanvragen = [breng(personas, "frictiefonds", Status.INGEDIEND) for _ in "ab"]

    zin = "Alle open aanvragen op post L.S.02 (2026) vragen samen € 25.000,00. Dat is meer dan de € 20.000,00"
    assert zin in dossier(aanvragen[0])


def test_request_without_a_line_says_why_nothing_is_reserved(personas, dossier):
    aanvraag = concept(personas, "frictiefonds")
    stel_regeling("frictiefonds", post="L.X.99")

    tekst = dossier(indienen(personas, aanvraag))

    assert "Post L.X.99 staat niet in de begroting van 2026." in tekst
    assert "Voor deze aanvraag is nog niets gereserveerd." in tekst


def test_robot_has_no_money(personas, dossier):
    tekst = dossier(breng(personas, "robot", Status.IN_BEHANDELING))

    assert "Er is geen geld gereserveerd of toegekend." in tekst
    assert "Let op het geld" not in tekst


@pytest.fixture
def toegekend(personas):
    """10,000.00 awarded over 2026 and 2027."""
    BegrotingspostFactory(code=POST, jaar=BegrotingsjaarFactory(jaar=2027), met_ruimte="50000.00")
    periode = {"van": "1-8-2026", "tot": "31-7-2027", "gevraagd_bedrag": "10.000,00"}
    aanvraag = ter_ondertekening(personas, concept(personas, "frictiefonds", **periode))
    return doe(acts.toekennen, aanvraag, personas.directeur, bedrag="10.000,00")


def test_award_shows_what_each_year_bears_and_what_was_paid(personas, dossier, toegekend):
    eerste = Verplichting.objects.get(post__jaar__jaar=2026)
    betaal(eerste.termijnen.get(), "4000.00")
    vrijgeven(verplichting=eerste, bedrag=Decimal("66.67"), sleutel="v", door=personas.controller, reden="over")

    tekst = dossier(toegekend)

    for bedrag in ("€ 4.166,67", "€ 4.000,00", "€ 100,00", "€ 5.833,33"):
        assert bedrag in tekst
    assert "€ 66,67 is vrijgegeven." in tekst
    assert "Gereserveerd" not in tekst


def test_award_that_was_taken_back_counts_for_nothing(personas, dossier, toegekend):
    """After its letter was withdrawn."""
    Brief.objects.van(toegekend).update(ingetrokken_op=timezone.now(), ingetrokken_reden="Ander besluit.")
    eerste = Verplichting.objects.get(post__jaar__jaar=2026)
    omkeren(boeking=eerste.boeking, sleutel="terug", door=personas.controller, reden="fout")

    assert "De toekenning van € 4.166,67 is teruggedraaid." in dossier(toegekend)


@pytest.mark.parametrize("aantal", [1, 3])
def test_dossier_takes_a_fixed_number_of_queries(personas, dossier, aantal, django_assert_num_queries):
    """However many other requests are open on the line."""
    aanvragen = [breng(personas, "frictiefonds", Status.IN_BEHANDELING) for _ in range(aantal)]
    dossier(aanvragen[0])

    with django_assert_num_queries(21):
        dossier(aanvragen[0])
