"""Mentortraining: how many mentors, what they want to learn, when; the bureau promises a training made for them."""

import pytest

from aanvragen.soorten import soort_van
from tests.aanvragen.levensloop import concept, fouten, wordt_geweigerd
from tests.aanvragen.zonder_besluit import FOUTE_PLANNING, GOEDE_PLANNING, nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "mentortraining"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        *FOUTE_PLANNING,
        ({"mentoren": "0"}, "mentoren", "Vul bij het aantal mentoren minstens 1 in."),
        ({"mentoren": "501"}, "mentoren", "Vul bij het aantal mentoren maximaal 500 in."),
        ({"mentoren": "twaalf"}, "mentoren", "Vul het aantal mentoren in als heel getal, bijvoorbeeld 12."),
        ({"leervraag": ""}, "leervraag", "Vul in wat de mentoren willen leren."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld][0].startswith(zin)
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize("anders", [*GOEDE_PLANNING, {"mentoren": "1"}, {"mentoren": "500"}])
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_second_request_in_the_same_period_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Mentortraining al aan met A-1 (ingediend)."


def test_promise_says_that_school_and_bureau_talk_first(personas):
    brief = toegezegd(personas, SOORT)

    assert "Wij maken eerst een afspraak met u over de rol en de taken van uw mentoren." in brief
    assert soort_van(SOORT).plant_afspraken


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
