"""The page of one award: what happened to it, and another year, release, recovery and a condition that is met."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from financien.models import Terugvordering, Verschuiving, Vrijval
from financien.selectors import herbouw_verschillen, stand
from financien.services import Termijn, herverdelen, jaar_afsluiten, omkeren, verplichten_over_jaren
from swv.organisaties.models import Rolsoort
from tests.factories.betalen import batch, eigen_rekening, school_met_rekening, te_betalen
from tests.factories.documenten import BriefFactory
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, betaal, persoon, toekenning
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
def volgend(post):
    """The line with the same code in 2027, with 500.00 euro free."""
    return BegrotingspostFactory(code=post.code, naam=post.naam, jaar__jaar=2027, met_ruimte="500.00")


@pytest.fixture
def betaald(verplichting):
    betaal(verplichting.termijnen.get(volgnummer=1), "500.00")
    return verplichting


def adres(naam, rij):
    return reverse(f"financien:{naam}", args=[rij.pk])


def verplaats(verplichting, naar, bedrag, *, sleutel="h"):
    opties = {"door": persoon(Rolsoort.CONTROLLER), "reden": "loopt door", "sleutel": sleutel}
    return herverdelen(verplichting=verplichting, post=naar, bedrag=Decimal(bedrag), **opties)


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
    with django_assert_num_queries(11):
        client.get(adres("verplichting", verplichting))
    for n in range(3):
        betaal(eerste, "1.00", sleutel=f"meer{n}")

    with django_assert_num_queries(11):
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


# --- Its budget years -------------------------------------------------------------------------------------


def test_page_shows_every_year_of_the_award_with_sums_that_add_up(client, betaald, volgend):
    straks = verplaats(betaald, volgend, "60.00").naar
    verstuur(client, "verplichting_vrijgeven", betaald, bedrag="10", reden="over")
    terug = verplaats(straks, betaald.post, "20.00", sleutel="h2").naar

    antwoord = client.get(adres("verplichting", betaald))

    jaren = antwoord.context["pagina"].jaren
    assert [(rij.pk, rij.jaardeel, rij.openstaand) for rij in jaren.rijen] == [
        (betaald.pk, 540, 30),
        (terug.pk, 20, 20),
        (straks.pk, 40, 40),
    ]
    assert (jaren.jaardeel, jaren.betaald, jaren.vrijgevallen, jaren.openstaand) == (600, 500, 10, 90)
    tekst = antwoord.content.decode()
    assert [f'href="{adres("verplichting", rij)}"' in tekst for rij in (betaald, terug, straks)] == [False, True, True]
    assert ("verplaatst uit 2026" in tekst, "verplaatst uit 2027" in tekst) == (True, True)


def test_page_of_one_school_of_a_distribution_shows_no_other_schools(client, post):
    eigen_rekening()
    een, ander = (te_betalen(post, "100.00", school=school_met_rekening(), sleutel=naam) for naam in ("een", "ander"))
    bron = een.verplichting.bron
    derde = toekenning(post, "50.00", sleutel="derde", bron=bron, school=ander.verplichting.school)

    jaren = client.get(adres("verplichting", een.verplichting)).context["pagina"].jaren

    assert [rij.pk for rij in jaren.rijen] == [een.verplichting.pk]
    assert derde.bron == bron


def test_page_takes_as_many_queries_for_many_years_as_for_one(client, verplichting, volgend, django_assert_num_queries):
    client.get(adres("verplichting", verplichting))
    with django_assert_num_queries(11):
        client.get(adres("verplichting", verplichting))
    for n in range(3):
        verplaats(verplichting, volgend, "1.00", sleutel=f"h{n}")

    with django_assert_num_queries(11):
        client.get(adres("verplichting", verplichting))


def test_ander_jaar_takes_as_many_queries_for_many_lines_as_for_one(
    client, verplichting, volgend, django_assert_num_queries
):
    client.get(adres("verplichting_ander_jaar", verplichting))
    with django_assert_num_queries(9):
        client.get(adres("verplichting_ander_jaar", verplichting))
    for _ in range(3):
        BegrotingspostFactory(jaar=volgend.jaar)

    with django_assert_num_queries(9):
        client.get(adres("verplichting_ander_jaar", verplichting))


def test_ander_jaar_proposes_the_same_line_of_the_next_year_and_says_what_is_free(client, verplichting, volgend):
    for jaar in (2025, 2028):
        BegrotingspostFactory(code=volgend.code, jaar__jaar=jaar)
    gesloten = BegrotingspostFactory(code="L.DICHT", jaar__jaar=2024).jaar
    baten = BegrotingspostFactory(code="B.01", soort="baten", jaar=volgend.jaar)
    jaar_afsluiten(jaar=gesloten, door=persoon(Rolsoort.CONTROLLER))

    tekst = client.get(adres("verplichting_ander_jaar", verplichting)).content.decode()

    assert f'<option value="{volgend.pk}" selected>2027: L.S.02 Ambitie 2 (€\xa0500,00 vrij)' in tekst
    assert [naam in tekst for naam in ("2025: L.S.02", "2028: L.S.02", "L.DICHT", baten.code)] == [
        True,
        True,
        False,
        False,
    ]


def test_ander_jaar_is_shown_on_both_lines_first_and_then_booked_once(client, verplichting, post, volgend):
    sleutel = str(uuid.uuid4())
    velden = {"sleutel": sleutel, "naar": volgend.pk, "bedrag": "400", "reden": "loopt door"}

    bekeken = verstuur(client, "verplichting_ander_jaar", verplichting, doe="bekijken", **velden).content.decode()
    voor = (stand(post).vrij, stand(volgend).vrij)
    antwoorden = [verstuur(client, "verplichting_ander_jaar", verplichting, **velden) for _ in range(2)]

    for naam, nu, daarna in (("2026", "400,00", "800,00"), ("2027", "500,00", "100,00")):
        tabel = bekeken.split(f"{post}, begroting {naam}")[1].split("</table>")[0]
        assert (f"€\xa0{nu}" in tabel, f"<strong>€\xa0{daarna}</strong>" in tabel) == (True, True)
    assert voor == (400, 500)
    assert [antwoord["Location"] for antwoord in antwoorden] == [adres("verplichting", verplichting)] * 2
    assert (stand(post).vrij, stand(volgend).vrij, Verschuiving.objects.get().reden) == (800, 100, "loopt door")
    assert "Er is niets dubbel geboekt." in client.get(adres("verplichting", verplichting)).content.decode()
    assert herbouw_verschillen() == []


def test_ander_jaar_again_with_another_amount_under_the_same_key_is_refused(client, verplichting, volgend):
    velden = {"sleutel": str(uuid.uuid4()), "naar": volgend.pk, "reden": "loopt door"}
    verstuur(client, "verplichting_ander_jaar", verplichting, bedrag="10", **velden)

    antwoord = verstuur(client, "verplichting_ander_jaar", verplichting, bedrag="11", **velden)

    assert antwoord.status_code == 422
    assert "Onder deze sleutel is al iets anders verschoven" in antwoord.content.decode()
    assert Verschuiving.objects.get().bedrag == 10


def test_ander_jaar_without_room_there_says_how_much_there_is_and_what_to_do(client, verplichting, volgend):
    velden = {"naar": volgend.pk, "bedrag": "500,01", "reden": "loopt door"}

    bekeken = verstuur(client, "verplichting_ander_jaar", verplichting, doe="bekijken", **velden).content.decode()
    geboekt = verstuur(client, "verplichting_ander_jaar", verplichting, **velden)

    assert "begroting 2027 is €\xa0500,00 vrij. Vul een lager bedrag in, of geef deze post eerst meer budget" in bekeken
    assert "Verplaats het bedrag" not in bekeken
    assert geboekt.status_code == 422
    assert "(2027) is nog €\xa0500,00 vrij. Dat is te weinig voor €\xa0500,01." in geboekt.content.decode()
    assert 'value="500,01"' in geboekt.content.decode()
    assert not Verschuiving.objects.exists()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"bedrag": "600,01"}, "Vul hoogstens €\xa0600,00 in."),
        ({"bedrag": "veel"}, "Vul het bedrag in euro"),
        ({"naar": ""}, "Kies de post van een ander jaar."),
        ({"naar": "999999"}, "een van de mogelijkheden uit de lijst"),
        ({"naar": "x"}, "een van de mogelijkheden uit de lijst"),
        ({"reden": " "}, "Vul de reden in."),
        ({"reden": "x" * 201}, "200"),
    ],
)
def test_ander_jaar_with_a_wrong_field_says_so_and_books_nothing(client, verplichting, volgend, velden, zin):
    goed = {"naar": volgend.pk, "bedrag": "7", "reden": "loopt door"}

    antwoord = verstuur(client, "verplichting_ander_jaar", verplichting, **{**goed, **velden})

    assert (antwoord.status_code, zin in antwoord.content.decode()) == (422, True)
    assert not Verschuiving.objects.exists()


def test_ander_jaar_to_a_line_of_its_own_year_is_no_choice(client, verplichting, post, volgend):
    ander = BegrotingspostFactory(jaar=post.jaar, met_ruimte="100.00")

    antwoord = verstuur(client, "verplichting_ander_jaar", verplichting, naar=ander.pk, bedrag="7", reden="fout")

    assert antwoord.status_code == 422


def test_ander_jaar_of_money_in_a_batch_is_refused(client, post, volgend):
    eigen_rekening()
    termijn = te_betalen(post, "100.00", school=school_met_rekening(), sleutel="t")
    gemaakt = batch(termijn)

    antwoord = verstuur(
        client, "verplichting_ander_jaar", termijn.verplichting, naar=volgend.pk, bedrag="1", reden="later"
    )

    assert antwoord.status_code == 409
    assert f"staat in betaalbatch {gemaakt.kenmerk}" in antwoord.content.decode()
    assert 'value="1"' in antwoord.content.decode()


@pytest.mark.parametrize("naam", ["verplichting_ander_jaar", "verplichting_vrijgeven"])
def test_only_the_instalments_behind_the_one_in_a_batch_can_go(client, post, volgend, naam):
    eigen_rekening()
    termijnen = [Termijn(Decimal(70)), Termijn(Decimal(30))]
    rij = toekenning(post, "100.00", school=school_met_rekening(), termijnen=termijnen)
    gemaakt, velden = batch(rij.termijnen.get(volgnummer=1)), {"naar": volgend.pk, "reden": "later"}

    leeg = client.get(adres(naam, rij)).content.decode()
    teveel = verstuur(client, naam, rij, bedrag="30,01", **velden)
    goed = verstuur(client, naam, rij, bedrag="30", **velden)

    assert "Hoogstens €\xa030,00." in leeg
    assert f"De rest staat in betaalbatch {gemaakt}." in leeg
    assert (teveel.status_code, goed.status_code) == (422, 302)


@pytest.mark.parametrize("naam", ["verplichting_ander_jaar", "verplichting_vrijgeven"])
def test_an_award_that_is_in_a_batch_as_a_whole_says_so_before_anything_is_typed(client, post, volgend, naam):
    eigen_rekening()
    termijn = te_betalen(post, "100.00", school=school_met_rekening(), sleutel="t")
    gemaakt, velden = batch(termijn), {"naar": volgend.pk, "bedrag": "1", "reden": "later"}

    leeg = client.get(adres(naam, termijn.verplichting)).content.decode()
    bekeken = verstuur(client, naam, termijn.verplichting, doe="bekijken", **velden).content.decode()

    assert [f"staat in betaalbatch {gemaakt}" in tekst for tekst in (leeg, bekeken)] == [True, True]
    assert ["<form" in tekst.split("<main")[1] for tekst in (leeg, bekeken)] == [False, True]
    assert 'value="vastleggen"' not in bekeken


def test_ander_jaar_in_a_closed_year_says_that_it_is_closed(client, verplichting, post, volgend, controller):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    assert "Dit jaar is gesloten" in client.get(adres("verplichting_ander_jaar", verplichting)).content.decode()
    naar = adres("verplichting_ander_jaar", verplichting)
    assert naar not in client.get(adres("verplichting", verplichting)).content.decode()


def test_ander_jaar_without_another_open_year_says_what_to_do(client, verplichting):
    tekst = client.get(adres("verplichting_ander_jaar", verplichting)).content.decode()

    assert "Er is geen ander jaar met een open begroting. Laad die eerst." in tekst
    assert "<form" not in tekst.split("<main")[1]


@pytest.mark.parametrize("naam", ["verplichting_ander_jaar", "verplichting_vrijgeven", "verplichting_terugvorderen"])
def test_an_award_of_which_nothing_is_left_has_nothing_to_fill_in(client, verplichting, volgend, controller, naam):
    omkeren(boeking=verplichting.boeking, sleutel="o", door=controller, reden="fout")

    assert "Dit kan nu niet" in client.get(adres(naam, verplichting)).content.decode()


def test_an_award_over_two_years_shows_both_from_the_beginning(client, post, volgend, directeur, verplichting):
    een, twee = verplichten_over_jaren(
        bron=verplichting.bron,
        verdeling=[(post, Decimal(100)), (volgend, Decimal(140))],
        omschrijving="Toekenning proef",
        sleutel="jaren",
        door=directeur,
    )

    jaren = client.get(adres("verplichting", twee)).context["pagina"].jaren

    assert [rij.pk for rij in jaren.rijen] == [verplichting.pk, een.pk, twee.pk]


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


def test_vrijgeven_of_everything_pressed_twice_is_no_error(client, verplichting):
    velden = {"sleutel": str(uuid.uuid4()), "bedrag": "600", "reden": "niet nodig"}
    for _ in range(2):
        antwoord = verstuur(client, "verplichting_vrijgeven", verplichting, **velden)

    assert antwoord["Location"] == adres("verplichting", verplichting)
    assert Vrijval.objects.get().bedrag == 600


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
    namen = ("verplichting_vrijgeven", "verplichting_terugvorderen", "verplichting_ander_jaar")
    schrijven = [adres(naam, betaald) for naam in namen]

    leest, schrijft = wie in {"controller", "directeur"}, wie == "controller"
    assert browser.get(adres("verplichting", betaald)).status_code == (200 if leest else 403)
    assert [browser.get(url).status_code for url in schrijven] == [200 if schrijft else 403] * 3
    assert [browser.post(url).status_code for url in schrijven] == [422 if schrijft else 403] * 3
    assert browser.post(voldaan(betaald)).status_code == (302 if schrijft else 403)


def test_the_directeur_takes_back_a_payment_that_the_controller_booked(client, directeur, betaald):
    betaling = betaald.termijnen.get(volgnummer=1).betalingen.get()
    omkeer_url = reverse("financien:boeking_omkeren", args=[betaling.boeking_id])

    zelf = client.get(omkeer_url)
    ander = log_in(client, directeur).post(omkeer_url, {"sleutel": str(uuid.uuid4()), "reden": "storno"})

    assert (zelf.status_code, "iemand anders" in zelf.content.decode()) == (403, True)
    assert ander.status_code == 302
