"""Advies: a question without a pupil; the bureau or an expert who reads along answers, and there is no decision."""

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Status
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Leerling
from tests.aanvragen.levensloop import concept, doe, fouten, momentopname, wordt_geweigerd
from tests.aanvragen.zonder_besluit import beantwoord, in_behandeling, nog_een_keer
from tests.factories.aanvragen import maak_bijlage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "advies"


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"onderwerp": ""}, "onderwerp", "Kies het onderwerp."),
        ({"onderwerp": "geld"}, "onderwerp", "Kies bij het onderwerp een van de mogelijkheden uit de lijst."),
        ({"vraag": ""}, "vraag", "Vul uw vraag in."),
        (
            {"vraag": "x" * 4001},
            "vraag",
            "Maak uw vraag korter: maximaal 4000 tekens. U heeft er nu 4001.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize("anders", [{"gedaan": ""}, {"vraag": "x" * 4000}])
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_file_about_a_pupil_is_not_taken(personas):
    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(concept(personas, SOORT), "opp", door=personas.coordinator)


def test_question_makes_no_pupil_known(personas):
    in_behandeling(personas, SOORT)

    assert not Leerling.objects.exists()


def test_second_question_while_the_first_is_open_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Advies van een onderwijsadviseur al aan met A-1 (ingediend)."


def test_letter_is_an_answer_and_no_decision(personas):
    brief = beantwoord(personas, SOORT)

    assert "Geef uitleg ook op papier." in brief
    assert "Het is geen besluit." in brief


def test_expert_who_reads_along_answers(personas):
    aanvraag = in_behandeling(personas, SOORT)
    aanvraag = doe(acts.deskundige_betrekken, aanvraag, personas.bureau, deskundige=personas.deskundige.pk)

    aanvraag = doe(acts.beantwoorden, aanvraag, personas.deskundige, antwoord="Bel de leerplichtambtenaar.")

    assert (aanvraag.status, aanvraag.besloten_door) == (Status.BEANTWOORD, personas.deskundige)
    assert "Bel de leerplichtambtenaar." in Brief.objects.get().html


def test_expert_who_does_not_read_along_cannot_answer(personas):
    aanvraag = in_behandeling(personas, SOORT)
    voor = momentopname()

    with pytest.raises(Geweigerd):
        doe(acts.beantwoorden, aanvraag, personas.deskundige, antwoord="Bel de leerplichtambtenaar.")

    assert momentopname() == voor
