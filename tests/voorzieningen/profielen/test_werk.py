from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from swv.kern.werk import Vak
from tests.factories.voorzieningen import ProfielFactory
from tests.personas import Personas
from voorzieningen.profielen.werk import profielwerk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("op", "aantal"), [(date(2024, 8, 15), 1), (date(2024, 11, 15), 1), (date(2024, 11, 16), 0)])
def test_school_reads_three_months_before_that_a_new_version_is_due(personas: Personas, op: date, aantal: int) -> None:
    ProfielFactory(school=personas.school, gepubliceerd=True, gepubliceerd_op=op)

    regels = list(profielwerk(personas.coordinator))

    assert [regel.uiterlijk for regel in regels] == [op.replace(year=2026, day=op.day - 1)] * aantal
    assert list(profielwerk(personas.coordinator_elders)) == []


def test_profile_at_the_board_is_work_of_the_board_and_the_school_waits(personas: Personas) -> None:
    ProfielFactory(school=personas.school, voorgelegd=True)

    (van_school,), (van_bestuur,) = profielwerk(personas.coordinator), profielwerk(personas.bestuur)

    assert (van_school.vak, van_bestuur.vak) == (Vak.WACHTEN, Vak.TE_DOEN)
    assert (van_school.school, van_bestuur.school) == ("", "School A")


def test_concept_stands_with_the_day_of_the_version_that_gets_too_old(personas: Personas) -> None:
    ProfielFactory(school=personas.school, te_oud=True)
    concept = ProfielFactory(school=personas.school)

    (regel,) = profielwerk(personas.coordinator)

    assert (regel.url, regel.uiterlijk) == (concept.get_absolute_url(), date(2026, 8, 14))
    assert not regel.is_begonnen_werk


@pytest.mark.parametrize("aantal", [1, 3])
def test_work_costs_one_query(
    personas: Personas, django_assert_num_queries: DjangoAssertNumQueries, aantal: int
) -> None:
    for school in (personas.school, personas.zusterschool, personas.school_elders)[:aantal]:
        ProfielFactory(school=school, te_oud=True)
    _ = personas.bestuur.school_ids

    with django_assert_num_queries(1):
        list(profielwerk(personas.bestuur))


def test_who_has_no_school_has_no_work_and_costs_no_query(
    personas: Personas, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _ = personas.bureau.rolsoorten

    with django_assert_num_queries(0):
        assert list(profielwerk(personas.bureau)) == []
