"""Collegiale visitatie: a question of the school, a period in which people can come, and a promise of the bureau."""

import pytest

from aanvragen.soorten import soort_van
from financien.models import Verplichting
from tests.aanvragen.levensloop import concept, fouten, wordt_geweigerd
from tests.aanvragen.zonder_besluit import FOUTE_PLANNING, GOEDE_PLANNING, nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "visitatie"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        *FOUTE_PLANNING,
        ({"kijkvraag": ""}, "kijkvraag", "Vul in waar de bezoekers naar kijken."),
        ({"aanleiding": ""}, "aanleiding", "Vul in waarom u dit nu wilt weten."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld][0].startswith(zin)
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize("anders", GOEDE_PLANNING)
def test_period_that_still_comes_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_second_request_in_the_same_period_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Collegiale visitatie al aan met A-1 (ingediend)."


def test_promise_says_what_follows_and_costs_no_money_on_a_line(personas):
    brief = toegezegd(personas, SOORT)

    assert "Daarna plannen wij het bezoek met u." in brief
    assert "Na het bezoek krijgt u een verslag." in brief
    assert soort_van(SOORT).plant_afspraken
    assert not Verplichting.objects.exists()


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
