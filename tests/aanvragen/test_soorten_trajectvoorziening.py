"""Aanjagen trajectvoorziening: advice on an own place in the school, no money."""

import pytest

from aanvragen.soorten import soort_van
from financien.models import Verplichting
from tests.aanvragen.levensloop import concept, fouten, wordt_geweigerd
from tests.aanvragen.zonder_besluit import FOUTE_PLANNING, GOEDE_PLANNING, nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "trajectvoorziening"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        *FOUTE_PLANNING,
        ({"wens": ""}, "wens", "Kies de hulp die u wilt."),
        ({"leerlingen": "0"}, "leerlingen", "Vul bij het aantal leerlingen minstens 1 in."),
        ({"leerlingen": "501"}, "leerlingen", "Vul bij het aantal leerlingen maximaal 500 in."),
        ({"plan": ""}, "plan", "Vul in wat u wilt bereiken."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld][0].startswith(zin)
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize("anders", [*GOEDE_PLANNING, {"leerlingen": "500"}, {"wens": "vso"}])
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_second_request_in_the_same_period_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Aanjagen trajectvoorziening al aan met A-1 (ingediend)."


def test_promise_says_who_comes_and_gives_no_money(personas):
    brief = toegezegd(personas, SOORT)

    assert "De projectgroep Samenwerking vo-vso maakt een afspraak met u" in brief
    assert "€" not in brief
    assert soort_van(SOORT).plant_afspraken
    assert not Verplichting.objects.exists()


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
