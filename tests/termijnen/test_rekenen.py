"""Deadline arithmetic: the tables of the law, then ten years against an independent day-by-day model."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swv.termijnen import rekenen
from swv.termijnen.rekenen import beslisdatum, is_feestdag, laatste_dag, uitleg, werkdagen_na, werkdagen_voor

D = date.fromisoformat

FEESTDAGEN = {
    2025: "1-1, 18-4, 21-4, 26-4, 5-5, 29-5, 30-5, 9-6, 25-12, 26-12",
    2026: "1-1, 2-1, 3-4, 6-4, 27-4, 5-5, 14-5, 15-5, 25-5, 25-12, 26-12",
    2027: "1-1, 26-3, 29-3, 27-4, 5-5, 6-5, 7-5, 17-5, 25-12, 26-12",
    2028: "1-1, 14-4, 17-4, 27-4, 28-4, 5-5, 25-5, 26-5, 5-6, 25-12, 26-12",
}


# --- Holidays --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jaar", FEESTDAGEN)
def test_is_feestdag_whole_year_matches_table(jaar):
    alle = (date(jaar, 1, 1) + timedelta(days=n) for n in range(366))
    gevonden = [f"{dag.day}-{dag.month}" for dag in alle if dag.year == jaar and is_feestdag(dag)]
    assert ", ".join(gevonden) == FEESTDAGEN[jaar]


@pytest.mark.parametrize("jaar", FEESTDAGEN)
def test_feestdagen_of_year_lists_the_same_days_with_names(jaar):
    dagen = rekenen.feestdagen(jaar)
    assert ", ".join(f"{dag.day}-{dag.month}" for dag in dagen) == FEESTDAGEN[jaar]
    assert all(dagen.values())


@pytest.mark.parametrize(
    ("dag", "naam"),
    [
        ("2023-04-28", "dag na Koningsdag, gelijkgesteld met een feestdag"),
        ("2025-04-26", "Koningsdag"),
        ("2025-04-27", None),
        ("2026-05-05", "Bevrijdingsdag"),
        ("2026-04-05", None),
        ("2026-05-16", None),
    ],
)
def test_feestdag_naam_gives_dutch_name_or_none(dag, naam):
    assert rekenen.feestdag_naam(D(dag)) == naam


@pytest.mark.parametrize(("dag", "naam"), [("2026-05-16", "zaterdag"), ("2026-05-17", "zondag"), ("2026-05-18", None)])
def test_vrije_dag_naam_names_weekend(dag, naam):
    assert rekenen.vrije_dag_naam(D(dag)) == naam


def test_is_feestdag_with_extra_day_knows_a_later_decree():
    extra = {D("2029-05-11"): "dag na Hemelvaartsdag"}
    assert not is_feestdag(D("2029-05-11"))
    assert is_feestdag(D("2029-05-11"), extra=extra)
    assert laatste_dag(D("2029-03-30"), weken=6) == D("2029-05-11")
    assert laatste_dag(D("2029-03-30"), weken=6, extra=extra) == D("2029-05-14")


def test_gelijkgestelde_dagen_bekend_tot_moves_with_later_rows():
    assert rekenen.gelijkgestelde_dagen_bekend_tot() == D("2028-12-31")
    assert rekenen.gelijkgestelde_dagen_bekend_tot(extra={D("2030-05-31"): "x"}) == D("2030-12-31")


@pytest.mark.parametrize(("ontvangen", "zeker"), [("2028-10-01", True), ("2028-11-10", False), ("2022-01-03", False)])
def test_uitleg_outside_known_decrees_is_not_certain(ontvangen, zeker):
    assert uitleg(D(ontvangen), weken=8).is_zeker is zeker


# --- Terms -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bekendgemaakt", "kaal", "einde"),
    [
        ("2026-03-20", "2026-05-01", "2026-05-01"),
        ("2026-03-24", "2026-05-05", "2026-05-06"),
        ("2026-04-02", "2026-05-14", "2026-05-18"),
        ("2025-11-13", "2025-12-25", "2025-12-29"),
        ("2026-04-13", "2026-05-25", "2026-05-26"),
        ("2026-02-20", "2026-04-03", "2026-04-07"),
        ("2027-03-25", "2027-05-06", "2027-05-10"),
        ("2028-04-13", "2028-05-25", "2028-05-29"),
    ],
)
def test_laatste_dag_objection_of_six_weeks_matches_table(bekendgemaakt, kaal, einde):
    assert uitleg(D(bekendgemaakt), weken=6).kale_einddatum == D(kaal)
    assert laatste_dag(D(bekendgemaakt), weken=6) == D(einde)
    assert laatste_dag(D(bekendgemaakt), dagen=42) == D(einde)


@pytest.mark.parametrize(
    ("ontvangen", "kaal", "einde"),
    [
        ("2026-03-02", "2026-04-27", "2026-04-28"),
        ("2026-03-10", "2026-05-05", "2026-05-06"),
        ("2026-03-19", "2026-05-14", "2026-05-18"),
        ("2025-11-07", "2026-01-02", "2026-01-05"),
        ("2026-05-11", "2026-07-06", "2026-07-06"),
    ],
)
def test_beslisdatum_of_eight_weeks_matches_table(ontvangen, kaal, einde):
    assert uitleg(D(ontvangen), weken=8).kale_einddatum == D(kaal)
    assert beslisdatum(D(ontvangen), weken=8) == D(einde)


@pytest.mark.parametrize(
    ("bekendgemaakt", "einde_bezwaar", "twaalf_weken", "verdaagd"),
    [
        ("2026-03-24", "2026-05-06", "2026-07-29", "2026-09-09"),
        ("2026-04-02", "2026-05-18", "2026-08-10", "2026-09-21"),
    ],
)
def test_laatste_dag_decision_on_objection_matches_table(bekendgemaakt, einde_bezwaar, twaalf_weken, verdaagd):
    einde = laatste_dag(D(bekendgemaakt), weken=6)
    assert einde == D(einde_bezwaar)
    assert laatste_dag(einde, weken=12) == D(twaalf_weken)
    assert laatste_dag(einde, weken=18) == D(verdaagd)


@pytest.mark.parametrize(
    ("begin", "lengte", "einde"),
    [
        ("2026-02-20", {"weken": 12}, "2026-05-18"),  # 15 May is equated: twelve weeks still move
        ("2026-02-13", {"weken": 13}, "2026-05-15"),  # thirteen do not
        ("2026-02-14", {"dagen": 90}, "2026-05-18"),
        ("2026-02-13", {"dagen": 91}, "2026-05-15"),
        ("2026-02-13", {"weken": 12, "dagen": 7}, "2026-05-15"),
    ],
)
def test_laatste_dag_longer_than_article_4_is_not_moved(begin, lengte, einde):
    assert laatste_dag(D(begin), **lengte) == D(einde)
    assert uitleg(D(begin), **lengte).is_vrijgesteld is (einde == "2026-05-15")


@pytest.mark.parametrize(
    ("begin", "dagen", "einde"),
    [
        ("2026-12-24", 2, "2026-12-28"),  # article 1 only: Christmas and a Sunday
        ("2026-12-24", 3, "2026-12-29"),  # on Monday it would hold one working day
        ("2026-12-24", 4, "2026-12-29"),
        ("2026-05-13", 5, "2026-05-19"),
        ("2026-03-02", 3, "2026-03-05"),
        ("2026-03-06", 3, "2026-03-10"),
        ("2026-03-05", 1, "2026-03-06"),
        ("2026-03-06", 1, "2026-03-09"),
    ],
)
def test_laatste_dag_short_term_holds_two_working_days(begin, dagen, einde):
    assert laatste_dag(D(begin), dagen=dagen) == D(einde)


# --- Suspension ------------------------------------------------------------------------------------------


def test_beslisdatum_with_suspension_uses_the_shorter_reading():
    stap = uitleg(D("2026-03-02"), weken=8, opschortingen=[(D("2026-03-09"), D("2026-03-23"))])
    assert stap.opgeschorte_dagen == 13
    assert stap.einde_zonder_opschorting == D("2026-04-27")
    assert stap.kale_einddatum == D("2026-05-10")
    assert stap.einddatum == D("2026-05-11")
    assert [dag.naam for dag in stap.doorgeschoven] == ["zondag"]


def test_beslisdatum_where_the_readings_differ_ends_a_day_earlier():
    # 12 days not counting the supplement: Saturday 9 May is not reached, Friday 8 May is the end.
    opschorting = (D("2026-03-09"), D("2026-03-21"))
    assert beslisdatum(D("2026-03-02"), weken=8, opschortingen=[opschorting]) == D("2026-05-08")


@pytest.mark.parametrize(
    ("opschortingen", "dagen"),
    [
        ([("2026-03-09", "2026-03-09")], 0),
        ([("2026-03-09", "2026-03-10")], 0),
        ([("2026-03-09", "2026-03-11")], 1),
        ([("2026-03-02", "2026-03-04")], 1),
        ([("2026-03-09", "2026-03-23"), ("2026-03-23", "2026-03-30")], 13 + 6),
        ([("2026-03-09", "2026-03-23"), ("2026-03-15", "2026-03-30")], 20),
        ([("2026-03-15", "2026-03-30"), ("2026-03-09", "2026-03-23")], 20),
        ([("2026-03-09", "2026-03-30"), ("2026-03-12", "2026-03-20")], 20),
        ([("2026-03-09", "2026-03-23"), ("2026-03-09", "2026-03-23")], 13),
    ],
)
def test_uitleg_counts_each_suspended_day_once(opschortingen, dagen):
    paren = [(D(uit), D(aan)) for uit, aan in opschortingen]
    stap = uitleg(D("2026-03-02"), weken=8, opschortingen=paren)
    assert stap.opgeschorte_dagen == dagen
    assert stap.kale_einddatum == D("2026-04-27") + timedelta(days=dagen)


def test_uitleg_names_each_day_the_end_moved_over():
    stap = uitleg(D("2026-03-19"), weken=8)
    assert stap.eerste_dag == D("2026-03-20")
    assert [(dag.dag, dag.naam) for dag in stap.doorgeschoven] == [
        (D("2026-05-14"), "Hemelvaartsdag"),
        (D("2026-05-15"), "dag na Hemelvaartsdag, gelijkgesteld met een feestdag"),
        (D("2026-05-16"), "zaterdag"),
        (D("2026-05-17"), "zondag"),
    ]


@pytest.mark.parametrize(
    ("lengte", "zin"),
    [
        ({}, "ten minste een dag"),
        ({"weken": -1}, "ten minste een dag"),
        ({"weken": 8, "opschortingen": [(D("2026-03-09"), D("2026-03-08"))]}, "voor de uitnodiging"),
        ({"weken": 8, "opschortingen": [(D("2026-03-01"), D("2026-03-08"))]}, "voor de ontvangst"),
    ],
)
def test_uitleg_impossible_input_is_refused(lengte, zin):
    with pytest.raises(ValueError, match=zin):
        uitleg(D("2026-03-02"), **lengte)


def test_laatste_dag_of_a_moment_is_refused():
    with pytest.raises(TypeError, match="dag"):
        laatste_dag(datetime(2026, 3, 2, 23, 30), weken=6)  # noqa: DTZ001


# --- Working days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("functie", "dag", "n", "uitkomst"),
    [
        (werkdagen_voor, "2026-05-18", 1, "2026-05-13"),
        (werkdagen_voor, "2026-05-18", 3, "2026-05-11"),
        (werkdagen_voor, "2026-05-17", 0, "2026-05-17"),
        (werkdagen_na, "2026-12-24", 2, "2026-12-29"),
        (werkdagen_na, "2026-04-02", 5, "2026-04-13"),
    ],
)
def test_werkdagen_skip_weekends_and_holidays(functie, dag, n, uitkomst):
    assert functie(D(dag), n) == D(uitkomst)


def test_werkdagen_voor_negative_is_refused():
    with pytest.raises(ValueError, match="werkdagen"):
        werkdagen_voor(D("2026-03-02"), -1)


# --- Ten years against an independent model --------------------------------------------------------------

TIEN_JAAR = st.dates(D("2023-01-01"), D("2032-12-31"))
BESLUITEN = {
    *(date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30)),
    *(date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)),
}


def paasmaandag(jaar: int) -> date:
    """Gauss's algorithm for 1900-2099, written out; the code under test asks python-dateutil."""
    a, b, c = jaar % 19, jaar % 4, jaar % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    pasen = 22 + d + e
    if (d, e) == (29, 6) or ((d, e) == (28, 6) and a > 10):
        pasen -= 7
    return date(jaar, 3, 1) + timedelta(days=pasen)


def vrij(dag: date) -> bool:
    sinds_pasen = (dag - paasmaandag(dag.year)).days
    vast = {(1, 1), (5, 5), (12, 25), (12, 26)}
    koning = (dag.month, dag.day) == (4, 27) or ((dag.month, dag.day, dag.weekday()) == (4, 26, 5))
    return (
        dag.weekday() > 4
        or (dag.month, dag.day) in vast
        or sinds_pasen in {-3, 0, 38, 49}
        or koning
        or dag in BESLUITEN
    )


def tel_dag_voor_dag(begin: date, lengte: int, stil: set[date]) -> date:
    """Tear off one calendar leaf at a time, as a clerk would."""
    dag, over, werkdagen = begin, lengte, 0
    while over > 0 or vrij(dag) or (lengte >= 3 and werkdagen < 2):
        dag += timedelta(days=1)
        if dag not in stil:
            over -= 1
            werkdagen += not vrij(dag)
    return dag


@given(TIEN_JAAR)
def test_is_werkdag_any_day_of_ten_years_agrees_with_independent_calendar(dag):
    assert rekenen.is_werkdag(dag) is not vrij(dag)


@given(TIEN_JAAR, st.integers(1, 90))
def test_laatste_dag_any_term_up_to_ninety_days_agrees_with_counting_leaves(begin, dagen):
    assert laatste_dag(begin, dagen=dagen) == tel_dag_voor_dag(begin, dagen, set())


@given(TIEN_JAAR, st.integers(1, 12))
def test_laatste_dag_any_term_up_to_twelve_weeks_agrees_with_counting_leaves(begin, weken):
    assert laatste_dag(begin, weken=weken) == tel_dag_voor_dag(begin, weken * 7, set())


@given(TIEN_JAAR, st.integers(13, 60))
def test_laatste_dag_any_long_term_is_never_moved(begin, weken):
    assert laatste_dag(begin, weken=weken) == begin + timedelta(weeks=weken)


@given(
    TIEN_JAAR,
    st.integers(2, 12),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 60)), max_size=3),
)
def test_beslisdatum_any_suspensions_agree_with_counting_leaves(ontvangen, weken, perioden):
    paren = [(ontvangen + timedelta(days=na), ontvangen + timedelta(days=na + duur)) for na, duur in perioden]
    stil = {uit + timedelta(days=n) for uit, aan in paren for n in range(1, (aan - uit).days)}
    assert beslisdatum(ontvangen, weken=weken, opschortingen=paren) == tel_dag_voor_dag(ontvangen, weken * 7, stil)


@given(TIEN_JAAR, st.integers(1, 12), st.integers(1, 40))
def test_beslisdatum_longer_suspension_never_ends_earlier(ontvangen, weken, duur):
    eerder = beslisdatum(ontvangen, weken=weken, opschortingen=[(ontvangen, ontvangen + timedelta(days=duur))])
    later = beslisdatum(ontvangen, weken=weken, opschortingen=[(ontvangen, ontvangen + timedelta(days=duur + 1))])
    assert beslisdatum(ontvangen, weken=weken) <= eerder <= later
    assert rekenen.is_werkdag(eerder)


@given(TIEN_JAAR, st.integers(0, 15))
def test_werkdagen_voor_any_number_counts_exactly_the_working_days_between(dag, n):
    gevonden = werkdagen_voor(dag, n)
    tussen = (gevonden + timedelta(days=k) for k in range((dag - gevonden).days))
    assert sum(not vrij(tussendag) for tussendag in tussen) == n
    assert n == 0 or not vrij(gevonden)


@given(TIEN_JAAR, st.integers(0, 15))
def test_werkdagen_na_any_number_counts_exactly_the_working_days_between(dag, n):
    gevonden = werkdagen_na(dag, n)
    tussen = (dag + timedelta(days=k) for k in range(1, (gevonden - dag).days + 1))
    assert sum(not vrij(tussendag) for tussendag in tussen) == n
