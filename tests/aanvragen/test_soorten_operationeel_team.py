"""Operationeel Team: asked after an incident, answered within a week, without a name of a pupil."""

from datetime import date

import pytest

from aanvragen.soorten import soort_van
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import concept, fouten, indienen, wordt_geweigerd
from tests.aanvragen.zonder_besluit import nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "operationeel_team"
GEEN_NUMMER = "Vul een telefoonnummer in van minstens tien cijfers, bijvoorbeeld 06 12345678."


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"sinds": "14-10-2026"}, "sinds", "Deze dag is nog niet geweest. Controleer de datum."),
        (
            {"sinds": "12-10-2025"},
            "sinds",
            "Deze dag is meer dan 365 dagen geleden. Controleer de datum. Klopt die? Bel dan het bureau.",
        ),
        ({"sinds": ""}, "sinds", "Vul in sinds wanneer het speelt."),
        ({"gebeurd": ""}, "gebeurd", "Vul in wat er gebeurde."),
        ({"telefoon": "bel maar"}, "telefoon", GEEN_NUMMER),
        ({"telefoon": "12345"}, "telefoon", GEEN_NUMMER),
        ({"contact": ""}, "contact", "Vul in met wie het team belt."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    "anders",
    [
        {"sinds": "13-10-2026"},
        {"sinds": "13-10-2025"},
        {"sinds": "30-6-2026"},  # in the school year before
        {"telefoon": "0612345678"},
        {"telefoon": "+31 6 12 34 56 78"},
        {"telefoon": "(036) 123 45 67"},
    ],
)
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_bureau_has_a_week(personas):
    assert indienen(personas, concept(personas, SOORT)).beslisdatum == date(2026, 10, 20)


def test_second_request_while_the_first_is_open_is_shown_and_asks_to_confirm(personas):
    getoond = nog_een_keer(personas, SOORT)

    assert getoond == "U vroeg Operationeel Team Schoolveiligheid al aan met A-1 (ingediend)."


def test_new_request_after_a_visit_was_promised_asks_nothing(personas):
    """A new incident is no second request."""
    toegezegd(personas, SOORT)

    nieuw = concept(personas, SOORT)

    assert type(nieuw).objects.gelijktijdig(nieuw, soort_van(SOORT).kerngegevens({}, nieuw.regeling)).count() == 0


def test_promise_says_who_calls_and_nothing_of_what_happened(personas):
    brief = toegezegd(personas, SOORT, gebeurd="Een vechtpartij op het plein.")

    assert "Het Operationeel Team belt uw contactpersoon om het eerste bezoek af te spreken." in brief
    assert "vechtpartij" not in Brief.objects.get().html
    assert soort_van(SOORT).plant_afspraken


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
