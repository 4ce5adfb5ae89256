"""Procesbegeleiding: a question that the head of the school shares; the bureau promises somebody who helps."""

import pytest

from aanvragen.soorten import soort_van
from tests.aanvragen.levensloop import concept, fouten, wordt_geweigerd
from tests.aanvragen.zonder_besluit import FOUTE_PLANNING, GOEDE_PLANNING, nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "procesbegeleiding"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        *FOUTE_PLANNING,
        ({"vraag": ""}, "vraag", "Vul in waar u hulp bij wilt."),
        ({"betrokkenen": ""}, "betrokkenen", "Vul in wie er meedoen."),
        (
            {"schoolleiding": ""},
            "schoolleiding",
            "Bespreek de vraag eerst met de schoolleiding. Zet daarna hier een vinkje.",
        ),
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
    assert nog_een_keer(personas, SOORT) == "U vroeg Procesbegeleiding al aan met A-1 (ingediend)."


def test_promise_says_who_makes_the_first_appointment(personas):
    brief = toegezegd(personas, SOORT)

    assert "Een procesbegeleider maakt een afspraak met u voor het eerste gesprek." in brief
    assert soort_van(SOORT).plant_afspraken


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
