import pytest
from django.test import Client
from rest_framework.authtoken.models import Token

from tests.factories.voorzieningen import PlaatsingFactory
from tests.personas import Personas

pytestmark = pytest.mark.django_db

ADRES = "/api/v1/plaatsingen"


def _vraag(door, adres: str = ADRES, **vraag: str):
    token, _ = Token.objects.get_or_create(user=door)
    return Client().get(adres, vraag, headers={"authorization": f"Token {token}"})


def test_list_holds_what_the_caller_may_see_and_no_reasons(personas: Personas) -> None:
    eigen = PlaatsingFactory(school=personas.school, heeft_voorrang=True, voorrang_reden="De school sluit.")
    PlaatsingFactory(school=personas.school_elders)

    antwoord = _vraag(personas.coordinator)

    [rij] = antwoord.json()["results"]
    assert (rij["id"], rij["voorziening"], rij["school"]) == (str(eigen.pk), eigen.voorziening.slug, "01AA00")
    assert "De school sluit." not in antwoord.content.decode()
    assert len(_vraag(personas.bureau).json()["results"]) == 2


def test_filters_narrow_the_list(personas: Personas) -> None:
    PlaatsingFactory(aangeboden=True)
    wacht = PlaatsingFactory()

    rijen = _vraag(personas.bureau, status="wachtlijst", voorziening=wacht.voorziening.slug).json()["results"]

    assert [rij["id"] for rij in rijen] == [str(wacht.pk)]


def test_detail_says_which_acts_there_are_with_their_fields(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(aangeboden=True, school=personas.school)

    handelingen = _vraag(personas.coordinator, f"{ADRES}/{plaatsing.pk}").json()["handelingen"]

    assert [rij["naam"] for rij in handelingen] == ["plaats_aannemen", "plaats_uitstellen", "plaats_weigeren"]
    assert [veld["naam"] for veld in handelingen[1]["velden"]] == ["reden", "wacht_tot"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_has_a_fixed_number_of_queries(personas: Personas, django_assert_max_num_queries, aantal: int) -> None:
    PlaatsingFactory.create_batch(aantal)

    with django_assert_max_num_queries(20) as queries:
        _vraag(personas.bureau)

    assert len([q for q in queries.captured_queries if "voorzieningen_" in q["sql"]]) == 1


def test_another_school_finds_nothing(personas: Personas) -> None:
    plaatsing = PlaatsingFactory(school=personas.school)

    assert _vraag(personas.coordinator_elders, f"{ADRES}/{plaatsing.pk}").status_code == 404
