from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from financien.aandelen import deel_van_jaar, termijnen, verdeel
from financien.fouten import OnjuistBedrag
from swv.kern.fouten import VoorwaardeNietVervuld

BEDRAGEN = st.decimals(min_value="0.01", max_value="50000000.00", places=2)
GEWICHT = st.decimals(min_value=0, max_value=100000, places=4)
GEWICHTEN = st.dictionaries(st.text("ABC012", min_size=1, max_size=4), GEWICHT, min_size=1, max_size=40).filter(
    lambda gewichten: any(gewichten.values())
)


@given(bedrag=BEDRAGEN, gewichten=GEWICHTEN)
def test_verdeel_adds_up_to_the_cent_and_never_strays_a_cent_from_the_share(bedrag, gewichten):
    delen = verdeel(bedrag, gewichten)

    assert sum(delen.values()) == bedrag
    som = sum(gewichten.values())
    assert all(abs(deel - bedrag * gewichten[sleutel] / som) < Decimal("0.010001") for sleutel, deel in delen.items())
    assert all(delen[sleutel] == 0 for sleutel, gewicht in gewichten.items() if not gewicht)


@given(bedrag=BEDRAGEN, gewichten=GEWICHTEN, data=st.data())
def test_verdeel_does_not_depend_on_the_order_of_the_schools(bedrag, gewichten, data):
    anders = dict(data.draw(st.permutations(list(gewichten.items()))))

    assert verdeel(bedrag, anders) == verdeel(bedrag, gewichten)


@given(bedrag=BEDRAGEN, gewichten=GEWICHTEN, factor=st.integers(1, 1000))
def test_verdeel_looks_at_proportions_only(bedrag, gewichten, factor):
    assert verdeel(bedrag, {s: gewicht * factor for s, gewicht in gewichten.items()}) == verdeel(bedrag, gewichten)


@given(bedrag=BEDRAGEN, gewichten=GEWICHTEN)
def test_verdeel_gives_a_higher_weight_never_less(bedrag, gewichten):
    delen = verdeel(bedrag, gewichten)
    op_gewicht = sorted(gewichten, key=lambda s: (gewichten[s], delen[s]))

    assert [delen[s] for s in op_gewicht] == sorted(delen.values())


def test_verdeel_of_equal_remainders_gives_the_cent_to_the_lowest_code():
    gelijk = dict.fromkeys(("02BB00", "01AA00", "03CC00"), Decimal(1))

    assert verdeel(Decimal("100.00"), gelijk) == {
        "01AA00": Decimal("33.34"),
        "02BB00": Decimal("33.33"),
        "03CC00": Decimal("33.33"),
    }


@pytest.mark.parametrize(
    "gewichten",
    [{}, {"a": Decimal(0)}, {"a": Decimal(1), "b": Decimal("-0.0001")}, {"a": Decimal("NaN")}],
)
def test_verdeel_without_proper_weights_is_refused(gewichten):
    with pytest.raises(VoorwaardeNietVervuld):
        verdeel(Decimal("10.00"), gewichten)


@pytest.mark.parametrize("bedrag", ["0.00", "-1.00", "1.005"])
def test_verdeel_of_no_proper_amount_is_refused(bedrag):
    with pytest.raises(OnjuistBedrag):
        verdeel(Decimal(bedrag), {"a": Decimal(1)})


@pytest.mark.parametrize(
    ("jaarbedrag", "maanden", "deel"),
    [("12000.00", 5, "5000.00"), ("100.00", 12, "100.00"), ("100.00", 5, "41.67"), ("0.06", 1, "0.01")],
)
def test_deel_van_jaar_is_so_many_twelfths(jaarbedrag, maanden, deel):
    assert deel_van_jaar(Decimal(jaarbedrag), maanden) == Decimal(deel)


@pytest.mark.parametrize("maanden", [0, 13])
def test_deel_van_jaar_of_an_impossible_period_is_refused(maanden):
    with pytest.raises(VoorwaardeNietVervuld):
        deel_van_jaar(Decimal("1.00"), maanden)


def test_termijnen_per_month_of_august_to_december_add_up():
    delen = termijnen(Decimal("100.01"), 2025, range(8, 13), per=1)

    assert [deel.vervaldatum for deel in delen] == [date(2025, maand, 1) for maand in range(8, 13)]
    assert [deel.bedrag for deel in delen] == [Decimal("20.01")] + [Decimal("20.00")] * 4


def test_termijnen_per_quarter_follow_the_months_that_count():
    delen = termijnen(Decimal("500.00"), 2025, range(8, 13), per=3)

    assert [(deel.vervaldatum, deel.bedrag) for deel in delen] == [
        (date(2025, 8, 1), Decimal("200.00")),
        (date(2025, 10, 1), Decimal("300.00")),
    ]


@given(bedrag=BEDRAGEN, van=st.integers(1, 12), duur=st.integers(1, 12), per=st.sampled_from([1, 3, 12]))
def test_termijnen_add_up_and_each_holds_money(bedrag, van, duur, per):
    delen = termijnen(bedrag, 2026, range(van, min(van + duur, 13)), per=per)

    assert sum(deel.bedrag for deel in delen) == bedrag
    assert all(deel.bedrag > 0 for deel in delen)
