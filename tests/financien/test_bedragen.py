from decimal import Decimal

import pytest

from financien.bedragen import in_centen, positief
from financien.fouten import OnjuistBedrag


@pytest.mark.parametrize("bedrag", [Decimal("1.005"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+20"), 1.5, "2"])
def test_in_centen_of_what_is_no_amount_is_refused(bedrag):
    with pytest.raises(OnjuistBedrag):
        in_centen(bedrag)


@pytest.mark.parametrize("bedrag", ["0", "0.00", "-1"])
def test_positief_of_nothing_or_less_is_refused(bedrag):
    with pytest.raises(OnjuistBedrag, match="hoger zijn dan"):
        positief(Decimal(bedrag))
