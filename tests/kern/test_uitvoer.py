"""Tables as files: what a spreadsheet reads back, and that big ones need no memory."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from swv.kern import uitvoer
from swv.kern.uitvoer import TeVeelRijen, bestand, onschadelijk, schrijf_csv, schrijf_xlsx, tabelbestand

KOPPEN = ("Post", "Bedrag", "Dag")
FORMULES = [
    "=1+1",
    "+31 6 12345678",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =cmd|' /C calc'!A0",
    "\ufeff=1",
    "＝1+1",
    "＠SUM(1)",
]


def als_csv(rijen: list[tuple[object, ...]], koppen: tuple[str, ...] = KOPPEN) -> bytes:
    uit = io.BytesIO()
    schrijf_csv(uit, koppen, rijen)  # type: ignore[arg-type]
    return uit.getvalue()


def als_vel(rijen: list[tuple[object, ...]], koppen: tuple[str, ...] = KOPPEN, **opties: str):
    uit = io.BytesIO()
    schrijf_xlsx(uit, koppen, rijen, **opties)  # type: ignore[arg-type]
    return load_workbook(io.BytesIO(uit.getvalue())).active


def test_csv_has_bom_semicolons_decimal_comma_and_iso_days() -> None:
    inhoud = als_csv([('Ambitie 2; plan "A"', Decimal("-1234.50"), date(2026, 12, 1))])

    assert inhoud == (b"\xef\xbb\xbfPost;Bedrag;Dag\r\n" + b'"Ambitie 2; plan ""A""";-1234,50;2026-12-01\r\n')


def test_csv_writes_every_kind_of_value() -> None:
    rij = als_csv([(None, True, False, 7, datetime(2026, 7, 1, 10, 0, tzinfo=UTC), "é\nregel")], ("a",) * 6)

    lezer = list(csv.reader(io.StringIO(rij.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lezer[1] == ["", "ja", "nee", "7", "2026-07-01 12:00:00", "é\nregel"]


@pytest.mark.parametrize("tekst", FORMULES)
def test_formula_in_a_cell_is_made_harmless_in_both_files(tekst: str) -> None:
    cel = als_vel([(tekst, 1, None)])["A2"]
    veld = next(csv.reader(io.StringIO(als_csv([(tekst,)]).decode("utf-8-sig").split("\r\n", 1)[1], newline="")))[0]

    assert cel.data_type == "s"
    assert str(cel.value).startswith("'")
    assert veld.startswith("'")


@pytest.mark.parametrize("tekst", ["Ambitie 2", "1-1-2026", "a=b", "info@school.nl", "–", ""])
def test_plain_text_stays_as_it_is(tekst: str) -> None:
    assert onschadelijk(tekst) == tekst


def test_header_that_looks_like_a_formula_is_harmless_too() -> None:
    assert als_csv([], ("=1",)) == b"\xef\xbb\xbf'=1\r\n"
    assert als_vel([], ("=1",))["A1"].value == "'=1"


def test_control_characters_and_half_characters_are_left_out() -> None:
    assert onschadelijk("a\x00b\x1bc\ud800d") == "abcd"
    assert als_vel([("a\x0bb", 1, None)])["A2"].value == "ab"


def test_xlsx_keeps_numbers_as_numbers_and_days_as_days() -> None:
    vel = als_vel([("L.S.02", Decimal("1234.50"), date(2026, 12, 1)), ("L.S.03", -3, None)])

    assert (vel["B2"].value, vel["B2"].data_type, vel["B2"].number_format) == (1234.5, "n", "#,##0.00")
    assert (vel["C2"].value, vel["C2"].is_date) == (datetime(2026, 12, 1), True)  # noqa: DTZ001
    assert (vel["B3"].value, vel["C3"].value) == (-3, None)


def test_xlsx_writes_a_moment_in_local_time_and_a_yes() -> None:
    vel = als_vel([("x", True, datetime(2026, 7, 1, 10, 0, tzinfo=UTC))])

    assert (vel["B2"].value, vel["C2"].value) == ("ja", datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001


def test_xlsx_freezes_a_bold_header_row_with_filter_and_names_the_sheet() -> None:
    vel = als_vel([("x", 1, None)], blad="Boekingen 2026/2027 [een heel lange naam]")

    assert (vel.freeze_panes, vel.auto_filter.ref, vel["A1"].font.bold) == ("A2", "A1:C1", True)
    assert vel.title == "Boekingen 2026 2027  een heel l"


def test_xlsx_cuts_text_at_what_a_cell_holds() -> None:
    assert len(als_vel([("x" * 40_000, 1, None)])["A2"].value) == 32_767


@pytest.mark.parametrize("schrijf", [schrijf_csv, schrijf_xlsx])
def test_more_rows_take_no_more_memory(schrijf) -> None:
    def piek(aantal: int) -> int:
        tracemalloc.start()
        with open("/dev/null", "wb") if schrijf is schrijf_csv else io.BytesIO() as uit:
            schrijf(uit, KOPPEN, (("Ambitie", Decimal("1.00"), date(2026, 1, 1)) for _ in range(aantal)))
        hoogste = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hoogste

    piek(10)

    assert piek(8_000) < piek(500) + 400_000


@pytest.mark.django_db  # the end of an answer looks at the connections
def test_download_is_private_and_keeps_a_safe_name() -> None:
    antwoord = tabelbestand("csv", naam='Rapport "tertiaal"\r\n2026/2027', koppen=("a",), rijen=[(1,)])

    assert antwoord["Content-Disposition"] == 'attachment; filename="rapport-tertiaal-20262027.csv"'
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"
    assert antwoord["Cache-Control"] == "private, no-store"
    assert antwoord.getvalue() == b"\xef\xbb\xbfa\r\n1\r\n"
    antwoord.close()


@pytest.mark.django_db  # the end of an answer looks at the connections
def test_xlsx_download_opens_again() -> None:
    antwoord = tabelbestand("xlsx", naam="x", koppen=("a",), rijen=[(1,)])

    assert load_workbook(io.BytesIO(antwoord.getvalue())).active["A2"].value == 1
    antwoord.close()


def test_failure_halfway_leaves_no_half_file() -> None:
    def schrijf(uit: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bestand(schrijf, naam="x", extensie="csv")


def test_sheet_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uitvoer, "_RIJGRENS", 3)

    with pytest.raises(TeVeelRijen):
        als_vel([("x", 1, None)] * 3)


def test_unknown_format_is_refused() -> None:
    with pytest.raises(KeyError):
        tabelbestand("pdf", naam="x", koppen=("a",), rijen=[])
    assert list(uitvoer.FORMATEN) == ["csv", "xlsx"]
