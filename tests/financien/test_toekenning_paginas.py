"""The page of one award: what happened to it, and release, recovery and a condition that is met."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from financien.models import Terugvordering, Vrijval
from financien.selectors import herbouw_verschillen, stand
from financien.services import Termijn, jaar_afsluiten, omkeren
from swv.organisaties.models import Rolsoort
from tests.factories.betalen import batch, eigen_rekening, school_met_rekening, te_betalen
from tests.factories.documenten import BriefFactory
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, toekenning
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ingelogd):
    return ingelogd(Rolsoort.CONTROLLER)


@pytest.fixture
def verplichting(post):
    """Two instalments; the second waits for a condition."""
    termijnen = [Termijn(Decimal("500.00")), Termijn(Decimal("100.00"), "het verslag is goedgekeurd")]
    return toekenning(post, "600.00", termijnen=termijnen)


@pytest.fixture
def betaald(verplichting):
    betaal(verplichting.termijnen.get(volgnummer=1), "500.00")
    return verplichting


def adres(naam, rij):
    return reverse(f"financien:{naam}", args=[rij.pk])


def verstuur(client, naam, rij, *, doe="vastleggen", sleutel=None, **velden):
    return client.post(adres(naam, rij), {"doe": doe, "sleutel": sleutel or str(uuid.uuid4()), **velden})


def voldaan(rij, volgnummer=2):
    return reverse("financien:termijn_betaalbaar", args=[rij.pk, volgnummer])


def test_page_shows_instalments_and_every_booking(client, betaald, controller):
    verstuur(client, "verplichting_vrijgeven", betaald, bedrag="40", reden="over")
    verstuur(client, "verplichting_terugvorderen", betaald, bedrag="30", reden="te veel")

    antwoord = client.get(adres("verplichting", betaald))

    soorten = [rij.boeking.soort for rij in antwoord.context["pagina"].rijen]
    assert soorten == ["toekenning", "betaling", "vrijval", "terugvordering"]
    tekst = antwoord.content.decode()
    assert "als is voldaan aan: het verslag is goedgekeurd" in tekst
    assert "te veel" in tekst
    assert "€\xa060,00" in tekst  # what is still to be paid


def test_page_takes_as_many_queries_for_many_rows_as_for_one(client, verplichting, django_assert_num_queries):
    eerste = verplichting.termijnen.get(volgnummer=1)
    betaal(eerste, "1.00")
    client.get(adres("verplichting", verplichting))
    with django_assert_num_queries(10):
        client.get(adres("verplichting", verplichting))
    for n in range(3):
        betaal(eerste, "1.00", sleutel=f"meer{n}")

    with django_assert_num_queries(10):
        client.get(adres("verplichting", verplichting))


def test_page_names_the_batch_that_an_instalment_is_in(client, post):
    eigen_rekening()
    termijn = te_betalen(post, "100.00", school=school_met_rekening(), sleutel="t")
    gemaakt = batch(termijn)

    tekst = client.get(adres("verplichting", termijn.verplichting)).content.decode()

    assert gemaakt.kenmerk in tekst


def test_page_of_an_award_that_was_taken_back_offers_nothing(client, verplichting, controller):
    omkeren(boeking=verplichting.boeking, sleutel="o", door=controller, reden="fout")

    tekst = client.get(adres("verplichting", verplichting)).content.decode()

    assert "Ingetrokken" in tekst
    assert "Geef vrij wat niet nodig is" not in tekst


# --- Release ----------------------------------------------------------------------------------------------


def test_vrijgeven_is_shown_first_and_then_booked_once(client, verplichting, post):
    sleutel = str(uuid.uuid4())
    velden = {"sleutel": sleutel, "bedrag": "100,50", "reden": "minder nodig"}

    bekeken = verstuur(client, "verplichting_vrijgeven", verplichting, doe="bekijken", **velden)
    assert (stand(post).vrij, "€\xa0500,50" in bekeken.content.decode()) == (400, True)
    for _ in range(2):
        antwoord = verstuur(client, "verplichting_vrijgeven", verplichting, **velden)

    assert antwoord["Location"] == adres("verplichting", verplichting)
    assert (stand(post).vrij, Vrijval.objects.count()) == (Decimal("500.50"), 1)
    assert herbouw_verschillen() == []


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"bedrag": "600,01"}, "Vul hoogstens €\xa0600,00 in."),
        ({"bedrag": "0"}, "minstens"),
        ({"bedrag": "1,234"}, "Vul het bedrag in euro"),
        ({"reden": " "}, "Vul de reden in."),
    ],
)
def test_vrijgeven_with_a_wrong_field_says_so_and_keeps_what_was_typed(client, verplichting, velden, zin):
    antwoord = verstuur(client, "verplichting_vrijgeven", verplichting, **{"bedrag": "7", "reden": "over", **velden})

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert zin in tekst
    assert f'value="{velden.get("bedrag", "7")}"' in tekst
    assert not Vrijval.objects.exists()


def test_vrijgeven_of_money_in_a_batch_is_refused(client, post):
    eigen_rekening()
    termijn = te_betalen(post, "100.00", school=school_met_rekening(), sleutel="t")
    gemaakt = batch(termijn)

    antwoord = verstuur(client, "verplichting_vrijgeven", termijn.verplichting, bedrag="1", reden="over")

    assert antwoord.status_code == 409
    assert f"staat in betaalbatch {gemaakt.kenmerk}" in antwoord.content.decode()


def test_vrijgeven_in_a_closed_year_says_that_it_is_closed(client, post, verplichting, controller):
    BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027))
    jaar_afsluiten(jaar=post.jaar, door=controller)

    assert "Dit jaar is gesloten" in client.get(adres("verplichting_vrijgeven", verplichting)).content.decode()
    assert "Geef vrij wat" not in client.get(adres("verplichting", verplichting)).content.decode()


# --- Recovery ---------------------------------------------------------------------------------------------


def test_terugvorderen_gives_the_line_its_room_again(client, betaald, post):
    verstuur(client, "verplichting_terugvorderen", betaald, bedrag="200", reden="niet besteed")

    assert (stand(post).teruggevorderd, stand(post).vrij) == (200, 600)


def test_terugvorderen_of_more_than_was_paid_is_refused(client, betaald):
    antwoord = verstuur(client, "verplichting_terugvorderen", betaald, bedrag="500,01", reden="niet besteed")

    assert "Vul hoogstens €\xa0500,00 in." in antwoord.content.decode()
    assert not Terugvordering.objects.exists()


def test_terugvorderen_after_the_year_gives_the_room_to_a_year_that_is_open(client, betaald, post, controller):
    straks = BegrotingspostFactory(code=post.code, jaar=BegrotingsjaarFactory(jaar=2027))
    jaar_afsluiten(jaar=post.jaar, door=controller)

    zonder = verstuur(client, "verplichting_terugvorderen", betaald, bedrag="200", reden="niet besteed")
    verstuur(client, "verplichting_terugvorderen", betaald, bedrag="200", reden="niet besteed", op=straks.pk)

    assert zonder.status_code == 422
    assert (stand(post).teruggevorderd, stand(straks).teruggevorderd, stand(straks).vrij) == (0, 200, 200)


# --- A condition ------------------------------------------------------------------------------------------


def test_a_condition_that_is_met_makes_the_instalment_payable(client, verplichting, controller):
    antwoord = client.post(voldaan(verplichting), follow=True)

    termijn = verplichting.termijnen.get(volgnummer=2)
    assert (termijn.status, termijn.betaalbaar_door) == ("betaalbaar", controller)
    assert "Termijn 2 kan nu worden betaald." in antwoord.content.decode()


def test_a_condition_of_an_instalment_that_lapsed_is_refused(client, verplichting):
    verstuur(client, "verplichting_vrijgeven", verplichting, bedrag="100", reden="geen verslag")

    antwoord = client.post(voldaan(verplichting))

    assert antwoord.status_code == 409
    assert "is vervallen" in antwoord.content.decode()


# --- The way here from a letter that stands --------------------------------------------------------------


def test_omkeren_of_an_award_with_a_letter_leads_to_its_page(client, verplichting):
    BriefFactory(bron=verplichting.bron)
    omkeer_url = reverse("financien:boeking_omkeren", args=[verplichting.boeking_id])

    antwoord = client.post(omkeer_url, {"sleutel": str(uuid.uuid4()), "reden": "fout"})

    assert [antwoord.status_code, client.get(omkeer_url).status_code] == [409, 409]
    assert adres("verplichting", verplichting) in antwoord.content.decode()
    assert "Keer deze boeking om" not in client.get(adres("boeking", verplichting.boeking)).content.decode()


# --- Who --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_an_award_is_read_by_two_and_written_by_one(client, personas, betaald, wie):
    browser = log_in(client, getattr(personas, wie))
    schrijven = [adres(naam, betaald) for naam in ("verplichting_vrijgeven", "verplichting_terugvorderen")]

    leest, schrijft = wie in {"controller", "directeur"}, wie == "controller"
    assert browser.get(adres("verplichting", betaald)).status_code == (200 if leest else 403)
    assert [browser.get(url).status_code for url in schrijven] == [200 if schrijft else 403] * 2
    assert [browser.post(url).status_code for url in schrijven] == [422 if schrijft else 403] * 2
    assert browser.post(voldaan(betaald)).status_code == (302 if schrijft else 403)


def test_the_directeur_takes_back_a_payment_that_the_controller_booked(client, directeur, betaald):
    betaling = betaald.termijnen.get(volgnummer=1).betalingen.get()
    omkeer_url = reverse("financien:boeking_omkeren", args=[betaling.boeking_id])

    zelf = client.get(omkeer_url)
    ander = log_in(client, directeur).post(omkeer_url, {"sleutel": str(uuid.uuid4()), "reden": "storno"})

    assert (zelf.status_code, "iemand anders" in zelf.content.decode()) == (403, True)
    assert ander.status_code == 302
