from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financien.bedragen import in_centen, negentig_tien, positief
from financien.fouten import OnjuistBedrag


@pytest.mark.parametrize(
    ("bedrag", "eerste", "laatste"),
    [
        ("25000.00", "22500.00", "2500.00"),
        ("9999.99", "8999.99", "1000.00"),
        ("0.05", "0.05", "0.00"),
        ("0.01", "0.01", "0.00"),
        ("0.15", "0.14", "0.01"),
    ],
)
def test_negentig_tien_rounds_the_first_half_up(bedrag, eerste, laatste):
    assert negentig_tien(Decimal(bedrag)) == (Decimal(eerste), Decimal(laatste))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_negentig_tien_of_any_amount_adds_up(bedrag):
    eerste, laatste = negentig_tien(bedrag)

    assert eerste + laatste == bedrag
    assert abs(eerste - bedrag * 9 / 10) <= Decimal("0.005")


@pytest.mark.parametrize("bedrag", [Decimal("1.005"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+20"), 1.5, "2"])
def test_in_centen_of_what_is_no_amount_is_refused(bedrag):
    with pytest.raises(OnjuistBedrag):
        in_centen(bedrag)


@pytest.mark.parametrize("bedrag", ["0", "0.00", "-1"])
def test_positief_of_nothing_or_less_is_refused(bedrag):
    with pytest.raises(OnjuistBedrag, match="hoger zijn dan"):
        positief(Decimal(bedrag))
