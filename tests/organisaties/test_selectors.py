"""The schools that somebody chooses from."""

import pytest

from swv.organisaties.models import School
from swv.organisaties.selectors import eigen_scholen, scholen_als_keuze
from tests.factories.organisaties import SchoolFactory

pytestmark = pytest.mark.django_db


def test_coordinator_has_the_own_school_and_a_board_all_of_its_schools(personas, django_assert_num_queries) -> None:
    assert personas.coordinator.rollen_nu
    with django_assert_num_queries(0):
        assert eigen_scholen(personas.coordinator) == [personas.school]
    assert eigen_scholen(personas.bestuur) == [personas.school, personas.zusterschool]
    assert eigen_scholen(personas.bureau) == []


def test_schools_with_the_same_name_are_told_apart_by_their_code(db) -> None:
    een = SchoolFactory(naam="PrO Marathonlaan", code="28BU00", soort=School.Soort.PRO)
    twee = SchoolFactory(naam="PrO Marathonlaan", code="28BU02", soort=School.Soort.PRO)
    drie = SchoolFactory(naam="PrO Zuid", soort=School.Soort.PRO)
    assert scholen_als_keuze("pro") == [
        (str(een.pk), "PrO Marathonlaan (28BU00)"),
        (str(twee.pk), "PrO Marathonlaan (28BU02)"),
        (str(drie.pk), "PrO Zuid"),
    ]
