"""Reading what was typed, without changing a letter of it."""

import pytest
from django import forms
from django.http import QueryDict

from aanvragen.models import Aanvraag
from swv.invullen import services as invullen
from swv.invullen.antwoorden import (
    BEZIG,
    KLAAR,
    NIET_GESTART,
    antwoordregels,
    bezwaren,
    formulier,
    gegevens_van,
    is_leeg,
    ontbrekende_bewijsstukken,
    ruw,
    taken,
)
from tests.factories.aanvragen import antwoorden, maak_aanvraag, maak_bijlage, maak_concept
from tests.personas import Personas

pytestmark = pytest.mark.django_db


def typ(aanvraag: Aanvraag, onderdeel: str, personas: Personas, **getypt: object) -> Aanvraag:
    return invullen.antwoorden_bewaren(
        aanvraag, onderdeel=onderdeel, antwoorden=getypt, versie=aanvraag.versie, door=personas.coordinator
    )


def test_taken_tell_untouched_from_unfinished_from_done(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    assert [taak.status for taak in taken(aanvraag)] == [NIET_GESTART, NIET_GESTART]

    aanvraag = typ(aanvraag, "situatie", personas, **antwoorden("frictiefonds")["situatie"])
    aanvraag = typ(aanvraag, "bedrag", personas, gevraagd_bedrag="12,5x")

    assert [taak.status for taak in taken(aanvraag)] == [KLAAR, BEZIG]


def test_formulier_shows_exactly_what_was_typed(personas: Personas) -> None:
    aanvraag = typ(maak_concept(personas), "bedrag", personas, gevraagd_bedrag=" € 12.500,-  ", van="31-2-2027")

    form = formulier(aanvraag, aanvraag.onderdeel("bedrag"))

    assert form["gevraagd_bedrag"].value() == " € 12.500,-  "
    assert form["van"].value() == "31-2-2027"
    assert not form.is_valid()


def test_ruw_reads_every_field_as_it_was_typed(personas: Personas) -> None:
    aanvraag = maak_concept(personas, soort="robot")
    form = aanvraag.onderdeel("gebruik").form(regeling=aanvraag.regeling)

    getypt = ruw(form, QueryDict("van=1-9&reden=%20a%20&klas_ingelicht=on&vreemd=1"))

    assert getypt == {"van": "1-9", "tot": None, "reden": " a ", "contact": None, "klas_ingelicht": True}


def test_gegevens_leave_out_a_part_that_is_wrong(personas: Personas) -> None:
    aanvraag = maak_aanvraag(personas)
    aanvraag = typ(aanvraag, "bedrag", personas, gevraagd_bedrag="veel")

    gegevens = gegevens_van(aanvraag)

    assert "situatie" in gegevens
    assert "gevraagd_bedrag" not in gegevens


def test_bezwaren_name_each_thing_once(personas: Personas) -> None:
    aanvraag = typ(maak_concept(personas), "bedrag", personas, gevraagd_bedrag="veel")

    assert bezwaren(aanvraag) == [
        "Het onderdeel ‘Beschrijf de situatie’ is nog leeg. Vul het in.",
        "Het onderdeel ‘Vul periode en bedrag in’ is nog niet goed ingevuld. Kijk het na.",
        "De bijlage ‘Begroting of berekening’ ontbreekt. Voeg die toe.",
    ]


def test_complete_aanvraag_has_no_bezwaren(personas: Personas) -> None:
    assert bezwaren(maak_aanvraag(personas)) == []


def test_removed_file_is_missing_again(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    bijlage = maak_bijlage(aanvraag, "begroting", door=personas.coordinator)
    assert ontbrekende_bewijsstukken(aanvraag) == []

    invullen.bijlage_weghalen(aanvraag, bijlage=bijlage, door=personas.coordinator)

    assert [stuk.code for stuk in ontbrekende_bewijsstukken(aanvraag)] == ["begroting"]


def lees(aanvraag: Aanvraag) -> dict[str, str]:
    return {
        regel["naam"]: regel["antwoord"].replace("\N{NO-BREAK SPACE}", " ")
        for deel in antwoordregels(aanvraag)
        for regel in deel["regels"]
    }


def test_answers_are_read_back_as_they_were_understood(personas: Personas) -> None:
    aanvraag = typ(maak_concept(personas), "bedrag", personas, gevraagd_bedrag="12.500", van="1-9-26", tot="1/9/2027")

    gelezen = lees(aanvraag)

    assert gelezen["gevraagd_bedrag"] == "€ 12.500,00"
    assert gelezen["van"] == "1-9-26"
    assert gelezen["tot"] == "1 september 2027"
    assert gelezen["situatie"] == ""


def test_choices_and_ticks_are_read_back_in_words(personas: Personas) -> None:
    innovatie = lees(maak_aanvraag(personas, soort="innovatiegelden"))
    leeg, robot = lees(maak_concept(personas, soort="robot")), lees(maak_aanvraag(personas, soort="robot"))

    assert innovatie["ambitie"] == "Ambitie 1: Inclusief onderwijs"
    assert (leeg["klas_ingelicht"], robot["klas_ingelicht"]) == ("", "Ja")


def test_every_question_of_every_kind_has_a_readable_label(personas: Personas) -> None:
    for soort in ("frictiefonds", "innovatiegelden", "huisonderwijs", "robot"):
        for deel in antwoordregels(maak_concept(personas, soort=soort)):
            assert all(isinstance(regel["vraag"], str) and len(regel["vraag"]) > 3 for regel in deel["regels"])
            assert issubclass(deel["onderdeel"].form, forms.Form)


def test_hours_are_read_in_one_way_however_they_were_typed(personas: Personas) -> None:
    anders = {"uren": {"uren_per_week": "2.50 uur", "uren_totaal": "20"}}
    aanvraag = maak_aanvraag(personas, soort="huisonderwijs", anders=anders)

    regels = {rij["naam"]: rij["antwoord"] for deel in antwoordregels(aanvraag) for rij in deel["regels"]}

    assert (regels["uren_per_week"], regels["uren_totaal"]) == ("2,5\xa0uur", "20\xa0uur")


def test_draft_with_only_empty_answers_is_empty(personas: Personas) -> None:
    aanvraag = maak_concept(personas)
    assert is_leeg(aanvraag)

    aanvraag = typ(aanvraag, "bedrag", personas, van="", tot="", gevraagd_bedrag="", berekening="")
    assert is_leeg(aanvraag)

    assert not is_leeg(typ(aanvraag, "bedrag", personas, van="1-", tot="", gevraagd_bedrag="", berekening=""))
