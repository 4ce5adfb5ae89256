import pytest
from django.http import QueryDict

from tests.factories.voorzieningen import VoorzieningFactory
from voorzieningen.filters import VoorzieningFilter
from voorzieningen.models import Voorziening

pytestmark = pytest.mark.django_db


def _namen(vraag: str) -> list[str]:
    filterset = VoorzieningFilter(QueryDict(vraag), queryset=Voorziening.objects.all())
    return [voorziening.naam for voorziening in filterset.qs]


@pytest.fixture(autouse=True)
def _drie() -> None:
    VoorzieningFactory(naam="Advies", soort="advies", rubriek="netwerk")
    VoorzieningFactory(naam="Fonds", soort="geld", rubriek="aanvragen", aanvraagsoort="frictiefonds")
    VoorzieningFactory(naam="Toelage", soort="geld", rubriek="Almere", swv="SWV VO Almere")


@pytest.mark.parametrize(
    ("vraag", "namen"),
    [
        ("", ["Advies", "Fonds", "Toelage"]),
        ("rubriek=netwerk", ["Advies"]),
        ("soort=geld", ["Fonds", "Toelage"]),
        ("swv=SWV+VO+Almere", ["Toelage"]),
        ("aanvraagbaar=ja", ["Fonds"]),
        ("aanvraagbaar=nee", ["Advies", "Toelage"]),
        ("soort=geld&aanvraagbaar=nee", ["Toelage"]),
        ("zoek=fonds", ["Fonds"]),
        ("zoek=fonds&soort=advies", []),
    ],
)
def test_filter_gives_what_was_asked(vraag: str, namen: list[str]) -> None:
    assert _namen(vraag) == namen


def test_filter_with_unknown_value_is_ignored_and_told() -> None:
    filterset = VoorzieningFilter(QueryDict("rubriek=onzin"), queryset=Voorziening.objects.all())

    assert filterset.qs.count() == 3
    assert filterset.errors["rubriek"] == ["Kies bij ‘Rubriek’ een van de mogelijkheden uit de lijst."]
