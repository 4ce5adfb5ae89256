from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from financien.bestanden import lees_begroting
from financien.fouten import OnjuistBedrag
from financien.models import Boeking, Categorie, Leerlingbedrag, Leerlingtelling
from financien.models.prognose import teldatum
from financien.prognose import prognose_van, vso_geteld
from financien.services import begroting_laden
from financien.services.prognose import tarieven_invoeren, tellingen_invoeren
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingsjaarFactory, persoon
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db
VERWACHT, GETELD = Leerlingtelling.Soort.VERWACHT, Leerlingtelling.Soort.GETELD


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel("2026-11-22T12:00:00Z"):
        yield


@pytest.fixture
def begroting(jaarplan):
    """The budget of 2025: L.V.02 18,912,867, L.V.01 7,018,081 and B.04 38,471,974."""
    return begroting_laden(bestand=lees_begroting(jaarplan), door=persoon(Rolsoort.CONTROLLER)).jaar


def tel(soort=VERWACHT, dag=date(2024, 3, 1), **aantallen):
    return tellingen_invoeren(
        jaar=2025,
        soort=soort,
        aantallen={Categorie(categorie): aantal for categorie, aantal in aantallen.items()},
        bron="DUO",
        datum=dag,
        door=persoon(Rolsoort.CONTROLLER),
    )


def prijs(**bedragen):
    return tarieven_invoeren(
        jaar=2025,
        bedragen={Categorie(categorie): Decimal(bedrag) for categorie, bedrag in bedragen.items()},
        bron="Verzonnen",
        datum=date(2024, 3, 1),
        door=persoon(Rolsoort.CONTROLLER),
    )


def test_teldatum_is_the_first_of_february_of_the_year_before():
    assert teldatum(2025) == date(2024, 2, 1)


def test_prognose_is_pupils_times_amount_beside_the_budget(begroting):
    tel(vso_laag=1000, vso_midden=100, vso_hoog=50, pro=800)
    prijs(vso_laag="13000.00", vso_midden="20000.50", vso_hoog="30000.00", pro="8000.00")

    prognose = prognose_van(2025).prognose

    assert (prognose.vso.verwacht, prognose.vso.begroot) == (Decimal("16500050.00"), 18_912_867)
    assert prognose.vso.verschil == Decimal("-2412817.00")
    assert (prognose.pro.verwacht, prognose.pro.verschil) == (6_400_000, -618_081)
    assert prognose.over_van_zwaar == Decimal("21971924.00")
    assert "€\xa02.412.817,00 lager dan begroot" in prognose.zin


def test_prognose_beyond_zware_ondersteuning_says_who_pays(begroting):
    tel(vso_laag=3000, vso_midden=0, vso_hoog=0)
    prijs(vso_laag="13000.00")

    zin = prognose_van(2025).prognose.zin

    assert "€\xa0528.026,00 meer dan de zware ondersteuning. Dat betalen de besturen samen." in zin


def test_prognose_with_a_category_missing_is_not_known_yet(begroting):
    tel(vso_laag=1000, vso_midden=100)
    prijs(vso_laag="1.00", vso_midden="1.00", vso_hoog="1.00")

    prognose = prognose_van(2025).prognose

    assert (prognose.vso.verwacht, prognose.over_van_zwaar) == (None, None)
    assert "Nog niet alles is bekend" in prognose.zin


def test_newest_row_holds_and_the_older_ones_stay(begroting):
    tel(vso_laag=1000)
    tel(vso_laag=1010)
    prijs(vso_laag="100.00")
    prijs(vso_laag="200.00")

    pagina = prognose_van(2025)

    assert pagina.prognose.regels[0].kosten == 202_000
    assert [rij.aantal for rij in pagina.tellingen] == [1010, 1000]
    assert [rij.bedrag for rij in pagina.tarieven] == [200, 100]


def test_count_goes_before_an_expectation_that_is_newer(begroting):
    tel(GETELD, vso_laag=990)
    tel(VERWACHT, vso_laag=1000)

    telling = prognose_van(2025).prognose.regels[0].telling

    assert telling is not None
    assert (telling.aantal, telling.soort) == (990, GETELD)


def test_vso_geteld_adds_the_newest_counts_of_all_categories_and_no_expectation():
    tel(GETELD, vso_laag=990, vso_midden=50, pro=400)
    assert vso_geteld([2025]) == {}

    tel(GETELD, vso_laag=980, vso_hoog=20)
    tel(VERWACHT, vso_laag=9999)
    assert vso_geteld([2024, 2025]) == {2025: 1050}


@pytest.mark.parametrize(
    ("opties", "zin"),
    [
        ({}, "minstens één categorie"),
        ({"vso_laag": 1, "dag": date(2026, 11, 23)}, "in de toekomst"),
        ({"vso_laag": 1, "soort": GETELD, "dag": date(2024, 1, 31)}, "1\xa0februari\xa02024"),
        ({"vso_laag": -1}, "niet lager dan nul"),
    ],
)
def test_wrong_counts_are_refused_with_what_to_do(opties, zin):
    with pytest.raises(VoorwaardeNietVervuld, match=zin):
        tel(**opties)

    assert not Leerlingtelling.objects.exists()


def test_amounts_of_nothing_or_parts_of_a_cent_are_refused():
    for bedrag in ("0.00", "-5.00", "1.001"):
        with pytest.raises(OnjuistBedrag):
            prijs(vso_laag="5.00", pro=bedrag)

    assert not Leerlingbedrag.objects.exists()


def test_what_was_filled_in_never_changes():
    telling, tarief = tel(vso_laag=1)[0], prijs(vso_laag="1.00")[0]

    for rij in (telling, tarief):
        for doe in (rij.delete, lambda rij=rij: type(rij).objects.filter(pk=rij.pk).update(bron="anders")):
            with pytest.raises(DatabaseError), transaction.atomic():
                doe()


def test_forecast_books_nothing(begroting):
    voor = Boeking.objects.count()
    tel(vso_laag=1000)
    prijs(vso_laag="13000.00")

    assert Boeking.objects.count() == voor


# --- The pages ---------------------------------------------------------------------------------------------


def adres(naam: str, *args: int) -> str:
    return reverse(f"financien:{naam}", args=args)


@pytest.mark.parametrize("wie", MENSEN)
def test_forecast_is_read_by_controller_and_director_and_filled_in_by_the_controller(client, begroting, personas, wie):
    log_in(client, getattr(personas, wie))
    lezen, schrijven = wie in {"controller", "directeur"}, wie == "controller"

    for pagina in (adres("prognose", 2025), adres("scenario")):
        assert client.get(pagina).status_code == (200 if lezen else 403)
    assert client.get(adres("prognose_nu")).status_code == (302 if lezen else 403)
    for naam in ("prognose_leerlingen", "prognose_bedragen"):
        assert client.get(adres(naam, 2025)).status_code == (200 if schrijven else 403)
        assert client.post(adres(naam, 2025)).status_code == (200 if schrijven else 403)


def test_controller_fills_in_pupils_and_amounts(ingelogd, begroting):
    client = ingelogd(Rolsoort.CONTROLLER)
    bron = {"bron": "DUO", "datum": "1-3-2024"}

    client.post(
        adres("prognose_leerlingen", 2025),
        {"soort": "geteld", "vso_laag": "1000", "vso_midden": "0", "vso_hoog": "0", **bron},
    )
    antwoord = client.post(adres("prognose_bedragen", 2025), {"vso_laag": "13.000,00", **bron}, follow=True)

    tekst = antwoord.content.decode()
    assert "€\xa013.000.000,00" in tekst
    assert "€\xa05.912.867,00 lager dan begroot" in tekst


def test_nothing_filled_in_or_too_early_is_said_and_what_was_typed_stays(ingelogd, begroting):
    client = ingelogd(Rolsoort.CONTROLLER)

    leeg = client.post(adres("prognose_bedragen", 2025), {"bron": "DUO", "datum": "1-3-2024"}).content.decode()
    vroeg = client.post(
        adres("prognose_leerlingen", 2025), {"soort": "geteld", "pro": "12", "bron": "DUO", "datum": "1-1-2024"}
    ).content.decode()

    assert "Vul minstens één categorie in." in leeg
    assert "Er kan pas geteld zijn vanaf 1\xa0februari\xa02024" in vroeg
    assert 'value="12"' in vroeg


def test_forecast_without_anything_says_what_to_do(ingelogd, begroting):
    assert "Nog niets ingevuld" in ingelogd(Rolsoort.DIRECTEUR).get(adres("prognose", 2025)).content.decode()


def test_forecast_without_a_budget_says_so_and_of_an_unknown_year_is_missing(ingelogd):
    client = ingelogd(Rolsoort.CONTROLLER)

    assert "Nog geen begroting" in client.get(adres("prognose_nu")).content.decode()
    assert client.get(adres("prognose", 2025)).status_code == 404
    assert client.get(adres("prognose_bedragen", 2025)).status_code == 404


def test_forecast_takes_as_many_queries_for_a_longer_history(
    ingelogd, begroting, django_assert_max_num_queries, django_assert_num_queries
):
    client = ingelogd(Rolsoort.CONTROLLER)
    tel(vso_laag=1)
    prijs(vso_laag="1.00")
    client.get(adres("prognose", 2025))
    with django_assert_max_num_queries(12) as eerst:
        client.get(adres("prognose", 2025))
    tel(vso_laag=2, vso_hoog=3, pro=4)
    prijs(pro="2.00")

    with django_assert_num_queries(len(eerst)):
        client.get(adres("prognose", 2025))


def test_scenario_starts_with_the_frame_of_almere_as_printed(ingelogd):
    tekst = ingelogd(Rolsoort.DIRECTEUR).get(adres("scenario")).content.decode()

    for bedrag in ("1.951.000,00", "1.475.000,00", "1.104.000,00", "898.000,00"):
        assert f"€\xa0{bedrag}" in tekst
    assert "boven de signaleringswaarde" in tekst


@pytest.mark.parametrize("mee", ["50", "25"])
def test_scenario_says_what_it_takes_for_granted_and_where_to_change_it(ingelogd, mee):
    vragen = {"kader": "almere", "begin": "3,8", "eind": "3", "jaren": "4", "mee": mee, "reserve": "0"}

    tekst = ingelogd(Rolsoort.DIRECTEUR).get(adres("scenario"), vragen).content.decode()

    assert f"Aanname: {mee}% van de kosten van het vso gaat meteen mee" in tekst
    assert "Aanname: het verandert elk jaar evenveel." in tekst


def test_scenario_in_the_address_is_worked_out(ingelogd):
    vragen = {"kader": "almere", "begin": "3,8", "eind": "3,8", "jaren": "4", "mee": "50", "reserve": "2.192.000"}

    antwoord = ingelogd(Rolsoort.CONTROLLER).get(adres("scenario"), vragen)

    assert "-907.867" in antwoord.content.decode()
    assert "In 2021 is de reserve op." in antwoord.context["zin"]


def test_scenario_of_the_own_budget_with_a_debt_to_begin_with(ingelogd, begroting):
    vragen = {"kader": "2025", "begin": "3.8", "eind": "3", "jaren": "4", "mee": "100", "reserve": "-1.000,00"}

    antwoord = ingelogd(Rolsoort.CONTROLLER).get(adres("scenario"), vragen)

    assert antwoord.context["uitkomst"][0].reserve == -988_300
    assert "Begroting 2025, vier jaar gelijk" in antwoord.content.decode()


def test_scenario_of_a_budget_without_vso_says_so(ingelogd):
    BegrotingsjaarFactory(jaar=2026)
    vragen = {"kader": "2026", "begin": "3,8", "eind": "3", "jaren": "4", "mee": "100", "reserve": "0"}

    tekst = ingelogd(Rolsoort.CONTROLLER).get(adres("scenario"), vragen).content.decode()

    assert "geen post L.V.02" in tekst


@pytest.mark.parametrize(
    "fout",
    [
        {"begin": "veel"},
        {"begin": "-1"},
        {"begin": "3,145"},
        {"eind": "NaN"},
        {"jaren": "0"},
        {"mee": "101"},
        {"reserve": "--"},
        {"kader": "2019"},
        {"eind": ""},
    ],
)
def test_scenario_with_a_wrong_answer_shows_it_and_reckons_nothing(ingelogd, fout):
    goed = {"kader": "almere", "begin": "3,8", "eind": "3", "jaren": "4", "mee": "50", "reserve": "0"}

    antwoord = ingelogd(Rolsoort.CONTROLLER).get(adres("scenario"), {**goed, **fout})

    assert antwoord.status_code == 200
    assert list(antwoord.context["form"].errors) == list(fout)
    assert "uitkomst" not in antwoord.context
