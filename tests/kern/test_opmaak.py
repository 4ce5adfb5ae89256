"""One spelling for amounts, dates and sizes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from swv.kern import opmaak


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        (Decimal("12500"), "€\xa012.500,00"),
        (Decimal("0.5"), "€\xa00,50"),
        (1_234_567, "€\xa01.234.567,00"),
        (Decimal("-12.345"), "€\xa0-12,35"),
    ],
)
def test_euro_writes_dutch_amount_with_cents(bedrag: Decimal, tekst: str) -> None:
    assert opmaak.euro(bedrag) == tekst


@pytest.mark.parametrize(
    ("aantal", "tekst"),
    [
        (Decimal("160.00"), "160\xa0uur"),
        (Decimal("2.50"), "2,5\xa0uur"),
        (4, "4\xa0uur"),
        (Decimal("1250"), "1.250\xa0uur"),
    ],
)
def test_uren_are_written_without_needless_zeros(aantal: Decimal, tekst: str) -> None:
    assert opmaak.uren(aantal) == tekst


def test_datum_of_late_utc_moment_is_the_next_day_in_the_netherlands() -> None:
    assert opmaak.datum(datetime(2026, 3, 13, 23, 30, tzinfo=UTC)) == "14\xa0maart\xa02026"


def test_datumtijd_shows_local_time() -> None:
    assert opmaak.datumtijd(datetime(2026, 7, 1, 8, 42, tzinfo=UTC)) == "1\xa0juli\xa02026 om 10:42"


@pytest.mark.parametrize(
    ("dag", "tekst"),
    [
        (date(2026, 3, 20), "nog 6 dagen"),
        (date(2026, 3, 15), "nog 1 dag"),
        (date(2026, 3, 14), "vandaag"),
        (date(2026, 3, 13), "1 dag te laat"),
        (date(2026, 3, 11), "3 dagen te laat"),
    ],
)
def test_dagen_nog_counts_calendar_days(dag: date, tekst: str) -> None:
    assert opmaak.dagen_nog(dag, vandaag=date(2026, 3, 14)) == tekst


@pytest.mark.parametrize(
    ("aantal", "tekst"),
    [
        (12, "1\xa0kB"),
        (348_160, "340\xa0kB"),
        (1024 * 1024 - 1, "1\xa0MB"),
        (1_258_291, "1,2\xa0MB"),
        (20 * 1024 * 1024, "20\xa0MB"),
        (10.04 * 1024 * 1024, "10\xa0MB"),
    ],
)
def test_bestandsgrootte_uses_the_unit_people_know(aantal: int, tekst: str) -> None:
    assert opmaak.bestandsgrootte(aantal) == tekst
