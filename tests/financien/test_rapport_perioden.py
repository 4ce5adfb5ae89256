from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financien.rapporten.perioden import (
    kalenderjaar,
    keuzes,
    lees_periode,
    schooljaar,
    tertiaal,
    tertialen,
)
from swv.kern.schooljaar import schooljaar as schooljaar_van


@pytest.mark.parametrize(
    ("dag", "code"),
    [
        (date(2026, 8, 1), "tertiaal-2026-1"),
        (date(2026, 11, 30), "tertiaal-2026-1"),
        (date(2026, 12, 1), "tertiaal-2026-2"),
        (date(2026, 12, 31), "tertiaal-2026-2"),
        (date(2027, 1, 1), "tertiaal-2026-2"),
        (date(2027, 3, 31), "tertiaal-2026-2"),
        (date(2027, 4, 1), "tertiaal-2026-3"),
        (date(2027, 7, 31), "tertiaal-2026-3"),
        (date(2027, 8, 1), "tertiaal-2027-1"),
        (date(2028, 2, 29), "tertiaal-2027-2"),
    ],
)
def test_tertiaal_of_a_day_at_every_border(dag, code):
    assert dag in lees_periode(code)


def test_tertialen_are_half_open_and_fill_the_school_year():
    eerste, tweede, derde = tertialen(2026)

    assert (eerste.van, derde.tot) == (schooljaar(2026).van, schooljaar(2026).tot)
    assert (eerste.tot, tweede.tot) == (tweede.van, derde.van)


@given(st.dates(date(2015, 1, 1), date(2099, 12, 31)))
def test_every_day_is_in_exactly_one_tertiaal(dag):
    jaar = schooljaar_van(dag)
    kandidaten = [*tertialen(jaar - 1), *tertialen(jaar), *tertialen(jaar + 1)]

    assert len([p for p in kandidaten if dag in p]) == 1


def test_second_tertiaal_cuts_across_two_budget_years():
    tweede = tertiaal(2026, 2)

    assert date(2026, 12, 31) in tweede
    assert date(2027, 1, 1) in tweede
    assert tweede.begrotingsjaar is None


@pytest.mark.parametrize("periode", [kalenderjaar(2026), schooljaar(2026), tertiaal(2026, 2)])
def test_period_holds_its_first_day_and_not_the_day_after_its_last(periode):
    assert periode.van in periode
    assert periode.tot not in periode
    assert periode.tot - timedelta(days=1) in periode


@pytest.mark.parametrize("periode", [kalenderjaar(2026), schooljaar(2026), *tertialen(2026)])
def test_period_is_read_back_from_its_code(periode):
    assert lees_periode(periode.code) == periode


@pytest.mark.parametrize(
    "code",
    ["", "jaar-2013", "jaar-2101", "jaar-2026-1", "tertiaal-2026", "tertiaal-2026-4", "jaar-٢٠٢٦", "JAAR-2026", "x"],
)
def test_code_that_is_no_period_gives_none(code):
    assert lees_periode(code) is None


def test_tertiaal_number_outside_the_year_is_refused():
    with pytest.raises(ValueError, match="1, 2 and 3"):
        tertiaal(2026, 4)


def test_days_in_words_name_the_last_day_itself():
    assert tertiaal(2026, 1).dagen == "1\xa0augustus\xa02026 tot en met 30\xa0november\xa02026"
    assert str(tertiaal(2026, 1)) == "Eerste tertiaal 2026-2027"


def test_keuzes_hold_every_period_that_touches_a_budget_year():
    codes = [periode.code for periode in keuzes([2026])]

    assert codes[:2] == ["jaar-2026", "schooljaar-2026"]
    assert {"tertiaal-2025-2", "tertiaal-2025-3", "tertiaal-2026-1", "tertiaal-2026-2"} <= set(codes)
    assert keuzes([]) == []
