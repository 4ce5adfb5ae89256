from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from swv.organisaties.models import Leerling, Rol, Rolsoort, Samenwerkingsverband, School
from tests.factories.organisaties import (
    LeerlingFactory,
    RolFactory,
    SamenwerkingsverbandFactory,
    SchoolFactory,
)
from tests.personas import MENSEN, Personas

pytestmark = pytest.mark.django_db


def test_school_ids_of_coordinator_are_the_own_school(personas: Personas) -> None:
    assert personas.coordinator.school_ids == {personas.school.pk}


def test_school_ids_of_bestuur_are_all_schools_of_the_board(personas: Personas) -> None:
    assert personas.bestuur.school_ids == {personas.school.pk, personas.zusterschool.pk}


@pytest.mark.parametrize(
    "naam",
    sorted(set(MENSEN) - {"coordinator", "coordinator_zuster", "coordinator_elders", "bestuur", "bestuur_elders"}),
)
def test_school_ids_of_other_roles_are_empty(personas: Personas, naam: str) -> None:
    assert getattr(personas, naam).school_ids == frozenset()


def test_rol_that_ended_gives_no_rights_from_its_last_date_on() -> None:
    rol = RolFactory(soort=Rolsoort.BUREAU, geldig_van=date(2026, 1, 1), geldig_tot=date(2026, 8, 1))
    with time_machine.travel("2026-07-31 12:00", tick=False):
        assert rol.gebruiker.heeft_rol(Rolsoort.BUREAU)
    with time_machine.travel("2026-08-01 12:00", tick=False):
        rol.gebruiker.refresh_from_db()
        assert not rol.gebruiker.heeft_rol(Rolsoort.BUREAU)
        assert not rol.gebruiker.is_staff


@time_machine.travel("2026-07-31 12:00", tick=False)
def test_rol_that_starts_tomorrow_gives_no_rights_today() -> None:
    rol = RolFactory(soort=Rolsoort.DIRECTEUR, geldig_van=date(2026, 8, 1))
    assert not rol.gebruiker.heeft_rol(Rolsoort.DIRECTEUR)


def test_inactive_user_has_no_roles_and_no_schools(personas: Personas) -> None:
    gebruiker = personas.coordinator
    gebruiker.is_active = False
    gebruiker.save()
    gebruiker.refresh_from_db()
    assert gebruiker.rolsoorten == frozenset()
    assert gebruiker.school_ids == frozenset()


def test_ended_coordinator_role_closes_the_school(personas: Personas) -> None:
    Rol.objects.filter(gebruiker=personas.coordinator).update(geldig_tot=date(2021, 1, 1))
    personas.coordinator.refresh_from_db()
    assert personas.coordinator.school_ids == frozenset()
    assert not personas.coordinator.is_coordinator_van(personas.school.pk)


def test_roles_are_read_with_one_query(personas: Personas, django_assert_num_queries) -> None:
    gebruiker = personas.coordinator
    with django_assert_num_queries(1):
        assert gebruiker.heeft_rol(Rolsoort.COORDINATOR)
        assert gebruiker.school_ids
        assert not gebruiker.is_staff


@pytest.mark.parametrize(
    ("soort", "met_school", "met_bestuur"),
    [
        (Rolsoort.COORDINATOR, False, False),
        (Rolsoort.COORDINATOR, False, True),
        (Rolsoort.COORDINATOR, True, True),
        (Rolsoort.BESTUUR, True, False),
        (Rolsoort.BESTUUR, False, False),
        (Rolsoort.BUREAU, True, False),
        (Rolsoort.DIRECTEUR, False, True),
    ],
)
def test_rol_with_wrong_place_is_refused_by_the_database(soort: str, met_school: bool, met_bestuur: bool) -> None:
    school = SchoolFactory()
    with pytest.raises(IntegrityError, match="rol_met_juiste_plek"):
        RolFactory(soort=soort, school=school if met_school else None, bestuur=school.bestuur if met_bestuur else None)


def test_rol_that_ends_before_it_starts_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError, match="rol_eindigt_na_begin"):
        RolFactory(geldig_van=date(2026, 8, 1), geldig_tot=date(2026, 8, 1))


def test_second_samenwerkingsverband_is_refused_by_the_database() -> None:
    SamenwerkingsverbandFactory()
    with pytest.raises(IntegrityError, match="een_samenwerkingsverband"):
        SamenwerkingsverbandFactory(id=2)


def test_samenwerkingsverband_saved_again_shows_at_once() -> None:
    rij = SamenwerkingsverbandFactory()
    assert Samenwerkingsverband.huidig().naam == rij.naam
    rij.naam = "Nieuwe naam"
    rij.save()
    assert Samenwerkingsverband.huidig().naam == "Nieuwe naam"


def test_leerlingnummer_twice_at_one_school_is_refused_by_the_database() -> None:
    leerling = LeerlingFactory()
    with pytest.raises(IntegrityError, match="leerlingnummer_een_keer_per_school"):
        LeerlingFactory(school=leerling.school, leerlingnummer=leerling.leerlingnummer)


def test_leerlingnummer_at_another_school_is_accepted() -> None:
    leerling = LeerlingFactory()
    assert LeerlingFactory(school=SchoolFactory(), leerlingnummer=leerling.leerlingnummer).pk


@pytest.mark.parametrize("naam", MENSEN)
def test_leerlingen_are_listed_for_the_own_schools_only(personas: Personas, naam: str) -> None:
    eigen, elders = LeerlingFactory(school=personas.school), LeerlingFactory(school=personas.school_elders)
    verwacht = {
        "coordinator": {eigen},
        "bestuur": {eigen},
        "coordinator_elders": {elders},
        "bestuur_elders": {elders},
    }.get(naam, set())
    assert set(Leerling.objects.for_user(getattr(personas, naam))) == verwacht


def test_naam_of_leerling_without_tussenvoegsel_has_single_spaces() -> None:
    assert LeerlingFactory.build(voornaam="Noa", tussenvoegsel="", achternaam="Bakker").naam == "Noa Bakker"


@pytest.mark.parametrize(
    ("code", "juist"), [("01FP00", True), ("17J00", False), ("17JZ0", False), ("1AFP00", False), ("01fp00", False)]
)
def test_brin_is_judged_by_its_form(code: str, juist: bool) -> None:
    assert School(code=code).is_brin_juist is juist


def test_email_is_kept_in_lower_case() -> None:
    from swv.organisaties.models import Gebruiker

    assert Gebruiker.objects.create_user("Jan.DeVries@School.NL", naam="Jan").email == "jan.devries@school.nl"


def test_nobody_is_superuser_and_no_rule_means_no_right(personas: Personas) -> None:
    for _, gebruiker in personas.mensen():
        assert not gebruiker.is_superuser
        assert not gebruiker.has_perm("onbekend.recht")


@pytest.mark.parametrize("nummer", ["000000012", "111222333", ""])
def test_rsin_that_passes_the_eleven_test_is_taken(nummer: str) -> None:
    SamenwerkingsverbandFactory.build(rsin=nummer).full_clean(validate_constraints=False)


@pytest.mark.parametrize("nummer", ["000000013", "12345678", "1112.22.333", "11122233A", "١١١٢٢٢٣٣٣"])
def test_rsin_that_is_wrong_is_refused_in_words(nummer: str) -> None:
    with pytest.raises(ValidationError, match="RSIN"):
        SamenwerkingsverbandFactory.build(rsin=nummer).full_clean()


def test_rsin_of_letters_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError):
        SamenwerkingsverbandFactory(rsin="geen")
