"""What the forms of the acts say before somebody types: what is required, and what a kind knows."""

import pytest

from aanvragen import soorten
from aanvragen import workflow as acts
from aanvragen.models import Status
from swv.kern.handelingen import formulier
from tests.aanvragen.levensloop import breng, concept, ter_ondertekening

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]

BIJ_ANDER_BEDRAG = "Verplicht als u een ander bedrag toekent dan gevraagd of geadviseerd."
TEGEN_ADVIES = "U wijkt af van het advies. Schrijf op waarom."


def motivering(personas, aanvraag):
    return formulier(acts.toekennen, aanvraag, door=personas.directeur)["motivering"]


def test_reasons_of_an_award_of_money_are_asked_at_another_amount(personas):
    veld = motivering(personas, breng(personas, "frictiefonds", Status.TER_ONDERTEKENING))

    assert veld.help_text == BIJ_ANDER_BEDRAG
    assert "niet verplicht" not in veld.as_field_group()
    assert "aria-required" not in veld.as_field_group()


def test_reasons_of_an_award_without_money_speak_of_no_amount(personas):
    veld = motivering(personas, breng(personas, "robot", Status.TER_ONDERTEKENING))

    assert not veld.help_text
    assert "(niet verplicht)" in veld.as_field_group()


@pytest.mark.parametrize("soort", ["frictiefonds", "robot"])
def test_award_against_the_advice_asks_for_reasons_at_once(personas, soort):
    aanvraag = ter_ondertekening(personas, concept(personas, soort), voorstel="afwijzen")
    veld = motivering(personas, aanvraag)
    form = formulier(acts.toekennen, aanvraag, door=personas.directeur, data={"bedrag": "12.500,00"})

    assert veld.help_text == TEGEN_ADVIES
    assert 'aria-required="true"' in veld.as_field_group()
    assert form.errors["motivering"] == ["U wijkt af van de aanvraag of het advies. Schrijf op waarom."]


def test_amount_of_an_advice_is_not_called_optional(personas):
    form = formulier(acts.adviseren, breng(personas, "frictiefonds", Status.IN_BEHANDELING), door=personas.bureau)

    assert "niet verplicht" not in form["bedrag"].as_field_group()


def test_text_of_an_act_is_never_cut_off_by_the_browser(personas):
    aanvraag = breng(personas, "frictiefonds", Status.IN_BEHANDELING)

    for naam in ("adviseren", "aanvulling_vragen"):
        assert "maxlength" not in str(formulier(acts.workflow[naam], aanvraag, door=personas.bureau))


@pytest.mark.parametrize("soort", soorten.alle(), ids=lambda soort: soort.code)
def test_no_part_of_a_kind_cuts_off_text_and_every_sentence_reads_well(personas, soort):
    """A clause ("waarom ...") never stands between "Vul" and "in"."""
    regeling = concept(personas, soort.code).regeling
    for onderdeel in soort.onderdelen:
        leeg = onderdeel.form({}, regeling=regeling)

        assert "maxlength" not in str(leeg)
        for zin in (str(zin) for zinnen in leeg.errors.values() for zin in zinnen):
            assert zin.startswith(
                (
                    "Vul de ",
                    "Vul het ",
                    "Vul uw ",
                    "Vul in ",
                    "Kies de ",
                    "Kies het ",
                    "Geef antwoord op ",
                    "Licht eerst ",
                    "Meld ",
                    "Bespreek ",
                )
            ), zin
