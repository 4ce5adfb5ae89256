"""Consultatie cluster 1 or 2: the bureau refers to an adviser of another board and records what came of it."""

import pytest

from aanvragen import workflow as acts
from aanvragen.soorten.consultatie import AUDITIEF, VISUEEL
from swv.kern.fouten import Geweigerd
from tests.aanvragen.levensloop import concept, doe, fouten, momentopname, wordt_geweigerd
from tests.aanvragen.zonder_besluit import (
    ZELFDE,
    beantwoord,
    in_behandeling,
    is_leerling_van_eigen_school,
    nog_een_keer,
)
from tests.factories.aanvragen import maak_bijlage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "consultatie"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"gebied": "3"}, "gebied", "Kies bij ‘Waar gaat de vraag over?’ een van de mogelijkheden uit de lijst."),
        ({"vraag": ""}, "vraag", "Vul uw vraag in."),
        (
            {"ouders_weten": ""},
            "ouders_weten",
            "Bespreek dit eerst met de ouders. Zet daarna hier een vinkje.",
        ),
        (
            {"geboortedatum": "14-10-2016"},
            "geboortedatum",
            "Met deze datum is de leerling jonger dan 10 of ouder dan 21 jaar. Controleer de geboortedatum.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_medical_papers_are_not_asked_and_not_taken(personas):
    """The bureau only refers: it needs no research, so it does not keep any."""
    aanvraag = concept(personas, SOORT)

    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(aanvraag, "onderzoek", door=personas.coordinator)


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)


def test_second_request_for_the_same_pupil_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT, **ZELFDE) == "U vroeg Consultatie cluster 1 of 2 al aan met A-1 (ingediend)."


@pytest.mark.parametrize("naar", [VISUEEL, AUDITIEF])
def test_letter_names_who_answered_and_the_outcome(personas, naar):
    brief = beantwoord(personas, SOORT, naar=naar, uitkomst="arrangement")

    assert naar in brief
    assert "Aanmelding voor een arrangement" in brief
    assert "Het is geen besluit." in brief


def test_outcome_that_this_kind_does_not_know_is_refused_and_changes_nothing(personas):
    aanvraag = in_behandeling(personas, SOORT)
    voor = momentopname()

    with pytest.raises(Geweigerd):
        doe(acts.beantwoorden, aanvraag, personas.bureau, antwoord="Ja.", uitkomst="licht")

    assert momentopname() == voor
