from decimal import Decimal

import pytest

from voorzieningen.models import Profielregel
from voorzieningen.profielen.score import Score, Telling, gemiddelde, procent

ZONDER, MET = Profielregel(bezig_telt=False), Profielregel(bezig_telt=True)


@pytest.mark.parametrize(
    ("telling", "zonder", "met"),
    [
        (Telling(ja=8, bezig=2, nee=0), 80, 100),
        (Telling(ja=52, bezig=1, nee=13), 79, 80),
        (Telling(ja=0, bezig=66, nee=0), 0, 100),
        (Telling(ja=0, bezig=0, nee=3), 0, 0),
        (Telling(), 0, 0),
    ],
)
def test_bezig_counts_only_when_the_rule_says_so(telling: Telling, zonder: int, met: int) -> None:
    assert procent(telling.deel(ZONDER)) == zonder
    assert procent(telling.deel(MET)) == met


@pytest.mark.parametrize(("ja", "haalt"), [(52, False), (53, True)])  # 78,8 and 80,3 percent of 66
def test_norm_is_judged_on_the_counts(ja: int, haalt: bool) -> None:
    assert Telling(ja=ja, nee=66 - ja).haalt_norm(ZONDER) is haalt


def test_almost_the_norm_is_not_the_norm() -> None:
    """79,6 % reads as 80 %, and yet it is not met."""
    telling = Telling(ja=796, nee=204)

    assert procent(telling.deel(ZONDER)) == 80
    assert not telling.haalt_norm(ZONDER)
    assert Telling(ja=800, nee=200).haalt_norm(ZONDER)


def test_nothing_filled_in_reaches_no_norm() -> None:
    assert not Telling().haalt_norm(Profielregel(norm=1))


@pytest.mark.parametrize(("deel", "heel"), [("99.7", 99), ("0.2", 1), ("100", 100), ("0", 0), ("49.5", 50)])
def test_only_all_reads_as_100_and_only_nothing_as_0(deel: str, heel: int) -> None:
    assert procent(Decimal(deel)) == heel


def _score(ja: int, totaal: int = 10) -> Score:
    return Score(ZONDER, {1: Telling(ja=ja, nee=totaal - ja)})


def test_score_names_the_ijkpunten_below_the_norm() -> None:
    score = Score(ZONDER, {1: Telling(ja=4, nee=1), 2: Telling(ja=1, nee=1), 10: Telling(nee=3)})

    assert score.onder_de_norm == [2, 10]
    assert score.procent == 50
    assert not score.haalt_norm


def test_mean_is_shown_from_the_least_number_of_schools() -> None:
    vier, vijf = [_score(n) for n in (1, 3, 5, 7)], [_score(n) for n in (1, 3, 5, 7, 9)]

    assert gemiddelde(vier, minste=5).totaal is None
    assert gemiddelde(vier, minste=5).per_ijkpunt == {}
    assert gemiddelde(vijf, minste=5).totaal == 50
    assert gemiddelde(vijf, minste=5).per_ijkpunt == {1: 50}


@pytest.mark.parametrize("ja", [0, 10])
def test_mean_that_tells_every_answer_is_not_shown(ja: int) -> None:
    """At 0 or 100 everybody can read what each school answered; at anything between nobody can."""
    assert gemiddelde([_score(ja)] * 5, minste=5).totaal is None
    assert gemiddelde([*[_score(ja)] * 4, _score(5)], minste=5).totaal is not None


def test_ijkpunt_that_few_schools_answered_has_no_mean() -> None:
    ander = Score(ZONDER, {2: Telling(ja=1, nee=1)})

    uitkomst = gemiddelde([_score(3), _score(4), _score(5), ander], minste=3)
    assert uitkomst.per_ijkpunt == {1: 40, 2: None}
