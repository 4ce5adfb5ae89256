"""Arrangement cluster 2: VierTaal grants it; the bureau refers and records licht, medium or intensief."""

import pytest

from aanvragen import workflow as acts
from aanvragen.soorten import soort_van
from aanvragen.soorten.arrangement_cluster2 import COMMISSIE
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
SOORT = "arrangement_cluster2"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"niveau": ""}, "niveau", "Kies het arrangement."),
        ({"niveau": "zwaar"}, "niveau", "Kies bij het arrangement een van de mogelijkheden uit de lijst."),
        ({"tekort": ""}, "tekort", "Vul in waarom de basisondersteuning niet genoeg is."),
        ({"begeleider": ""}, "begeleider", "Vul in wie u helpt met het dossier."),
        ({"ouders_weten": ""}, "ouders_weten", "Bespreek dit eerst met de ouders. Zet daarna hier een vinkje."),
        ({"leerlingnummer": ""}, "leerlingnummer", "Vul het leerlingnummer in."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_school_that_does_not_know_the_level_can_ask_too(personas):
    assert fouten(concept(personas, SOORT, niveau="onbekend")) == {}


def test_medical_papers_are_not_asked_and_not_taken(personas):
    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(concept(personas, SOORT), "onderzoek", door=personas.coordinator)


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)


def test_second_request_for_the_same_pupil_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT, **ZELFDE) == "U vroeg Arrangement cluster 2 al aan met A-1 (ingediend)."


@pytest.mark.parametrize(("uitkomst", "naam"), soort_van(SOORT).uitkomsten)
def test_letter_names_the_commission_and_what_it_granted(personas, uitkomst, naam):
    brief = beantwoord(personas, SOORT, naar=COMMISSIE, uitkomst=uitkomst)

    assert COMMISSIE in brief
    assert f"<td>{naam}</td>" in brief


def test_start_page_says_who_decides():
    assert soort_van(SOORT).wie_besluit == "de Commissie van Onderzoek van VierTaal"


def test_answer_without_an_outcome_is_refused_and_changes_nothing(personas):
    aanvraag = in_behandeling(personas, SOORT)
    voor = momentopname()

    with pytest.raises(Geweigerd):
        doe(acts.beantwoorden, aanvraag, personas.bureau, antwoord="VierTaal belt u.")

    assert momentopname() == voor
