"""Advies zieke leerlingen: a question without a name or a diagnosis, for APOZ."""

import pytest

from aanvragen import workflow as acts
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Leerling
from tests.aanvragen.levensloop import concept, doe, fouten, wordt_geweigerd
from tests.aanvragen.zonder_besluit import beantwoord, in_behandeling, nog_een_keer
from tests.factories.aanvragen import maak_bijlage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "advies_ziek"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"waar": ""}, "waar", "Vul in waar de leerling nu op school zit."),
        (
            {"waar": "thuis"},
            "waar",
            "Kies bij ‘Waar zit de leerling nu op school?’ een van de mogelijkheden uit de lijst.",
        ),
        ({"vraag": ""}, "vraag", "Vul uw vraag in."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_pupil_who_still_comes_from_primary_school_is_accepted(personas):
    assert fouten(concept(personas, SOORT, waar="basisschool", gedaan="")) == {}


def test_medical_papers_are_not_asked_and_not_taken(personas):
    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(concept(personas, SOORT), "medische_verklaring", door=personas.coordinator)


def test_second_question_while_the_first_is_open_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Advies zieke leerlingen al aan met A-1 (ingediend)."


def test_adviser_who_reads_along_answers_and_no_pupil_is_known(personas):
    aanvraag = in_behandeling(personas, SOORT)
    aanvraag = doe(acts.deskundige_betrekken, aanvraag, personas.bureau, deskundige=personas.deskundige.pk)

    aanvraag = doe(acts.beantwoorden, aanvraag, personas.deskundige, antwoord="Begin met twee uur per dag.")

    assert aanvraag.besloten_door == personas.deskundige
    assert not Leerling.objects.exists()


def test_letter_is_an_answer_and_no_decision(personas):
    assert "Het is geen besluit." in beantwoord(personas, SOORT)
