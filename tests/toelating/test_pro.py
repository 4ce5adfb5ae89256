"""The national criteria for praktijkonderwijs: exact sums, every step, and the borders."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toelating.pro import (
    DOMEINEN,
    Uitkomst,
    beoordeel,
    domeinen_met_achterstand,
    is_achterstand_zone,
    is_iq_zone,
    is_pro_zone,
    leerachterstand,
)

VER, DICHT = Decimal("0.5"), Decimal("0.49")
REKENEN, BEGRIJPEND, TECHNISCH, SPELLEN = DOMEINEN
maanden = st.integers(0, 120)
dls = st.integers(1, 120)


def achter(*domeinen):
    """Far enough behind in exactly these domains."""
    return {domein: VER if domein in domeinen else DICHT for domein in DOMEINEN}


def scores(*domeinen):
    """Test scores that give the same."""
    return {domein: (25, 50) if domein in domeinen else (26, 50) for domein in DOMEINEN}


# --- The sum -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dle", "dl", "achterstand"),
    [
        (25, 50, "0.5"),
        (0, 50, "1"),
        (50, 50, "0"),
        (60, 50, "-0.2"),
        (15, 60, "0.75"),
        (7, 10, "0.3"),
        (1, 1, "0"),
    ],
)
def test_leerachterstand_is_exact_and_decimal(dle, dl, achterstand):
    uitkomst = leerachterstand(dle, dl)

    assert isinstance(uitkomst, Decimal)
    assert uitkomst == Decimal(achterstand)


def test_half_is_exactly_half_for_every_length():
    """1 − 0,5 counts, whatever the numbers: float would lose some of these."""
    assert all(leerachterstand(dl // 2, dl) == VER for dl in range(2, 121, 2))


@given(dle=maanden, dl=dls)
def test_who_counts_as_far_behind_is_who_is_so_in_whole_numbers(dle, dl):
    """Division in Decimal never puts somebody on the other side of the border."""
    assert (leerachterstand(dle, dl) >= VER) == (1 - Fraction(dle, dl) >= Fraction(1, 2))


@given(dle=maanden, dl=dls)
def test_a_higher_score_is_never_further_behind(dle, dl):
    assert leerachterstand(dle + 1, dl) < leerachterstand(dle, dl) <= 1


@pytest.mark.parametrize(("dle", "dl"), [(10, 0), (10, -5), (-1, 50)])
def test_leerachterstand_of_impossible_scores_is_refused(dle, dl):
    with pytest.raises(ValueError, match="DL is meer dan nul"):
        leerachterstand(dle, dl)


# --- The zones -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("iq", "zone"), [(54, False), (55, True), (70, True), (80, True), (81, False)])
def test_iq_zone_includes_both_ends(iq, zone):
    assert is_iq_zone(iq) is zone


@pytest.mark.parametrize("domeinen", [paar for n in range(5) for paar in combinations(DOMEINEN, n)])
def test_every_combination_of_domains_follows_the_rule_of_two_with_one_of_the_first_two(domeinen):
    verwacht = len(domeinen) >= 2 and bool({REKENEN, BEGRIJPEND} & set(domeinen))

    assert domeinen_met_achterstand(achter(*domeinen)) == [*domeinen]
    assert is_achterstand_zone(achter(*domeinen)) is verwacht
    assert is_pro_zone(70, achter(*domeinen)) is verwacht
    assert is_pro_zone(81, achter(*domeinen)) is False


@pytest.mark.parametrize(("grens", "telt"), [("0.5", True), ("0.4999", False), ("0.500000001", True)])
def test_exactly_half_counts_and_just_below_does_not(grens, telt):
    achterstanden = {**achter(REKENEN), TECHNISCH: Decimal(grens)}

    assert is_achterstand_zone(achterstanden) is telt


@pytest.mark.parametrize("weg", DOMEINEN)
def test_a_missing_domain_is_an_error_and_no_guess(weg):
    achterstanden = {domein: VER for domein in DOMEINEN if domein != weg}

    with pytest.raises(KeyError):
        is_pro_zone(70, achterstanden)


# --- All steps -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("iq_van", "iq_tot", "domeinen", "uitkomst"),
    [
        (70, 70, (REKENEN, SPELLEN), Uitkomst.VOLDOET),
        (55, 80, (REKENEN, SPELLEN), Uitkomst.VOLDOET),
        (81, 90, (TECHNISCH, SPELLEN), Uitkomst.VOLDOET_NIET),
        (40, 54, (), Uitkomst.VOLDOET_NIET),
        (70, 70, (TECHNISCH, SPELLEN), Uitkomst.TEGENSTRIJDIG),
        (85, 85, (REKENEN, BEGRIJPEND), Uitkomst.TEGENSTRIJDIG),
        (75, 85, (REKENEN, BEGRIJPEND), Uitkomst.TEGENSTRIJDIG),
        (50, 60, (REKENEN, BEGRIJPEND), Uitkomst.TEGENSTRIJDIG),
    ],
)
def test_beoordeel_says_what_the_criteria_say_together(iq_van, iq_tot, domeinen, uitkomst):
    assert beoordeel(iq_van, iq_tot, scores(*domeinen)).uitkomst == uitkomst


def test_beoordeel_shows_every_step_in_words():
    stappen = beoordeel(68, 75, scores(REKENEN, SPELLEN)).stappen

    assert [(stap.tekst, stap.voldoet) for stap in stappen] == [
        ("Het IQ ligt tussen 68 en 75. Voor praktijkonderwijs is dat 55 tot en met 80.", True),
        ("Inzichtelijk rekenen: 1 − 25 / 50 = 0,500.", True),
        ("Begrijpend lezen: 1 − 26 / 50 = 0,480.", False),
        ("Technisch lezen: 1 − 26 / 50 = 0,480.", False),
        ("Spellen: 1 − 25 / 50 = 0,500.", True),
        (
            "Een achterstand van 0,5 of meer: inzichtelijk rekenen, spellen. Nodig zijn twee domeinen, waaronder "
            "inzichtelijk rekenen of begrijpend lezen.",
            True,
        ),
    ]


def test_a_number_just_below_the_border_is_not_shown_as_the_border():
    stap = beoordeel(70, 70, {**scores(), REKENEN: (5004, 10000)}).stappen[1]

    assert (stap.tekst, stap.voldoet) == ("Inzichtelijk rekenen: 1 − 5004 / 10000 = 0,499.", False)


def test_beoordeel_of_an_interval_turned_round_is_refused():
    with pytest.raises(ValueError, match="van laag naar hoog"):
        beoordeel(80, 70, scores())


@given(iq=st.integers(20, 180), paren=st.lists(st.tuples(maanden, dls), min_size=4, max_size=4))
def test_beoordeel_of_one_score_agrees_with_is_pro_zone(iq, paren):
    gegeven = dict(zip(DOMEINEN, paren, strict=True))
    oordeel = beoordeel(iq, iq, gegeven)

    achterstanden = {domein: leerachterstand(*paar) for domein, paar in gegeven.items()}
    assert (oordeel.uitkomst == Uitkomst.VOLDOET) == is_pro_zone(iq, achterstanden)
    assert oordeel.stappen[0].voldoet == is_iq_zone(iq)
    assert oordeel.stappen[-1].voldoet == is_achterstand_zone(achterstanden)
