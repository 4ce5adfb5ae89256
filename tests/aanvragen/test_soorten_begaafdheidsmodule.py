"""Begaafdheidsmodule: colleagues enrol, a few at a time; talentbegeleider is for the vmbo."""

import pytest

from aanvragen.soorten.begaafdheidsmodule import namen
from tests.aanvragen.levensloop import concept, fouten, stel_regeling, wordt_geweigerd
from tests.aanvragen.zonder_besluit import nog_een_keer, toegezegd, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "begaafdheidsmodule"
VIJF = "A. Aalders\nB. Bakker\nC. Cuypers\nD. Dijk\nE. Evers"
ALLEEN_VMBO = "De opleiding tot talentbegeleider is alleen voor het vmbo. Kies een andere module of afdeling."


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        (
            {"deelnemers": VIJF},
            "deelnemers",
            "U meldt 5 mensen aan. Per aanvraag zijn dat er hoogstens 4. Haal namen weg.",
        ),
        ({"deelnemers": " \n "}, "deelnemers", "Vul in wie er meedoen."),
        ({"module": "talentbegeleider", "afdeling": "havo_vwo"}, "afdeling", ALLEEN_VMBO),
        ({"module": "talentbegeleider", "afdeling": "pro_vso"}, "afdeling", ALLEEN_VMBO),
        ({"module": ""}, "module", "Kies de module."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    "anders",
    [
        {"deelnemers": VIJF.rpartition("\n")[0]},
        {"module": "talentbegeleider", "afdeling": "vmbo"},
        {"module": "begeleiden", "afdeling": "pro_vso"},
    ],
)
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_limit_is_the_number_of_the_regeling(personas):
    stel_regeling(SOORT, post="", deelnemers=5)

    assert fouten(concept(personas, SOORT, deelnemers=VIJF)) == {}


def test_empty_lines_are_nobody():
    assert namen("A. Aalders\r\n\r\n  B. Bakker  \n") == ["A. Aalders", "B. Bakker"]


def test_second_request_while_the_first_is_open_is_shown_and_asks_to_confirm(personas):
    getoond = nog_een_keer(personas, SOORT)

    assert getoond == "U vroeg Begaafdheid: module of talentbegeleider al aan met A-1 (ingediend)."


def test_promise_says_that_colleagues_are_enrolled(personas):
    assert "Wij schrijven uw collega&#x27;s in." in toegezegd(personas, SOORT)


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
