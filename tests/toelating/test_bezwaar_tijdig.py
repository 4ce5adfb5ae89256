"""Whether an objection is in time and until when it is decided: the tables of the law, and ten years of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swv.termijnen.rekenen import is_werkdag, laatste_dag
from toelating.bezwaar.tijdig import eerste_dag, is_op_tijd, uiterste_beslisdatum

DAGEN = st.dates(date(2025, 1, 1), date(2034, 12, 31))
DAG = timedelta(days=1)


@pytest.mark.parametrize(
    ("bekend", "tot", "beslissen", "verdaagd"),
    [
        (date(2026, 3, 24), date(2026, 5, 6), date(2026, 7, 29), date(2026, 9, 9)),
        (date(2026, 4, 2), date(2026, 5, 18), date(2026, 8, 10), date(2026, 9, 21)),
    ],
)
def test_terms_of_the_table(bekend, tot, beslissen, verdaagd):
    assert laatste_dag(bekend, weken=6) == tot
    assert uiterste_beslisdatum(tot) == beslissen
    assert uiterste_beslisdatum(tot, verdaagd=6) == verdaagd


@pytest.mark.parametrize(
    ("ontvangen", "gepost", "op_tijd"),
    [
        (date(2026, 5, 6), None, True),
        (date(2026, 5, 7), None, False),
        (date(2026, 5, 7), date(2026, 5, 6), True),
        (date(2026, 5, 7), date(2026, 5, 7), False),
        (date(2026, 5, 13), date(2026, 5, 6), True),
        (date(2026, 5, 14), date(2026, 5, 6), False),
    ],
)
def test_objection_by_post_is_in_time_when_posted_before_the_end_and_there_within_a_week(ontvangen, gepost, op_tijd):
    assert is_op_tijd(tot=date(2026, 5, 6), ontvangen_op=ontvangen, gepost_op=gepost) is op_tijd


def test_week_on_the_way_does_not_end_on_a_holiday():
    """A week after Thursday 7 May is Ascension Day; the Friday is made equal to it, then comes the weekend."""
    posted = {"tot": date(2026, 5, 7), "gepost_op": date(2026, 5, 7)}

    assert is_op_tijd(ontvangen_op=date(2026, 5, 18), **posted)
    assert not is_op_tijd(ontvangen_op=date(2026, 5, 19), **posted)


@given(DAGEN, st.integers(0, 60), st.none() | st.integers(0, 60))
def test_later_is_never_sooner_in_time(tot, later, gepost):
    gepost_op = None if gepost is None else tot + timedelta(days=gepost - 30)
    ontvangen = tot + timedelta(days=later - 30)
    if is_op_tijd(tot=tot, ontvangen_op=ontvangen, gepost_op=gepost_op):
        assert is_op_tijd(tot=tot, ontvangen_op=ontvangen - DAG, gepost_op=gepost_op)


@given(DAGEN, st.integers(0, 60))
def test_without_postmark_the_day_of_receipt_decides(tot, later):
    ontvangen = tot + timedelta(days=later - 30)
    assert is_op_tijd(tot=tot, ontvangen_op=ontvangen) is (ontvangen <= tot)


@given(DAGEN)
def test_decision_term_is_twelve_weeks_and_ends_on_a_working_day(bekend):
    tot = laatste_dag(bekend, weken=6)
    beslissen = uiterste_beslisdatum(tot)
    rauw = tot + timedelta(weeks=12)

    assert is_werkdag(beslissen)
    assert rauw <= beslissen <= rauw + timedelta(days=6)
    assert not any(is_werkdag(rauw + timedelta(days=n)) for n in range((beslissen - rauw).days))
    assert eerste_dag(tot) == tot + DAG


@given(DAGEN, st.integers(1, 6))
def test_postponed_term_is_counted_to_the_day_and_not_moved(tot, weken):
    """More than twelve weeks: the Algemene termijnenwet does not move it, and the earlier day is the safe one."""
    assert uiterste_beslisdatum(tot, verdaagd=weken) == tot + timedelta(weeks=12 + weken)
