"""The pages and files of the reports: for whom, what they show, and how often they ask the database."""

import csv
import io
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from financien.models import Begrotingspost
from financien.rapporten.beelden import jaardelen
from swv.organisaties.models import Samenwerkingsverband
from tests.factories.financien import BegrotingsjaarFactory, BegrotingspostFactory, hevel_over
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.financien.rapportwereld import Wereld
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db
ADRESSEN = [
    "/rapporten/?periode=jaar-2026",
    "/rapporten/?periode=tertiaal-2026-2&indeling=school",
    "/rapporten/bestand/csv/?periode=jaar-2026",
    "/rapporten/boekingen/?periode=jaar-2026&jaar=2026&kolom=vrij",
    "/rapporten/boekingen/xlsx/?periode=jaar-2026&jaar=2026&kolom=vrij",
    "/rapporten/beeld/2026/",
    "/rapporten/boekhouding/2026/",
    "/rapporten/boekhouding/2026/xaf/",
]
BLADZIJDEN = [adres for adres in ADRESSEN if not any(deel in adres for deel in ("csv", "xlsx", "xaf"))]


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel("2026-12-15T12:00:00Z"):
        yield


@pytest.fixture
def wereld() -> Wereld:
    SamenwerkingsverbandFactory()
    return Wereld()


@pytest.fixture
def controller(ingelogd):
    return ingelogd("controller")


def inhoud(antwoord) -> bytes:
    geheel = antwoord.getvalue()
    antwoord.close()
    return geheel


@pytest.mark.parametrize("adres", ADRESSEN)
@pytest.mark.parametrize("wie", MENSEN)
def test_reports_are_for_controller_and_director_only(client, wereld, personas, wie, adres):
    antwoord = log_in(client, getattr(personas, wie)).get(adres)

    assert antwoord.status_code == (200 if wie in {"controller", "directeur"} else 403)
    antwoord.close()


@pytest.mark.parametrize("adres", ADRESSEN)
def test_reports_ask_to_log_in(client, adres):
    assert client.get(adres)["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("adres", ADRESSEN)
def test_reports_only_read(controller, adres):
    assert controller.post(adres).status_code == 405


@pytest.mark.parametrize("adres", BLADZIJDEN)
def test_pages_take_as_many_queries_with_more_lines(
    controller, wereld, adres, django_assert_num_queries, django_assert_max_num_queries
):
    controller.get(adres)
    with django_assert_max_num_queries(14) as eerst:
        controller.get(adres)
    for _ in range(3):
        BegrotingspostFactory(jaar=wereld.post("L.S.01").jaar, met_ruimte="5.00")

    with django_assert_num_queries(len(eerst)):
        controller.get(adres)


@pytest.mark.parametrize(("kans", "kan_niet"), [("150", True), ("half", True), ("50", False), ("", False)])
def test_chance_that_cannot_be_used_is_said_and_stays_in_the_field(controller, wereld, kans, kan_niet):
    antwoord = controller.get("/rapporten/", {"periode": "jaar-2026", "kans": kans})

    assert ("Deze kans kan niet" in antwoord.content.decode()) == kan_niet
    assert f'value="{kans or 100}"' in antwoord.content.decode()


def test_report_shows_figures_sums_and_a_sentence(controller, wereld):
    tekst = controller.get("/rapporten/?periode=jaar-2026").content.decode()

    assert "Begrotingsjaar 2026 per post" in tekst
    assert "Lasten 2026 (in euro’s)" in tekst
    assert "Van €\xa09.000,00 is €\xa07.013,34 nog vrij." in tekst
    assert "L.S.01 Ambitie 1" in tekst
    assert "Samen" in tekst


def test_every_figure_leads_to_bookings_that_are_together_that_figure(controller, wereld):
    pagina = controller.get("/rapporten/?periode=jaar-2026&indeling=ambitie")
    links = [
        cel for blok in pagina.context["blokken"] for rij in blok["rijen"] for cel in rij["cellen"] if cel["adres"]
    ]

    assert len(links) > 8
    for cel in links:
        achter = controller.get(f"{reverse('financien:rapport_boekingen')}?{cel['adres']}")
        assert f"samen €\xa0{cel['tekst']}" in achter.content.decode()


def test_bookings_lead_to_the_booking_itself(controller, wereld):
    pagina = controller.get("/rapporten/boekingen/?periode=jaar-2026&jaar=2026&kolom=betaald")

    assert reverse("financien:boeking", args=[pagina.context["boekingen"][0].boeking_id]) in pagina.content.decode()


def test_report_without_any_budget_says_what_will_come(controller):
    assert "Nog geen begroting" in controller.get("/rapporten/").content.decode()


def test_report_of_a_period_without_money_says_so(controller, wereld):
    tekst = controller.get("/rapporten/?periode=jaar-2031").content.decode()

    assert "Niets om te laten zien" in tekst
    assert "Download" not in tekst


def test_report_without_period_takes_the_nearest_budget(controller):
    BegrotingsjaarFactory(jaar=2024), BegrotingsjaarFactory(jaar=2025)

    assert controller.get("/rapporten/").context["vraag"].periode.code == "jaar-2025"


@pytest.mark.parametrize(
    "adres",
    [
        "/rapporten/bestand/pdf/",
        "/rapporten/boekingen/",
        "/rapporten/boekingen/?jaar=2026&kolom=onzin",
        "/rapporten/boekingen/pdf/?periode=jaar-2026&jaar=2026&kolom=vrij",
        "/rapporten/beeld/2031/",
        "/rapporten/boekhouding/999999999999/",
        "/rapporten/boekhouding/2031/xaf/",
    ],
)
def test_what_is_not_there_is_a_missing_page(controller, wereld, adres):
    assert controller.get(adres).status_code == 404


def test_csv_of_a_report_reads_back_as_its_figures(controller, wereld):
    antwoord = controller.get("/rapporten/bestand/csv/?periode=jaar-2026")
    rijen = list(csv.DictReader(io.StringIO(inhoud(antwoord).decode("utf-8-sig")), delimiter=";"))

    assert antwoord["Content-Disposition"] == 'attachment; filename="begrotingsjaar-2026-per-post.csv"'
    assert [(rij["Code"], rij["Betaald"], rij["Vrij"]) for rij in rijen] == [
        ("L.A.01", "0,00", "933,34"),
        ("L.S.01", "800,00", "3830,00"),
        ("L.S.02", "0,00", "2250,00"),
        ("B.01", "", ""),
    ]


def test_xlsx_of_bookings_holds_numbers_days_and_no_formula(controller, wereld):
    adres = "/rapporten/boekingen/xlsx/?periode=jaar-2027&jaar=2027&kolom=kosten"
    vel = load_workbook(io.BytesIO(inhoud(controller.get(adres)))).active
    rij = {vel.cell(1, n).value: vel.cell(2, n) for n in range(1, vel.max_column + 1)}

    assert rij["Bedrag"].value == 44.44
    assert rij["Telt vanaf"].is_date
    assert (rij["Omschrijving"].value, rij["Omschrijving"].data_type) == ("'=1+1", "s")


def test_auditfile_is_a_download(controller, wereld):
    antwoord = controller.get("/rapporten/boekhouding/2026/xaf/")

    assert antwoord["Content-Disposition"] == 'attachment; filename="auditfile-2026.xaf"'
    assert inhoud(antwoord).startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<auditfile xmlns=')


def test_auditfile_without_rsin_is_refused_on_the_page_that_says_where_to_fill_it_in(controller, wereld):
    swv = Samenwerkingsverband.objects.get()
    swv.rsin = ""
    swv.save()

    bladzijde, bestand = (controller.get(f"/rapporten/boekhouding/2026/{deel}") for deel in ("", "xaf/"))

    assert [bladzijde.status_code, bestand.status_code] == [200, 422]
    for antwoord in (bladzijde, bestand):
        assert "Beheer, Samenwerkingsverband, RSIN." in antwoord.content.decode()
        assert "Download auditfile" not in antwoord.content.decode()


def test_bookkeeping_page_lists_lines_without_code(controller, wereld):
    Begrotingspost.objects.filter(code="L.S.01").update(rgs="WBedAlk")

    tekst = controller.get("/rapporten/boekhouding/2026/").content.decode()

    assert "3 posten hebben nog geen RGS-code" in tekst
    assert "lasten onder WBed (overige bedrijfskosten)" in tekst
    assert "Dat is een aanname van het portaal." in tekst
    assert "Ambitie 2" in tekst
    assert "Ambitie 1" not in tekst


def test_bookkeeping_page_says_when_every_line_has_a_code(controller, wereld):
    Begrotingspost.objects.update(rgs="WBedAlk")

    assert "Alle posten hebben een RGS-code" in controller.get("/rapporten/boekhouding/2026/").content.decode()


def test_pictures_say_in_one_sentence_how_the_year_stands(controller, wereld):
    pagina = controller.get("/rapporten/beeld/2026/")

    assert pagina.context["verwachting"].zin == (
        "Wij verwachten in 2026 €\xa02.236,67 uit te geven, €\xa06.763,33 minder dan begroot (€\xa09.000,00)."
    )
    assert pagina.context["besteding"].zin.startswith("Het meeste geld gaat naar Ambitie 1: €\xa01.170,00, 59%")
    assert pagina.context["verloop"].zin.startswith("Tot en met december is van €\xa09.000,00 nog €\xa07.013,34 over, ")


def test_picture_of_the_year_end_adds_up_to_the_forecast_of_the_report(controller, wereld):
    rapport = controller.get("/rapporten/?periode=jaar-2026&kans=50").context["rapport"]
    zin = controller.get("/rapporten/beeld/2026/?kans=50").context["verwachting"].zin

    assert rapport.totaal("prognose") == Decimal("2111.67")
    assert "€\xa02.111,67" in zin


def test_money_carried_over_is_no_open_request_in_the_pictures(wereld):
    hevel_over(wereld.innovatie)

    een = next(deel for deel in jaardelen(2026) if deel.naam == "Ambitie 1")

    assert (een.uitgegeven, een.te_betalen, een.aangevraagd) == (770, 0, 0)


def test_picture_of_one_line_stops_at_this_month(controller, wereld):
    with time_machine.travel("2026-11-15T12:00:00Z"):
        beeld = controller.get(f"/rapporten/beeld/2026/?post={wereld.post('L.S.01').pk}").context["verloop"]

    assert beeld.titel == "Verloop in 2026: L.S.01 Ambitie 1"
    assert beeld.zin.endswith("meer dan volgens plan. Daarnaast is €\xa01.200,00 toegekend en nog niet betaald.")
    assert beeld.rijen[10] == ["nov", "€\xa0416,67", "€\xa03.800,00", "€\xa05.000,00"]
    assert beeld.rijen[11] == ["dec", "€\xa00,00", "–", "–"]


def test_pictures_of_a_year_to_come_and_of_an_empty_year(controller, wereld):
    BegrotingsjaarFactory(jaar=2028)

    assert "moet nog beginnen" in controller.get("/rapporten/beeld/2027/").context["verloop"].zin
    assert "Nog geen posten" in controller.get("/rapporten/beeld/2028/").content.decode()


def test_pages_have_nothing_inline(controller, wereld):
    for adres in BLADZIJDEN:
        tekst = controller.get(adres).content.decode()
        assert " style=" not in tekst
        assert "<script>" not in tekst
