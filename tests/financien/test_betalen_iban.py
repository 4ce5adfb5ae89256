from datetime import date

import pytest

from financien.iban import OnjuisteIban, lees_iban, masker, toon_iban
from financien.werkdagen import bankdag_vanaf, is_bankdag


@pytest.mark.parametrize("getypt", ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", "NL91.ABNA.0417.1643.00"])
def test_iban_as_people_type_it_is_read(getypt):
    assert lees_iban(getypt) == "NL91ABNA0417164300"


@pytest.mark.parametrize("goed", ["BE68539007547034", "DE89370400440532013000", "FR1420041010050500013M02606"])
def test_iban_of_another_sepa_country_is_fine(goed):
    assert lees_iban(goed) == goed


@pytest.mark.parametrize(
    ("getypt", "zin"),
    [
        ("NL92ABNA0417164300", "controlegetal"),
        ("NL91ABNA0417164301", "controlegetal"),
        ("AE070331234567890123456", "buiten het SEPA-gebied"),
        ("NL91ABNA041716430", "Controleer"),
        ("123456789", "Dit is geen IBAN"),
        ("", "Dit is geen IBAN"),
    ],
)
def test_iban_that_cannot_be_right_is_refused_with_what_is_wrong(getypt, zin):
    with pytest.raises(OnjuisteIban) as fout:
        lees_iban(getypt)

    assert zin in fout.value.zin


def test_iban_is_shown_in_fours_and_masked_in_lists():
    assert toon_iban("NL91ABNA0417164300") == "NL91 ABNA 0417 1643 00"
    assert masker("NL91ABNA0417164300") == "NL91 … 4300"


@pytest.mark.parametrize(
    "dag",
    ["2026-11-21", "2026-11-22", "2027-01-01", "2027-03-26", "2027-03-29", "2026-05-01", "2026-12-25", "2028-12-26"],
)
def test_banks_settle_nothing_in_weekends_and_on_target_holidays(dag):
    assert not is_bankdag(date.fromisoformat(dag))


@pytest.mark.parametrize("dag", ["2026-11-23", "2027-03-25", "2027-03-30", "2026-04-27", "2026-12-24"])
def test_banks_settle_on_other_days_also_on_a_dutch_holiday(dag):
    assert is_bankdag(date.fromisoformat(dag))


def test_first_bank_day_after_christmas_and_a_weekend_is_found():
    assert bankdag_vanaf(date(2026, 12, 25)) == date(2026, 12, 28)
