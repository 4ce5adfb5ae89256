"""From when until when a TLV counts: the table of the law, and what is so for every day of ten years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toelating.geldigheid import (
    bezwaar_tegen_geldigheid,
    einddatum,
    is_einddatum,
    schooljaren,
    signaal_bij_ingang,
    vroegste_einddatum,
)

D = date.fromisoformat
DAGEN = [D("2021-01-01") + timedelta(days=n) for n in range((D("2031-12-31") - D("2021-01-01")).days + 1)]
dagen = st.dates(D("2021-01-01"), D("2031-12-31"))
jaren = st.integers(1, 8)


@pytest.mark.parametrize(
    ("ingang", "einde"),
    [
        ("2026-03-15", "2027-07-31"),
        ("2026-08-01", "2027-07-31"),
        ("2026-08-02", "2028-07-31"),
        ("2026-11-10", "2028-07-31"),
        ("2027-01-05", "2028-07-31"),
        # Days of court cases: RBROT 2016:4257, RBNHO 2017:9413, RBDHA 2019:14810.
        ("2015-01-05", "2016-07-31"),
        ("2017-08-01", "2018-07-31"),
        ("2018-04-25", "2019-07-31"),
        # The turns of the year.
        ("2026-01-01", "2027-07-31"),
        ("2026-07-31", "2027-07-31"),
        ("2026-12-31", "2028-07-31"),
        ("2028-02-29", "2029-07-31"),
    ],
)
def test_vroegste_einddatum_matches_the_table(ingang, einde):
    assert vroegste_einddatum(D(ingang)) == D(einde)


def test_every_day_of_ten_years_ends_on_31_july_after_a_whole_school_year():
    """Between the start and the end lies 1 August to 31 July at least once, and the year before would not do."""
    for ingang in DAGEN:
        einde = vroegste_einddatum(ingang)
        heel_jaar_begint = date(einde.year - 1, 8, 1)
        assert (einde.month, einde.day) == (7, 31)
        assert ingang <= heel_jaar_begint
        assert ingang > date(einde.year - 2, 8, 1)


def test_a_later_start_never_ends_earlier():
    eindes = [vroegste_einddatum(dag) for dag in DAGEN]

    assert eindes == sorted(eindes)


@given(ingang=dagen, aantal=jaren)
def test_einddatum_and_schooljaren_are_each_other_turned_round(ingang, aantal):
    einde = einddatum(ingang, schooljaren=aantal)

    assert is_einddatum(einde)
    assert schooljaren(ingang, einde) == aantal
    assert bezwaar_tegen_geldigheid(ingang, einde) is None


@given(ingang=dagen, aantal=jaren)
def test_one_school_year_more_ends_one_year_later(ingang, aantal):
    korter, langer = einddatum(ingang, schooljaren=aantal), einddatum(ingang, schooljaren=aantal + 1)

    assert langer == korter.replace(year=korter.year + 1)


@pytest.mark.parametrize("aantal", [0, -1])
def test_einddatum_of_less_than_one_school_year_is_refused(aantal):
    with pytest.raises(ValueError, match="ten minste een schooljaar"):
        einddatum(D("2026-08-01"), schooljaren=aantal)


@given(ingang=dagen, einde=dagen)
def test_bezwaar_names_a_day_that_can(ingang, einde):
    """Whatever somebody types: no objection, or a sentence with a 31 July that has none."""
    zin = bezwaar_tegen_geldigheid(ingang, einde)

    assert (zin is None) == (is_einddatum(einde) and einde >= vroegste_einddatum(ingang))
    if zin:
        jaar = next(int(woord.strip(".")) for woord in zin.split() if woord.strip(".").isdecimal() and len(woord) >= 4)
        assert bezwaar_tegen_geldigheid(ingang, date(jaar, 7, 31)) is None


@pytest.mark.parametrize(
    ("ingang", "einde", "zin"),
    [
        ("2026-08-01", "2027-07-30", "Kies 31 juli 2027"),
        ("2026-08-01", "2027-08-01", "Kies 31 juli 2028"),
        ("2026-08-02", "2027-07-31", "Met deze ingangsdatum is 31 juli 2028 de vroegste einddatum."),
        ("2026-03-15", "2026-07-31", "31 juli 2027 de vroegste"),
        ("2026-08-01", "2025-12-31", "Kies 31 juli 2027"),
    ],
)
def test_bezwaar_says_what_is_wrong_and_what_to_do(ingang, einde, zin):
    assert zin in bezwaar_tegen_geldigheid(D(ingang), D(einde))


@pytest.mark.parametrize(
    ("ingang", "vandaag", "signaal"),
    [
        ("2027-10-13", "2026-10-13", False),
        ("2027-10-14", "2026-10-13", True),
        ("2029-02-28", "2028-02-29", False),
        ("2029-03-01", "2028-02-29", True),
        ("2026-08-01", "2026-10-13", False),
    ],
)
def test_start_more_than_a_year_ahead_is_a_signal_and_no_refusal(ingang, vandaag, signaal):
    assert (signaal_bij_ingang(D(ingang), D(vandaag)) is not None) == signaal
