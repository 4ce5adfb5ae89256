from datetime import date

import pytest
import time_machine
from rest_framework.authtoken.models import Token

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.organisaties.models import School, Schoolbestuur
from swv.organisaties.services import organisaties_laden, rol_beeindigen, tweede_factor_wissen
from tests.factories.organisaties import GebruikerFactory, RolFactory

pytestmark = pytest.mark.django_db


def test_organisaties_laden_gives_six_boards_and_eighteen_schools() -> None:
    geladen = organisaties_laden()
    assert (geladen.besturen, geladen.scholen) == (6, 18)
    assert (Schoolbestuur.objects.count(), School.objects.count()) == (6, 18)


def test_organisaties_laden_counts_schools_per_kind() -> None:
    organisaties_laden()
    aantallen = {soort: School.objects.filter(soort=soort).count() for soort in School.Soort.values}
    assert aantallen == {"vo": 13, "pro": 3, "vso": 2}


def test_organisaties_laden_again_adds_nothing_and_asks_little(django_assert_max_num_queries) -> None:
    organisaties_laden()
    with django_assert_max_num_queries(6):
        geladen = organisaties_laden()
    assert (geladen.besturen, geladen.scholen) == (0, 0)


def test_organisaties_laden_keeps_what_was_corrected() -> None:
    organisaties_laden()
    School.objects.filter(code="01FP04").update(postcode="1324 AB", opmerking="")
    organisaties_laden()
    assert School.objects.get(code="01FP04").postcode == "1324 AB"


@pytest.mark.parametrize(
    ("code", "bestuur"),
    [("16AW01", "41676"), ("01FP01", "42620"), ("17J00", "41676"), ("27VD00", "40687"), ("30EF00", "41880")],
)
def test_school_hangs_under_the_board_derived_for_it(code: str, bestuur: str) -> None:
    organisaties_laden()
    assert School.objects.get(code=code).bestuur.nummer == bestuur


@pytest.mark.parametrize(
    ("code", "opmerking"),
    [
        ("17J00", "mist een letter"),
        ("01FP04", "vrijwel zeker fout"),
        ("01FP01", "mogelijk tikfout"),
        ("28BU00", "naam past niet bij adres"),
        ("28BU02", "dubbele naam"),
        ("30EF00", "naam is die van het bestuur"),
    ],
)
def test_anomaly_of_the_source_is_kept_and_told(code: str, opmerking: str) -> None:
    organisaties_laden()
    assert opmerking in School.objects.get(code=code).opmerking


def test_wrong_code_and_wrong_postcode_are_not_repaired() -> None:
    organisaties_laden()
    assert [school.code for school in School.objects.all() if not school.is_brin_juist] == ["17J00"]
    assert School.objects.get(code="01FP04").postcode == "6710 BE"


def test_school_without_anomaly_has_no_remark() -> None:
    organisaties_laden()
    assert School.objects.filter(opmerking="").count() == 12


@time_machine.travel("2026-09-15 12:00", tick=False)
def test_rol_beeindigen_ends_today() -> None:
    assert rol_beeindigen(rol=RolFactory(geldig_van=date(2025, 8, 1))).geldig_tot == date(2026, 9, 15)


@time_machine.travel("2026-09-15 12:00", tick=False)
def test_rol_beeindigen_of_a_role_of_today_ends_tomorrow_at_the_latest() -> None:
    rol = rol_beeindigen(rol=RolFactory(geldig_van=date(2026, 9, 15)))
    assert rol.geldig_tot == date(2026, 9, 16)


def test_rol_beeindigen_twice_is_refused() -> None:
    rol = RolFactory(geldig_van=date(2025, 8, 1), geldig_tot=date(2026, 1, 1))
    with pytest.raises(VoorwaardeNietVervuld, match="al beëindigd"):
        rol_beeindigen(rol=rol, per=date(2026, 2, 1))


def test_tweede_factor_wissen_takes_the_token_of_the_api_too() -> None:
    token = Token.objects.create(user=GebruikerFactory(met_factor=True))
    tweede_factor_wissen(gebruiker=token.user)
    assert not Token.objects.filter(user=token.user).exists()
