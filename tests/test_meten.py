"""How `scripts/grootboek_meten` judges; the measuring itself is no test."""

from scripts.meten.rekenen import hoogstens, minstens, rondes, verhouding


def test_ratio_is_the_median_of_the_rounds_and_not_that_of_the_medians():
    gevonden = verhouding([10.0, 30.0, 90.0], [10.0, 10.0, 100.0])

    assert (gevonden.midden, str(gevonden)) == (1.0, "1.00 [0.90-3.00]")


def test_goal_is_met_by_the_median_also_when_a_round_misses_it():
    gevonden = verhouding([1.0, 3.0, 3.0], [2.0, 2.0, 2.0])

    assert minstens("P", "x", gevonden, 1.5).gehaald
    assert not minstens("P", "x", gevonden, 1.6).gehaald
    assert hoogstens("P", "x", gevonden, 1.5).gehaald
    assert not hoogstens("P", "x", gevonden, 1.4).gehaald


def test_every_round_begins_with_another():
    volgorde: list[str] = []

    rondes(2, [lambda naam=naam: volgorde.append(naam) for naam in "abc"])

    assert "".join(volgorde) == "abcbcacab"
