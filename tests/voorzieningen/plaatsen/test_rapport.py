from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory
from tests.personas import Personas, log_in
from voorzieningen.plaatsen.rapport import maak_rapport

pytestmark = pytest.mark.django_db


def test_use_and_effect_of_a_facility() -> None:
    """From 1 to 15 August: two places in fifteen days, one taken for twelve and one for thirteen days."""
    voorziening = CapaciteitFactory().voorziening
    PlaatsingFactory(voorziening=voorziening, beeindigd=True, aangevraagd_op="2026-07-20T10:00Z", uren_per_week=10)
    PlaatsingFactory(
        voorziening=voorziening,
        begonnen=True,
        gevraagd_van=date(2026, 7, 27),
        van=date(2026, 8, 3),
        aangevraagd_op="2026-07-20T10:00Z",
        uren_per_week=20,
    )
    PlaatsingFactory(voorziening=voorziening)

    [regel] = maak_rapport(2026).regels

    assert (regel.geplaatst, regel.beeindigd, regel.stand.bezet, regel.stand.wachtend) == (2, 1, 1, 1)
    assert regel.bezetting == round(100 * (12 + 13) / 30)
    assert (regel.duur_weken, regel.wachttijd_weken) == (Decimal("1.7"), Decimal("0.5"))
    assert regel.uren_per_week == 15
    assert regel.effect_in_woorden == ["1 keer doel bereikt"]


def test_use_is_not_known_where_the_number_is_not() -> None:
    PlaatsingFactory(beeindigd=True)

    [regel] = maak_rapport(2026).regels

    assert (regel.bezetting, regel.geplaatst) == (None, 1)


@pytest.mark.parametrize("jaar", [2025, 2027])
def test_another_year_does_not_count_it(jaar: int) -> None:
    PlaatsingFactory(beeindigd=True)

    [regel] = maak_rapport(jaar).regels

    assert (regel.geplaatst, regel.beeindigd, regel.duur_weken) == (0, 0, None)


@pytest.mark.parametrize("jaar", ["", "abcd", "1900", "99999"])
def test_page_with_a_strange_year_shows_the_present_one(client: Client, personas: Personas, jaar: str) -> None:
    log_in(client, personas.bureau)

    assert client.get("/voorzieningen/plaatsen/rapport/", {"jaar": jaar}).context["jaar"] == 2026


def _download(client: Client) -> dict[str, object]:
    antwoord = client.get("/voorzieningen/plaatsen/rapport/xlsx/?jaar=2026")
    vel = load_workbook(BytesIO(b"".join(antwoord.streaming_content))).active
    return dict(zip(*vel.values, strict=True))


def test_download_holds_the_same_and_no_school(client: Client, personas: Personas) -> None:
    voorziening = CapaciteitFactory(voorziening__naam="Kleinschalig vo", aantal=5).voorziening
    PlaatsingFactory.create_batch(5, voorziening=voorziening, beeindigd=True, school=personas.school, uren_per_week=10)
    log_in(client, personas.directeur)

    rij = _download(client)

    assert (rij["Voorziening"], rij["Beëindigd in het schooljaar"], rij["Doel bereikt"]) == ("Kleinschalig vo", 5, 5)
    assert (rij["Gemiddeld aantal uren per week"], rij["Gemiddelde duur in weken"]) == (10, 1.7)
    assert personas.school.naam not in str(rij)


def test_download_hides_small_counts_and_what_they_brought(client: Client, personas: Personas) -> None:
    """The page is for the bureau; a file goes outside, and one pupil with an effect is somebody."""
    PlaatsingFactory(beeindigd=True, uren_per_week=10)
    log_in(client, personas.bureau)

    rij = _download(client)

    assert (rij["Geplaatst in het schooljaar"], rij["Beëindigd in het schooljaar"]) == ("<5", "<5")
    verborgen = ("Gemiddelde duur in weken", "Gemiddeld aantal uren per week", "Doel bereikt", "Doel niet bereikt")
    assert {rij[kop] for kop in verborgen} == {"niet getoond"}


def test_unknown_format_is_missing(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)

    assert client.get("/voorzieningen/plaatsen/rapport/pdf/").status_code == 404
