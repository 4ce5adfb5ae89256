"""Veiligheidstraining: for a few coördinatoren or for a team."""

import pytest

from aanvragen.soorten import soort_van
from tests.aanvragen.levensloop import concept, fouten, stel_regeling, wordt_geweigerd
from tests.aanvragen.zonder_besluit import FOUTE_PLANNING, GOEDE_PLANNING, nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "veiligheidstraining"
TE_VEEL = (
    "Een school meldt hoogstens 3 veiligheidscoördinatoren aan. Verlaag het aantal, of kies een training voor een team."
)


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        *FOUTE_PLANNING,
        ({"voor_wie": "coordinator", "deelnemers": "4"}, "deelnemers", TE_VEEL),
        ({"deelnemers": "0"}, "deelnemers", "Vul bij het aantal deelnemers minstens 1 in."),
        ({"voor_wie": ""}, "voor_wie", "Vul in voor wie de training is."),
        ({"onderwerp": ""}, "onderwerp", "Vul in waar de training over gaat."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld][0].startswith(zin)
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    "anders", [*GOEDE_PLANNING, {"voor_wie": "coordinator", "deelnemers": "3"}, {"voor_wie": "team", "deelnemers": "4"}]
)
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_limit_is_the_number_of_the_regeling(personas):
    stel_regeling(SOORT, post="", coordinatoren=1)

    aanvraag = concept(personas, SOORT, voor_wie="coordinator", deelnemers="2")

    assert fouten(aanvraag)["deelnemers"][0].startswith("Een school meldt hoogstens 1 ")


def test_second_request_in_the_same_period_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Veiligheidstraining al aan met A-1 (ingediend)."


def test_promise_says_that_the_day_is_planned(personas):
    assert "Wij stemmen de inhoud van de training met u af en plannen daarna de dag." in toegezegd(personas, SOORT)
    assert soort_van(SOORT).plant_afspraken


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
