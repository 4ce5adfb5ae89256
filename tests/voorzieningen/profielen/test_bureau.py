"""For bureau and director: how every school stands, and which facility is where."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import ChecklistFactory, ProfielFactory, VoorzieningFactory
from tests.personas import MENSEN, Personas, log_in

pytestmark = pytest.mark.django_db
OVERZICHT, DEKKING = "/profielen/overzicht/", "/profielen/dekking/"
BUREAU = ("bureau", "bureau_collega", "directeur")


def _inhoud(antwoord: object) -> bytes:
    return b"".join(antwoord.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("wie", MENSEN)
def test_pages_are_for_bureau_and_director(client: Client, personas: Personas, wie: str) -> None:
    log_in(client, getattr(personas, wie))

    for adres in (OVERZICHT, DEKKING, OVERZICHT + "csv/", DEKKING + "xlsx/"):
        antwoord = client.get(adres)
        assert antwoord.status_code == (200 if wie in BUREAU else 403), adres
        list(antwoord)  # a file is closed once it is read


def test_piles_count_the_schools_and_lead_to_them(client: Client, personas: Personas) -> None:
    ProfielFactory(school=personas.school, te_oud=True)
    ProfielFactory(school=personas.zusterschool, gepubliceerd=True)
    ChecklistFactory(school=personas.zusterschool, vastgesteld=True, overal="nee")
    log_in(client, personas.bureau)

    stapels = {code: aantal for code, _, aantal in client.get(OVERZICHT).context["stapels"]}

    assert stapels == {"geen": 1, "oud": 1, "bijna": 0, "actueel": 1, "norm": 1, "zonder": 2}
    for code, school in (("oud", personas.school), ("geen", personas.school_elders), ("norm", personas.zusterschool)):
        regels = client.get(OVERZICHT, {"stand": code}).context["regels"]
        assert [stand.school for stand, _ in regels] == [school]


def test_overview_is_filtered_by_board_and_name(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    bestuur = client.get(OVERZICHT, {"bestuur": personas.bestuur_b.pk}).context["regels"]
    naam = client.get(OVERZICHT, {"zoek": "zuster"}).context["regels"]
    fout = client.get(OVERZICHT, {"stand": "verzonnen"})

    assert [stand.school for stand, _ in bestuur] == [personas.school_elders]
    assert [stand.school for stand, _ in naam] == [personas.zusterschool]
    assert (fout.status_code, "Kies een stand uit de lijst." in fout.content.decode()) == (422, True)


def test_what_a_school_types_is_not_in_the_overview(client: Client, personas: Personas) -> None:
    ProfielFactory(school=personas.school)
    log_in(client, personas.bureau)

    pagina = client.get(OVERZICHT).content.decode()

    assert "Concept" in pagina
    assert "Elke leerling heeft een mentor." not in pagina


@pytest.mark.parametrize("aantal", [1, 3])
def test_overview_costs_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_num_queries: DjangoAssertNumQueries, aantal: int
) -> None:
    for _ in range(aantal):
        school = ProfielFactory(gepubliceerd=True).school
        ChecklistFactory(school=school, vastgesteld=True)
    log_in(client, personas.bureau)

    client.get(OVERZICHT)
    with django_assert_num_queries(10):
        client.get(OVERZICHT)


def test_overview_as_a_file_has_the_rows_of_the_page(client: Client, personas: Personas) -> None:
    ProfielFactory(school=personas.school, te_oud=True)
    log_in(client, personas.bureau)

    inhoud = _inhoud(client.get(OVERZICHT + "csv/", {"stand": "oud"})).decode("utf-8-sig")

    (rij,) = csv.DictReader(io.StringIO(inhoud), delimiter=";")
    assert (rij["School"], rij["Stand"], rij["Geldig tot"]) == ("School A", "Ouder dan twee jaar", "2026-08-15")
    assert client.get(OVERZICHT + "pdf/").status_code == 404


@pytest.fixture
def trajectklas(personas: Personas) -> None:
    klas = VoorzieningFactory(naam="Trajectklas", soort="plaats")
    VoorzieningFactory(naam="Lift", soort="plaats")
    ProfielFactory(school=personas.school, gepubliceerd=True, met=[klas])
    ProfielFactory(school=personas.zusterschool, gepubliceerd=True)


@pytest.mark.usefixtures("trajectklas")
@pytest.mark.parametrize(
    ("per", "woorden"), [("bestuur", "1 van 2"), ("plaats", "1 van 2"), ("school", "School A</a>"), ("", "1 van 2")]
)
def test_coverage_page_says_who_has_what(client: Client, personas: Personas, per: str, woorden: str) -> None:
    log_in(client, personas.directeur)

    pagina = client.get(DEKKING, {"per": per}).content.decode()

    assert woorden in pagina.split("Trajectklas</a>")[1].split("</tr>")[0]
    assert "Van 1 school weten wij niet wat er is." in " ".join(pagina.split())


@pytest.mark.usefixtures("trajectklas")
def test_coverage_can_show_gaps_and_one_kind_of_school_only(client: Client, personas: Personas) -> None:
    SchoolFactory(naam="Vso", soort="vso")
    log_in(client, personas.bureau)

    gaten = client.get(DEKKING, {"gaten": "on"}).context["dekking"]
    vso = client.get(DEKKING, {"soort": "vso"}).context["dekking"]

    assert [rij.voorziening.naam for rij in gaten.regels] == ["Lift"]
    assert [len(groep.scholen) for groep in vso.groepen] == [1]
    assert client.get(DEKKING, {"per": "maan"}).status_code == 422


@pytest.mark.usefixtures("trajectklas")
def test_coverage_as_a_file_tells_what_is_not_known(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    blad = load_workbook(io.BytesIO(_inhoud(client.get(DEKKING + "xlsx/")))).active

    rijen = list(blad.iter_rows(values_only=True))
    assert rijen[0][3:] == (
        "Stichting Scholen A (2 van 2 met profiel)", "Stichting Scholen B (0 van 1 met profiel)",
    )  # fmt: skip
    assert rijen[1:] == [("Lift", "plaats", 0, 0, "niet bekend"), ("Trajectklas", "plaats", 1, 1, "niet bekend")]
    assert client.get(DEKKING + "pdf/").status_code == 404


@pytest.mark.parametrize("aantal", [1, 3])
def test_coverage_costs_a_fixed_number_of_queries(
    client: Client, personas: Personas, django_assert_num_queries: DjangoAssertNumQueries, aantal: int
) -> None:
    for _ in range(aantal):
        ProfielFactory(gepubliceerd=True, met=[VoorzieningFactory(soort="plaats")])
    log_in(client, personas.bureau)

    client.get(DEKKING)
    with django_assert_num_queries(8):
        client.get(DEKKING)
