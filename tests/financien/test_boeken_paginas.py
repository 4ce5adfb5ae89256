"""The pages of one line: look first, book once, and see what stands behind a figure."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from financien.fouten import GeenRuimte
from financien.models import Begrotingspost, Boeking
from financien.selectors import herbouw_verschillen, stand
from financien.services import Goedkeuring, jaar_afsluiten, kosten_boeken, overboeken, vrijgeven
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, toekenning
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db

BESLUIT = {"besluit": "ALV, punt 4", "besluitdatum": "12-3-2026"}


@pytest.fixture
def client(ingelogd):
    return ingelogd(Rolsoort.CONTROLLER)


def adres(naam, post):
    return reverse(f"financien:{naam}", args=[post.jaar.jaar, post.pk])


def verstuur(client, naam, post, *, doe="vastleggen", sleutel=None, **velden):
    return client.post(adres(naam, post), {"doe": doe, "sleutel": sleutel or str(uuid.uuid4()), **velden})


def aantal_boekingen(soort):
    return Boeking.objects.filter(soort=soort).count()


# --- A change of the budget -------------------------------------------------------------------------------


def test_wijzigen_shows_the_line_before_and_after_and_books_nothing(client, post):
    antwoord = verstuur(client, "post_wijzigen", post, doe="bekijken", richting="minder", bedrag="250,50", **BESLUIT)

    tekst = antwoord.content.decode()
    assert "€\xa01.000,00" in tekst
    assert "€\xa0749,50" in tekst
    assert "Leg de wijziging vast" in tekst
    assert stand(post).budget == 1000


@pytest.mark.parametrize(("richting", "na"), [("meer", "1250.50"), ("minder", "749.50")])
def test_wijzigen_books_the_change_with_its_decision(client, post, richting, na):
    antwoord = verstuur(client, "post_wijzigen", post, richting=richting, bedrag="250,50", **BESLUIT)

    boeking = Boeking.objects.latest("geboekt_op")
    assert antwoord["Location"] == adres("post", post)
    assert (stand(post).budget, stand(post).vrij) == (Decimal(na), Decimal(na))
    assert boeking.omschrijving == "Begrotingswijziging ALV, punt 4 (12 maart 2026)"
    assert str(boeking.ingangsdatum) == "2026-03-12"


def test_wijzigen_for_a_decision_of_the_year_before_counts_from_the_first_day(client, post):
    besluit = {**BESLUIT, "besluitdatum": "10-12-2025"}

    verstuur(client, "post_wijzigen", post, richting="meer", bedrag="1", **besluit)

    assert str(Boeking.objects.latest("geboekt_op").ingangsdatum) == "2026-01-01"


def test_wijzigen_pressed_twice_books_once(client, post):
    sleutel = str(uuid.uuid4())
    for _ in range(2):
        verstuur(client, "post_wijzigen", post, sleutel=sleutel, richting="meer", bedrag="250,50", **BESLUIT)

    assert stand(post).budget == Decimal("1250.50")


def test_wijzigen_with_the_same_key_and_another_amount_is_refused(client, post):
    sleutel = str(uuid.uuid4())
    verstuur(client, "post_wijzigen", post, sleutel=sleutel, richting="meer", bedrag="1", **BESLUIT)

    antwoord = verstuur(client, "post_wijzigen", post, sleutel=sleutel, richting="meer", bedrag="2", **BESLUIT)

    assert antwoord.status_code == 422
    assert stand(post).budget == 1001


def test_wijzigen_beyond_the_free_room_offers_no_button_and_is_refused(client, post):
    toekenning(post, "600.00")
    velden = {"richting": "minder", "bedrag": "400,01", **BESLUIT}

    bekeken = verstuur(client, "post_wijzigen", post, doe="bekijken", **velden)
    geboekt = verstuur(client, "post_wijzigen", post, **velden)

    assert "Dit past niet" in bekeken.content.decode()
    assert "Leg de wijziging vast" not in bekeken.content.decode()
    assert geboekt.status_code == 422
    assert "geef eerst toegekend geld vrij" in geboekt.content.decode()
    assert 'value="400,01"' in geboekt.content.decode()
    assert stand(post).budget == 1000


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"bedrag": "12,345"}, "Vul het bedrag in euro"),
        ({"bedrag": "-5"}, "Vul het bedrag in euro"),
        ({"bedrag": "0"}, "minstens"),
        ({"besluit": " "}, "Vul het besluit in."),
        ({"besluitdatum": "12-3-2999"}, "Vul de datum van het besluit in als dag, maand en jaar"),
        ({"besluitdatum": "12-3-2099"}, "Deze dag moet nog komen"),
        ({"richting": ""}, "Geef antwoord op de vraag"),
        ({"sleutel": "x"}, ""),
    ],
)
def test_wijzigen_with_a_wrong_field_says_so_and_books_nothing(client, post, velden, zin):
    goed = {"richting": "meer", "bedrag": "10", **BESLUIT}

    antwoord = verstuur(client, "post_wijzigen", post, **{**goed, **velden})

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode()
    assert stand(post).budget == 1000


def test_wijzigen_of_income_has_no_room_to_run_out_of(client):
    baten = BegrotingspostFactory(soort="baten", met_ruimte="500.00")

    verstuur(client, "post_wijzigen", baten, richting="minder", bedrag="500", **BESLUIT)

    assert stand(baten).budget == 0


def test_every_form_on_a_closed_year_says_that_it_is_closed(client, post, controller):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    for naam in ("post_wijzigen", "post_overboeken", "post_kosten"):
        assert "Dit jaar is gesloten" in client.get(adres(naam, post)).content.decode()
    geboekt = verstuur(client, "post_wijzigen", post, richting="meer", bedrag="1", **BESLUIT)
    assert "Begrotingsjaar 2026 is gesloten" in geboekt.content.decode()


# --- From one line to another -----------------------------------------------------------------------------


def test_overboeken_moves_the_budget_in_one_booking(client, post):
    naar = BegrotingspostFactory(code="L.S.03")

    verstuur(client, "post_overboeken", post, naar=naar.pk, bedrag="300", **BESLUIT)

    boeking = Boeking.objects.latest("geboekt_op")
    assert (stand(post).vrij, stand(naar).vrij) == (700, 300)
    assert boeking.regels.count() == 4
    assert boeking.omschrijving.startswith("Overboeking L.S.02 naar L.S.03: ALV, punt 4")
    assert herbouw_verschillen() == []


def test_overboeken_beyond_the_room_moves_nothing(client, post):
    naar = BegrotingspostFactory()

    antwoord = verstuur(client, "post_overboeken", post, naar=naar.pk, bedrag="1000,01", **BESLUIT)

    assert antwoord.status_code == 422
    assert (stand(post).vrij, stand(naar).vrij) == (1000, 0)


def test_overboeken_offers_only_lines_of_the_same_kind_and_year(client, post):
    goed = BegrotingspostFactory(naam="Wel deze")
    BegrotingspostFactory(naam="Baten niet", soort="baten")
    ander = BegrotingspostFactory(naam="Ander jaar niet", jaar=BegrotingsjaarFactory(jaar=2027))

    tekst = client.get(adres("post_overboeken", post)).content.decode()
    antwoord = verstuur(client, "post_overboeken", post, naar=ander.pk, bedrag="1", **BESLUIT)

    assert goed.naam in tekst
    assert "niet</option>" not in tekst
    assert antwoord.status_code == 422


@pytest.mark.parametrize(("opties", "zin"), [({"soort": "baten"}, "Boek alleen over"), (None, "Kies een andere post")])
def test_overboeken_to_a_line_that_does_not_fit_is_refused(post, controller, opties, zin):
    naar = post if opties is None else BegrotingspostFactory(**opties)

    with pytest.raises(VoorwaardeNietVervuld, match=zin):
        overboeken(van=post, naar=naar, bedrag=Decimal(1), besluit="ALV", sleutel="o", door=controller)


def test_overboeken_without_room_is_refused(post, controller):
    with pytest.raises(GeenRuimte):
        overboeken(
            van=post,
            naar=BegrotingspostFactory(),
            bedrag=Decimal(1001),
            besluit="ALV",
            sleutel="o",
            door=controller,
        )


# --- Costs ------------------------------------------------------------------------------------------------


def test_kosten_are_booked_from_the_free_room(client, post):
    verstuur(client, "post_kosten", post, bedrag="400", omschrijving="Huur derde kwartaal", dag="1-9-2026")

    assert (stand(post).kosten, stand(post).vrij) == (400, 600)


def test_kosten_beyond_the_room_are_refused(client, post):
    antwoord = verstuur(client, "post_kosten", post, bedrag="1000,01", omschrijving="Huur", dag="1-9-2026")

    assert antwoord.status_code == 422
    assert "Boek de kosten op een andere post" in antwoord.content.decode()
    assert stand(post).kosten == 0


def test_kosten_on_a_day_of_another_year_are_refused(client, post):
    antwoord = verstuur(client, "post_kosten", post, bedrag="1", omschrijving="Huur", dag="1-9-2027")

    assert "Kies een dag in 2026." in antwoord.content.decode()


def test_kosten_on_income_is_a_missing_page(client):
    assert client.get(adres("post_kosten", BegrotingspostFactory(soort="baten"))).status_code == 404


# --- The line and its bookings ----------------------------------------------------------------------------


def test_post_shows_its_stand_awards_and_bookings(client, post):
    toekenning(post, "600.00", omschrijving="Frictiefonds 2026-0001")

    tekst = client.get(adres("post", post)).content.decode()

    assert "Frictiefonds 2026-0001" in tekst
    assert "€\xa0600,00" in tekst
    assert "Begrotingswijziging proef" in tekst
    assert "€\xa0-600,00" in tekst


def test_post_of_another_year_is_a_missing_page(client, post):
    assert client.get(reverse("financien:post", args=[2025, post.pk])).status_code == 404


def test_post_pages_show_every_booking_once(client, post, controller):
    for n in range(60):
        kosten_boeken(post=post, bedrag=Decimal(1), omschrijving=f"Kosten {n:02d}", sleutel=f"k{n}", door=controller)

    gezien, volgende = [], "?"
    while volgende:
        antwoord = client.get(adres("post", post) + volgende)
        gezien += [rij.boeking.omschrijving for rij in antwoord.context["pagina"].rijen]
        volgende = antwoord.context["meer_boekingen"]

    assert gezien == [*(f"Kosten {n:02d}" for n in reversed(range(60))), "Begrotingswijziging proef"]


def test_post_awards_have_pages_of_their_own(client, post):
    for n in range(30):
        toekenning(post, "1.00", sleutel=f"t{n}")

    eerste = client.get(adres("post", post))
    tweede = client.get(adres("post", post) + eerste.context["meer_verplichtingen"])

    per_blad = [len(a.context["pagina"].verplichtingen.rijen) for a in (eerste, tweede)]
    assert per_blad == [25, 5]


@pytest.mark.parametrize("cursor", ["x", "2026-01-01_x", f"2026-13-99T00:00:00+00:00_{uuid.UUID(int=7)}", "_"])
def test_post_with_a_made_up_cursor_shows_the_first_page(client, post, cursor):
    antwoord = client.get(adres("post", post), {"boekingen": cursor})

    assert len(antwoord.context["pagina"].rijen) == 1


def test_post_takes_as_many_queries_for_many_rows_as_for_one(client, post, django_assert_max_num_queries, controller):
    toekenning(post, "1.00")
    client.get(adres("post", post))
    with django_assert_max_num_queries(14) as een:
        client.get(adres("post", post))
    for n in range(3):
        toekenning(post, "1.00", sleutel=f"meer{n}")

    with django_assert_max_num_queries(len(een)):
        client.get(adres("post", post))


def test_boeking_shows_its_regels_and_an_approval(client, post, directeur):
    verplichting = toekenning(
        post, "1500.00", goedkeuring=Goedkeuring(door=directeur, reden="nood op school", bedrag=Decimal(500))
    )

    tekst = client.get(reverse("financien:boeking", args=[verplichting.boeking_id])).content.decode()

    assert "Goedgekeurde overschrijding" in tekst
    assert "nood op school" in tekst
    assert "vrije ruimte" in tekst


# --- Taking back ------------------------------------------------------------------------------------------


@pytest.fixture
def kosten(post, controller):
    return kosten_boeken(post=post, bedrag=Decimal(400), omschrijving="Huur", sleutel="k", door=controller)


def omkeren(client, boeking, **velden):
    gegevens = {"sleutel": str(uuid.uuid4()), "reden": "dubbel geboekt", **velden}
    return client.post(reverse("financien:boeking_omkeren", args=[boeking.pk]), gegevens)


def test_omkeren_takes_a_booking_back_and_points_at_it(client, post, kosten):
    antwoord = omkeren(client, kosten)

    tegen = Boeking.objects.get(keert_om=kosten)
    assert antwoord["Location"] == reverse("financien:boeking", args=[tegen.pk])
    assert (stand(post).kosten, stand(post).vrij) == (0, 1000)
    assert "dubbel geboekt" in client.get(antwoord["Location"]).content.decode()
    assert "Omgekeerd" in client.get(adres("post", post)).content.decode()


def test_omkeren_pressed_twice_takes_back_once(client, kosten):
    sleutel = str(uuid.uuid4())
    antwoorden = [omkeren(client, kosten, sleutel=sleutel) for _ in range(2)]

    assert [a.status_code for a in antwoorden] == [302, 302]
    assert aantal_boekingen("omkering") == 1


def test_omkeren_a_second_time_is_refused(client, kosten):
    omkeren(client, kosten)

    antwoord = omkeren(client, kosten)

    assert antwoord.status_code == 409
    assert aantal_boekingen("omkering") == 1


def test_omkeren_without_reason_is_refused(client, kosten):
    antwoord = omkeren(client, kosten, reden=" ")

    assert antwoord.status_code == 422
    assert "Vul de reden in." in antwoord.content.decode()


def test_omkeren_of_an_award_that_was_used_is_refused_with_the_way_out(client, post):
    verplichting = toekenning(post, "600.00")
    wijzig = Begrotingspost.objects.get(pk=post.pk)
    vrijgeven(
        verplichting=verplichting,
        bedrag=Decimal(1),
        sleutel="v",
        door=verplichting.boeking.door,
        reden="niet nodig",
    )

    antwoord = omkeren(client, verplichting.boeking)

    assert antwoord.status_code == 409
    assert "Geef vrij wat nog openstaat" in antwoord.content.decode()
    assert stand(wijzig).toegekend == 600


# --- Who --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wie", MENSEN)
def test_pages_of_a_line_are_read_by_two_and_written_by_one(client, personas, post, kosten, wie):
    browser = log_in(client, getattr(personas, wie))
    lezen = [adres("post", post), reverse("financien:boeking", args=[kosten.pk])]
    schrijven = [adres(naam, post) for naam in ("post_wijzigen", "post_overboeken", "post_kosten")]
    schrijven.append(reverse("financien:boeking_omkeren", args=[kosten.pk]))

    mag_lezen, mag_schrijven = wie in {"controller", "directeur"}, wie == "controller"
    assert [browser.get(url).status_code for url in lezen] == [200 if mag_lezen else 403] * 2
    assert [browser.get(url).status_code for url in schrijven] == [200 if mag_schrijven else 403] * 4
    assert [browser.post(url).status_code for url in schrijven] == [422 if mag_schrijven else 403] * 4


def test_buttons_are_for_the_controller_only(client, directeur, post, kosten):
    directeur = log_in(client, directeur)

    tekst = directeur.get(adres("post", post)).content.decode()
    boeking = directeur.get(reverse("financien:boeking", args=[kosten.pk])).content.decode()

    assert "Wijzig de begroting" not in tekst
    assert "Keer deze boeking om" not in boeking
