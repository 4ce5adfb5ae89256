from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from financien.fouten import OnjuistBedrag
from financien.verdeling import Termijn, over_jaren, termijnen_over_jaren, tot_en_met
from swv.kern.fouten import VoorwaardeNietVervuld

bedragen = st.decimals(min_value="0.01", max_value="999999.99", places=2)
rustig = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
dagen = st.dates(min_value=date(2014, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("bedrag", "van", "tot", "delen"),
    [
        ("12000.00", date(2026, 8, 1), date(2027, 7, 31), [(2026, "5000.00"), (2027, "7000.00")]),
        ("100.00", date(2026, 8, 1), date(2027, 7, 31), [(2026, "41.67"), (2027, "58.33")]),
        ("100.00", date(2026, 1, 1), date(2026, 12, 31), [(2026, "100.00")]),
        ("93.00", date(2026, 12, 16), date(2027, 1, 31), [(2026, "31.66"), (2027, "61.34")]),
        ("0.01", date(2026, 8, 1), date(2027, 7, 31), [(2027, "0.01")]),
        ("0.03", date(2025, 7, 1), date(2028, 6, 30), [(2026, "0.01"), (2027, "0.01"), (2025, "0.01")]),
        ("29.00", date(2024, 2, 29), date(2024, 2, 29), [(2024, "29.00")]),
    ],
)
def test_over_jaren_counts_whole_months_and_days_of_parts(bedrag, van, tot, delen):
    assert sorted(over_jaren(Decimal(bedrag), van, tot)) == sorted((jaar, Decimal(deel)) for jaar, deel in delen)


@rustig
@given(bedrag=bedragen, een=dagen, ander=dagen)
def test_over_jaren_of_any_period_adds_up_in_order_of_years(bedrag, een, ander):
    van, tot = sorted([een, ander])

    delen = over_jaren(bedrag, van, tot)

    assert sum(deel for _, deel in delen) == bedrag
    assert [jaar for jaar, _ in delen] == sorted({jaar for jaar, _ in delen})
    assert all(deel > 0 and van.year <= jaar <= tot.year for jaar, deel in delen)


def test_over_jaren_that_ends_before_it_begins_is_refused():
    with pytest.raises(VoorwaardeNietVervuld, match="Kies een latere einddatum"):
        over_jaren(Decimal(1), date(2026, 8, 1), date(2026, 7, 31))


@pytest.mark.parametrize("bedrag", ["0", "-1", "1.005", "NaN"])
def test_over_jaren_of_what_is_no_amount_is_refused(bedrag):
    with pytest.raises(OnjuistBedrag):
        over_jaren(Decimal(bedrag), date(2026, 8, 1), date(2027, 7, 31))


def test_termijnen_over_jaren_fills_the_oldest_year_first_and_cuts():
    dag = date(2027, 3, 1)
    termijnen = [Termijn(Decimal(90)), Termijn(Decimal(10), "eind", dag)]

    gevuld = termijnen_over_jaren([Decimal(42), Decimal(58)], termijnen)

    assert gevuld == [[Termijn(Decimal(42))], [Termijn(Decimal(48)), Termijn(Decimal(10), "eind", dag)]]


@rustig
@given(delen=st.lists(bedragen, min_size=1, max_size=5), data=st.data())
def test_termijnen_over_jaren_of_any_split_adds_up_both_ways(delen, data):
    geheel = sum(delen)
    grens = data.draw(st.decimals(min_value="0.00", max_value=geheel, places=2))
    jaren = [bedrag for bedrag in (grens, geheel - grens) if bedrag]

    gevuld = termijnen_over_jaren(jaren, [Termijn(deel, f"v{n}") for n, deel in enumerate(delen)])

    assert [sum(t.bedrag for t in jaar) for jaar in gevuld] == jaren
    for nummer, deel in enumerate(delen):
        assert sum(t.bedrag for jaar in gevuld for t in jaar if t.voorwaarde == f"v{nummer}") == deel


@pytest.mark.parametrize(
    ("dag", "deel"),
    [
        (date(2026, 7, 31), "0.00"),
        (date(2026, 8, 31), "1000.00"),
        (date(2026, 9, 15), "1500.00"),
        (date(2027, 7, 30), "11967.74"),
        (date(2027, 7, 31), "12000.00"),
        (date(2030, 1, 1), "12000.00"),
    ],
)
def test_part_up_to_a_day_counts_whole_months_and_parts_of_a_month_by_days(dag, deel):
    assert tot_en_met(Decimal("12000.00"), date(2026, 8, 1), date(2027, 7, 31), dag) == Decimal(deel)
