"""The sum of a dwangsom: the days of the law, its edges, and what holds for every day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swv.termijnen import dwangsom
from swv.termijnen.dwangsom import BEKENDE_TARIEVEN, Tarief, bedrag, dagen_verschuldigd, laatste_dag
from swv.termijnen.models import Dwangsomtarief
from swv.termijnen.tarieven import tarieven_laden

D = date.fromisoformat
NU = Tarief(Decimal(23), Decimal(35), Decimal(45))
EERST = Tarief(Decimal(20), Decimal(30), Decimal(40))
BEGIN = D("2026-06-15")

dagen = st.dates(D("2020-01-01"), D("2035-12-31"))
bedragen = st.decimals(Decimal("0.01"), Decimal(500), places=2)


# --- From when until when ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("termijn_tot", "ontvangen", "eerste"),
    [
        ("2026-05-11", "2026-06-01", "2026-06-15"),  # the vector of the law, earlier reading
        ("2026-06-01", "2026-06-01", "2026-06-15"),
        ("2026-06-10", "2026-06-01", "2026-06-24"),  # the term lapses later than the notice: from the lapse
        ("2026-05-11", "2026-12-18", "2027-01-01"),  # a holiday is a day like any other
        ("2026-05-11", "2026-06-06", "2026-06-20"),  # a Saturday too
        ("2028-02-10", "2028-02-15", "2028-02-29"),
    ],
)
def test_eerste_dag_is_two_weeks_after_lapse_and_notice(termijn_tot, ontvangen, eerste):
    assert dwangsom.eerste_dag(termijn_tot=D(termijn_tot), ontvangen_op=D(ontvangen)) == D(eerste)


def test_day_42_of_the_vector():
    assert dwangsom.hoogstens_tot(BEGIN) == D("2026-07-26")  # a Sunday: nothing moves


@pytest.mark.parametrize(
    ("einde", "laatste"),
    [
        (None, "2026-07-26"),
        ("2026-06-14", None),  # announced before the first day
        ("2026-06-15", "2026-06-15"),
        ("2026-06-28", "2026-06-28"),
        ("2026-07-26", "2026-07-26"),
        ("2026-09-01", "2026-07-26"),
    ],
)
def test_laatste_dag_is_that_of_the_announcement_or_day_42(einde, laatste):
    assert laatste_dag(BEGIN, einde=einde and D(einde)) == (laatste and D(laatste))


def test_dwangsom_is_set_within_two_weeks_after_the_last_day():
    assert dwangsom.vaststellen_tot(D("2026-07-26")) == D("2026-08-09")  # a Sunday: the earlier day


# --- How much ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aantal", "nu", "eerst"),
    [
        (0, 0, 0),
        (1, 23, 20),
        (14, 322, 280),
        (15, 357, 310),
        (28, 812, 700),
        (29, 857, 740),
        (42, 1442, 1260),
        (43, 1442, 1260),
    ],
)
def test_bedrag_at_the_edges_of_each_period(aantal, nu, eerst):
    assert bedrag(aantal, NU) == nu
    assert bedrag(aantal, EERST) == eerst


@pytest.mark.parametrize(
    ("op", "einde", "aantal"),
    [
        ("2026-06-14", None, 0),  # before the first day
        ("2026-06-15", None, 1),
        ("2026-06-28", None, 14),
        ("2026-06-29", None, 15),
        ("2026-07-12", None, 28),
        ("2026-07-13", None, 29),
        ("2026-07-26", None, 42),
        ("2026-07-27", None, 42),
        ("2026-12-31", None, 42),
        ("2026-12-31", "2026-06-14", 0),
        ("2026-12-31", "2026-06-15", 1),  # announced on the first day
        ("2026-12-31", "2026-06-28", 14),
        ("2026-06-20", "2026-06-28", 6),  # asked about a day before the announcement
        ("2026-12-31", "2026-07-27", 42),
    ],
)
def test_dagen_verschuldigd_until_today_announcement_or_day_42(op, einde, aantal):
    assert dagen_verschuldigd(BEGIN, D(op), einde=einde and D(einde)) == aantal


def test_stappen_say_which_days_cost_what():
    regels = [(rij.van, rij.tot, rij.dagen, rij.bedrag) for rij in dwangsom.stappen(BEGIN, 30, NU)]

    assert regels == [
        (D("2026-06-15"), D("2026-06-28"), 14, 322),
        (D("2026-06-29"), D("2026-07-12"), 14, 490),
        (D("2026-07-13"), D("2026-07-14"), 2, 90),
    ]


def test_negative_number_of_days_is_an_error_and_no_amount():
    with pytest.raises(ValueError, match="nul of meer"):
        bedrag(-1, NU)


# --- For every day -----------------------------------------------------------------------------------------


@given(dagen, dagen)
def test_no_dwangsom_within_two_weeks_of_lapse_or_notice(termijn_tot, ontvangen):
    eerste = dwangsom.eerste_dag(termijn_tot=termijn_tot, ontvangen_op=ontvangen)

    assert {(eerste - termijn_tot).days >= 14, (eerste - ontvangen).days >= 14} == {True}
    assert 14 in ((eerste - termijn_tot).days, (eerste - ontvangen).days)


@given(dagen, st.integers(0, 100), st.none() | st.integers(-30, 100))
def test_days_due_are_those_between_first_and_last_day_that_have_come(eerste, na, tot):
    op, einde = eerste + timedelta(days=na), None if tot is None else eerste + timedelta(days=tot)
    laatste = laatste_dag(eerste, einde=einde)

    alle = [eerste + timedelta(days=n) for n in range(200)]
    geteld = [dag for dag in alle if laatste is not None and dag <= laatste and dag <= op]

    assert dagen_verschuldigd(eerste, op, einde=einde) == len(geteld) <= 42


@given(st.integers(0, 60), st.lists(bedragen, min_size=3, max_size=3))
def test_amount_is_the_sum_of_each_day_and_never_more_than_the_highest(aantal, euros):
    tarief = Tarief(*sorted(euros))
    per_dag = [tarief.eerste] * 14 + [tarief.tweede] * 14 + [tarief.derde] * 14

    assert bedrag(aantal, tarief) == sum(per_dag[:aantal]) <= tarief.hoogste


@given(dagen, st.integers(0, 42))
def test_steps_follow_each_other_without_a_gap(eerste, aantal):
    regels = list(dwangsom.stappen(eerste, aantal, NU))

    gehad = [rij.van + timedelta(days=n) for rij in regels for n in range(rij.dagen)]
    assert gehad == [eerste + timedelta(days=n) for n in range(aantal)]
    assert all(rij.tot == rij.van + timedelta(days=rij.dagen - 1) for rij in regels)


# --- The rows ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_first_versions_are_there_once():
    tarieven_laden()

    assert tarieven_laden() == 0
    rijen = Dwangsomtarief.objects.order_by("geldig_van")
    assert [(rij.geldig_van, rij.tarief) for rij in rijen] == list(BEKENDE_TARIEVEN)
    assert [rij.tarief.hoogste for rij in rijen] == [1260, 1442]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dag", "hoogste"), [("2009-09-30", None), ("2015-06-01", 1260), ("2018-12-31", 1260), ("2019-01-01", 1442)]
)
def test_version_of_the_day_counts(dag, hoogste):
    tarieven_laden()

    rij = Dwangsomtarief.objects.op(D(dag))

    assert (rij and rij.tarief.hoogste) == hoogste
