from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import (
    ChecklistFactory,
    ProfielFactory,
    ProfielregelFactory,
    VoorzieningFactory,
)
from voorzieningen.models import Profielregel
from voorzieningen.profielen import selectors
from voorzieningen.profielen.beeld import maak_beeld
from voorzieningen.profielen.selectors import Regels

pytestmark = pytest.mark.django_db


def test_score_counts_the_rows_per_ijkpunt() -> None:
    checklist = ChecklistFactory(vastgesteld=True, overal="ja", rijen={"2.1": "bezig", "2.10": "nee", "1.1": "nee"})

    score = selectors.scores([checklist])[checklist]

    assert (score.totaal.ja, score.totaal.bezig, score.totaal.nee) == (9, 1, 2)
    assert [score.procent_van(nummer) for nummer in (1, 2)] == [0, 82]  # 9 of 11


def test_each_checklist_is_scored_by_the_rule_of_its_own_day() -> None:
    ProfielregelFactory(bezig_telt=False)
    ProfielregelFactory(geldig_van=date(2026, 8, 1), bezig_telt=True, norm=90)
    school = SchoolFactory()
    oud = ChecklistFactory(
        school=school, vastgesteld=True, vastgesteld_op=date(2026, 7, 31), schooljaar=2025, overal="bezig"
    )
    nieuw = ChecklistFactory(school=school, vastgesteld=True, overal="bezig")

    scores = selectors.scores([oud, nieuw])

    assert [(scores[rij].procent, scores[rij].haalt_norm) for rij in (oud, nieuw)] == [(0, False), (100, True)]
    assert scores[nieuw].regel.norm == 90


def test_without_a_rule_the_goal_of_the_plan_counts() -> None:
    regel = Profielregel.objects.op(date(2026, 8, 15))

    assert (regel.norm, regel.bezig_telt, regel.minste_scholen) == (80, False, 5)


def test_region_leaves_out_the_schools_whose_score_the_reader_knows() -> None:
    ProfielregelFactory(minste_scholen=3)
    eigen = ChecklistFactory(vastgesteld=True, overal="nee")
    for _ in range(3):
        ChecklistFactory(vastgesteld=True, overal="ja", rijen={"1.1": "nee"})

    regio = selectors.regio(2026, bekend={eigen.school_id}, regels=Regels())
    allen = selectors.regio(2026, bekend=set(), regels=Regels())

    assert (regio.scholen, regio.totaal) == (3, 92)  # 11 of 12
    assert (allen.scholen, allen.totaal) == (4, 69)
    assert regio.per_ijkpunt == {1: None, 2: None}  # 0 and 100 would tell every answer


def test_region_is_hidden_when_too_few_others_answered_this_year() -> None:
    ProfielregelFactory(minste_scholen=3)
    for _ in range(2):
        ChecklistFactory(vastgesteld=True, rijen={"1.1": "nee"})
    ChecklistFactory(vastgesteld=True, schooljaar=2025, rijen={"1.1": "nee"})
    ChecklistFactory(vervallen=True, rijen={"1.1": "nee"})
    ChecklistFactory(vastgesteld=True, school__is_buiten_regio=True, rijen={"1.1": "nee"})

    assert selectors.regio(2026, bekend=set(), regels=Regels()).totaal is None


@pytest.mark.parametrize(
    ("gepubliceerd", "stand"),
    [(None, "geen"), (date(2024, 8, 15), "oud"), (date(2024, 8, 16), "bijna"), (date(2024, 11, 15), "bijna"),
     (date(2024, 11, 16), "actueel")],
)  # fmt: skip
def test_stand_of_a_school_goes_by_two_years(gepubliceerd: date | None, stand: str) -> None:
    school = SchoolFactory()
    if gepubliceerd:
        ProfielFactory(school=school, gepubliceerd=True, gepubliceerd_op=gepubliceerd)
    ProfielFactory(school=school, vervallen=True)

    (rij,) = selectors.schoolstanden([school], timezone.localdate())

    assert rij.stand == stand


def test_school_lies_on_every_pile_that_fits() -> None:
    school, klaar = SchoolFactory(), SchoolFactory()
    ChecklistFactory(school=school, vastgesteld=True, schooljaar=2025, overal="nee")
    ChecklistFactory(school=klaar, vastgesteld=True, overal="ja")
    ProfielFactory(school=klaar, gepubliceerd=True)

    standen = selectors.schoolstanden([school, klaar], timezone.localdate())

    assert [rij.standen for rij in standen] == [{"geen", "norm", "zonder"}, {"actueel"}]


@pytest.mark.parametrize("aantal", [1, 3])
def test_standing_of_schools_costs_four_queries(django_assert_num_queries: DjangoAssertNumQueries, aantal: int) -> None:
    scholen = [ProfielFactory(gepubliceerd=True).school for _ in range(aantal)]
    for school in scholen:
        ChecklistFactory(school=school, vastgesteld=True)

    with django_assert_num_queries(4):
        selectors.schoolstanden(scholen, timezone.localdate())


# --- Facilities --------------------------------------------------------------------------------------------


def test_only_published_profiles_of_members_say_who_has_a_facility() -> None:
    lift = VoorzieningFactory()
    heeft = ProfielFactory(gepubliceerd=True, met=[lift]).school
    ProfielFactory(vervallen=True, met=[lift])
    ProfielFactory(met=[lift])
    ProfielFactory(gepubliceerd=True, met=[lift], school__is_buiten_regio=True)
    ProfielFactory(gepubliceerd=True)

    assert selectors.scholen_met(lift) == [heeft]


@pytest.mark.parametrize(
    ("per", "koppen", "aantallen"),
    [("bestuur", ["A", "B"], (1, 1)), ("plaats", ["Almere", "Lelystad"], (2, 0)),
     ("school", ["Noord (10AA00)", "Oost (20AA00)", "Zuid (30AA00)"], (1, 0, 1))],
)  # fmt: skip
def test_coverage_counts_schools_per_group(per: str, koppen: list[str], aantallen: tuple[int, ...]) -> None:
    lift, klas = VoorzieningFactory(naam="Lift"), VoorzieningFactory(naam="Klas")
    scholen = [
        SchoolFactory(code="10AA00", naam="Noord", bestuur__nummer="40001", bestuur__naam="A", plaats="Almere"),
        SchoolFactory(code="20AA00", naam="Oost", bestuur__nummer="40001", plaats="Lelystad"),
        SchoolFactory(code="30AA00", naam="Zuid", bestuur__nummer="40002", bestuur__naam="B", plaats="Almere"),
    ]
    for school, heeft in zip(scholen, ([lift], [], [lift]), strict=True):
        ProfielFactory(school=school, gepubliceerd=True, met=heeft)

    dekking = selectors.dekking([lift, klas], per=per)

    assert [groep.naam for groep in dekking.groepen] == koppen
    assert [(rij.voorziening, rij.aantallen) for rij in dekking.regels] == [
        (klas, (0,) * len(koppen)),
        (lift, aantallen),
    ]


def test_school_without_a_profile_is_not_known_and_no_gap() -> None:
    lift = VoorzieningFactory()
    heeft = ProfielFactory(gepubliceerd=True, met=[lift], school__plaats="Almere")
    SchoolFactory(plaats="Lelystad")

    dekking = selectors.dekking([lift], per="plaats")

    assert [(groep.naam, groep.met_profiel) for groep in dekking.groepen] == [("Almere", 1), ("Lelystad", 0)]
    assert (dekking.zonder_profiel, dekking.regels[0].ontbreekt) == (1, False)
    heeft.voorzieningen.clear()
    assert selectors.dekking([lift], per="plaats").regels[0].ontbreekt


def test_coverage_shows_what_only_a_profile_names() -> None:
    oud = VoorzieningFactory(geldig_tot=date(2025, 1, 1))
    ProfielFactory(gepubliceerd=True, met=[oud])

    assert [rij.voorziening for rij in selectors.dekking([], per="plaats").regels] == [oud]


@pytest.mark.parametrize("aantal", [1, 3])
def test_coverage_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries, aantal: int) -> None:
    voorzieningen = [VoorzieningFactory() for _ in range(aantal)]
    for voorziening in voorzieningen:
        ProfielFactory(gepubliceerd=True, met=[voorziening])

    with django_assert_num_queries(3):
        selectors.dekking(voorzieningen, per="bestuur")


# --- The picture -------------------------------------------------------------------------------------------


def test_picture_has_a_part_per_ijkpunt_and_the_same_figures_in_a_table() -> None:
    school = SchoolFactory()
    for jaar, antwoord in ((2024, "nee"), (2025, "bezig"), (2026, "ja")):
        ChecklistFactory(school=school, vastgesteld=True, schooljaar=jaar, overal=antwoord, rijen={"2.10": "ja"})
    reeks = selectors.scores(list(selectors.vastgesteld(school=school)))

    beeld = maak_beeld(reeks, {1: "Beleid", 2: "Profiel"}, selectors.regio(2026, bekend=set(), regels=Regels()))

    assert beeld is not None
    assert [luik.naam for luik in beeld.luiken] == ["Alle vragen samen", "1. Beleid", "2. Profiel"]
    assert [rij["cellen"] for rij in beeld.tabelrijen][2] == [
        ("2024-2025", "9%"), ("2025-2026", "9%"), ("2026-2027", "100%"),
    ]  # fmt: skip
    assert "2024-2025 9%, 2025-2026 9%, 2026-2027 100%" in beeld.luiken[2].svg
    assert beeld.luiken[2].svg.count('swv-grafiek__vlak-tweede"') == 1  # only the year with bezig
    assert "haalde de school 12 van de 12 vragen (100%)" in beeld.zin
    assert not beeld.toont_regio


def test_picture_shows_the_last_five_years_only() -> None:
    school = SchoolFactory()
    for jaar in range(2019, 2027):
        ChecklistFactory(school=school, vastgesteld=True, schooljaar=jaar)
    reeks = selectors.scores(list(selectors.vastgesteld(school=school)))

    beeld = maak_beeld(reeks, {}, selectors.regio(2026, bekend=set(), regels=Regels()))

    assert beeld is not None
    assert beeld.jaren == [f"{jaar}-{jaar + 1}" for jaar in range(2022, 2027)]
    assert maak_beeld({}, {}, beeld.regio) is None
