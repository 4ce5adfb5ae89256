from datetime import date

import pytest
from rest_framework.test import APIRequestFactory

from tests.factories.voorzieningen import AliasFactory, VoorzieningFactory
from voorzieningen.api import VoorzieningViewSet

pytestmark = pytest.mark.django_db


def _lijst(**vraag: str):
    return VoorzieningViewSet.as_view({"get": "list"})(APIRequestFactory().get("/", vraag))


def _detail(slug: str):
    return VoorzieningViewSet.as_view({"get": "retrieve"})(APIRequestFactory().get("/"), slug=slug)


def test_detail_is_public_and_complete() -> None:
    voorziening = VoorzieningFactory(naam="Leerlijnen", slug="leerlijnen", soort="training")
    AliasFactory(voorziening=voorziening, naam="kenniskring")
    AliasFactory(voorziening=voorziening, naam="Wie helpt ons leren?", soort="vraag")

    antwoord = _detail("leerlijnen")

    assert antwoord.data == {
        "slug": "leerlijnen",
        "naam": "Leerlijnen",
        "andere_namen": ["kenniskring"],
        "omschrijving": "",
        "swv": "SWV VO Amsterdam-Diemen",
        "sector": "vo",
        "rubriek": "collectief",
        "soort": "training",
        "doelgroep": "",
        "aanbieder": "",
        "toegang": "",
        "duur": "",
        "kosten": "",
        "capaciteit": "",
        "aanvraagsoort": "",
        "bron": "",
        "geldig_van": "2021-08-01",
        "geldig_tot": None,
        "pagina": "http://testserver/voorzieningen/leerlijnen/",
    }


@pytest.mark.parametrize(
    ("vraag", "slugs"),
    [
        ({}, ["een", "twee"]),
        ({"soort": "geld"}, ["twee"]),
        ({"aanvraagbaar": "ja"}, ["twee"]),
        ({"zoek": "robto"}, ["een"]),
    ],
)
def test_list_takes_the_filters_of_the_page(vraag: dict[str, str], slugs: list[str]) -> None:
    VoorzieningFactory(naam="A: robtoets", slug="een")
    VoorzieningFactory(naam="B: fonds", slug="twee", soort="geld", aanvraagsoort="frictiefonds")

    assert [rij["slug"] for rij in _lijst(**vraag).data] == slugs


def test_list_with_unknown_filter_value_is_refused_with_a_sentence() -> None:
    antwoord = _lijst(rubriek="onzin")

    assert antwoord.status_code == 400
    assert "Kies bij ‘Rubriek’ een van de mogelijkheden uit de lijst." in str(antwoord.data)


def test_what_is_over_is_not_there() -> None:
    VoorzieningFactory(slug="oud", geldig_tot=date(2026, 1, 1))

    assert _lijst().data == []
    assert _detail("oud").status_code == 404


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_has_a_fixed_number_of_queries(django_assert_num_queries, aantal: int) -> None:
    for voorziening in VoorzieningFactory.create_batch(aantal):
        AliasFactory(voorziening=voorziening)

    with django_assert_num_queries(4):
        assert len(_lijst().render().data) == aantal


def test_list_cannot_be_written() -> None:
    antwoord = VoorzieningViewSet.as_view({"get": "list"})(APIRequestFactory().post("/", {"naam": "x"}))

    assert antwoord.status_code == 405
