"""The total of a school year: it adds up, knows no pupil, and comes as page, PDF and spreadsheet."""

import io
import subprocess
from decimal import Decimal

import page
import pytest
from django.test import Client
from openpyxl import load_workbook

from aanvragen.verantwoording import workflow as acts
from aanvragen.verantwoording.rapport import BESTANDSKOPPEN, Som, rapport
from tests.factories.aanvragen import antwoorden
from tests.factories.verantwoordingen import V, betaal_alles, ken_toe, maak_verantwoording
from tests.personas import log_in

pytestmark = pytest.mark.django_db
ADRES = "/verantwoordingen/rapport/"
D = Decimal


@pytest.fixture
def jaar(personas, betaald, in_juni):
    """School A spent € 7.000,00 of € 10.000,00 and is judged; its sister school still fills in € 2.500,00."""
    ander = ken_toe(
        personas,
        soort="frictiefonds",
        bedrag="2500",
        school=personas.zusterschool,
        coordinator=personas.coordinator_zuster,
    )
    betaal_alles(ander)
    in_juni()
    maak_verantwoording(personas, betaald, status=V.GOEDGEKEURD, besteed="7.000")
    maak_verantwoording(personas, ander)
    return 2026


def test_sums_per_kind_school_and_board_add_up(jaar):
    verslag = rapport(jaar)

    verwacht = Som(D(12500), D(11500), D(7000), D(7000), D(1000), D(2000), D(2500), 2, 1)
    assert verslag.som == verwacht
    assert [(groep.naam, groep.som.toegekend) for groep in verslag.per_soort] == [
        ("Frictiefonds", D(2500)),
        ("Innovatiegelden", D(10000)),
    ]
    (bestuur,) = verslag.per_bestuur
    assert (bestuur.naam, bestuur.som) == ("Stichting Scholen A", verwacht)
    assert [school.naam for school in bestuur.scholen] == ["School A (01AA00)", "Zusterschool A (01AA01)"]
    for groep in (*verslag.per_soort, *bestuur.scholen):
        assert groep.som.toegekend == sum(groep.som.bedragen[3:])


def test_what_lapsed_does_not_count(personas, jaar):
    rij = personas.zusterschool.aanvragen.get().verantwoordingen.get()
    type(rij).objects.filter(pk=rij.pk).update(toegekend=0)
    acts.laten_vervallen(rij, door=None)

    assert rapport(jaar).som.aantal == 1


def test_report_takes_three_queries_however_many_there_are(jaar, django_assert_num_queries):
    rapport(jaar)  # the kind of content is read once per process

    with django_assert_num_queries(3):
        rapport(jaar)


LEZERS = {"bureau", "bureau_collega", "directeur", "controller"}


@pytest.mark.parametrize("adres", [ADRES, f"{ADRES}csv/"])
def test_figures_are_for_bureau_directeur_and_controller(personas, wereld, adres):
    antwoorden_ = {wie: log_in(Client(), user).get(adres) for wie, user in personas.mensen()}

    assert {wie for wie, antwoord in antwoorden_.items() if antwoord.status_code == 200} == LEZERS
    assert {antwoord.status_code for antwoord in antwoorden_.values()} == {200, 403}
    for antwoord in antwoorden_.values():
        antwoord.close()


def test_page_shows_the_figures_and_links_to_no_dossier(personas, jaar):
    pagina = log_in(Client(), personas.controller).get(ADRES).content.decode()

    assert "Verantwoordingen over schooljaar 2026-2027: 2. Daarvan is er 1 beoordeeld." in pagina
    assert "12.500,00" in pagina
    assert "V-2627" not in pagina


def test_year_without_figures_says_what_will_come(personas, jaar):
    antwoord = log_in(Client(), personas.bureau).get(f"{ADRES}?jaar=2025")

    assert "Nog geen cijfers" in antwoord.content.decode()


def test_nonsense_in_the_address_is_the_newest_year_or_a_missing_page(personas, jaar):
    client = log_in(Client(), personas.bureau)

    assert "2026-2027" in client.get(f"{ADRES}?jaar=zoiets").content.decode()
    assert client.get(f"{ADRES}docx/").status_code == 404


def test_spreadsheet_has_a_row_per_school_and_kind_with_real_numbers(personas, jaar):
    antwoord = log_in(Client(), personas.controller).get(f"{ADRES}xlsx/")

    koppen, *rijen = load_workbook(io.BytesIO(antwoord.getvalue())).active.iter_rows(values_only=True)
    assert koppen == BESTANDSKOPPEN
    assert [rij[:6] for rij in rijen] == [
        ("Stichting Scholen A", "School A", "01AA00", "Innovatiegelden", 1, 0),
        ("Stichting Scholen A", "Zusterschool A", "01AA01", "Frictiefonds", 1, 1),
    ]
    assert rijen[0][6:] == (10000, 9000, 7000, 7000, 1000, 2000, 0)


def test_pdf_is_accessible_adds_up_and_names_no_pupil(personas, jaar, tmp_path):
    antwoord = log_in(Client(), personas.bureau).get(f"{ADRES}pdf/")
    pdf = antwoord.getvalue()

    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    pad = tmp_path / "rapport.pdf"
    pad.write_bytes(pdf)
    uit = subprocess.run(["pdftotext", "-layout", pad, "-"], capture_output=True, text=True, check=True).stdout
    woorden = " ".join(uit.split())
    assert "Verantwoording schooljaar 2026-2027" in woorden
    assert "Samen 12.500,00 11.500,00 7.000,00" in woorden
    assert "voorbeeld" not in woorden
    assert antwoorden("frictiefonds")["situatie"]["voor_wie"] not in woorden
