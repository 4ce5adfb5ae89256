"""Dyslexie-poortwachter: pupils of primary education, three measurements in a row, and the term of the law."""

from datetime import date

import pytest

from aanvragen import workflow as acts
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, stel_regeling, wordt_geweigerd
from tests.aanvragen.zonder_besluit import ZELFDE, in_behandeling, is_leerling_van_eigen_school, nog_een_keer, toegezegd
from tests.factories.aanvragen import maak_bijlage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "dyslexie"
LEEFTIJD = (
    "Vergoed onderzoek is er voor leerlingen vanaf 7 jaar, tot de dag dat zij 13 worden. "
    "Controleer de geboortedatum. Klopt die? Dan kunt u deze aanvraag niet doen."
)


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"geboortedatum": "14-10-2019"}, "geboortedatum", LEEFTIJD),
        ({"geboortedatum": "13-10-2013"}, "geboortedatum", LEEFTIJD),
        (
            {"geboortedatum": "13-10-2012"},
            "geboortedatum",
            "Met deze datum is de leerling jonger dan 4 of ouder dan 13 jaar. Controleer de geboortedatum.",
        ),
        (
            {"meetmomenten": "2"},
            "meetmomenten",
            "U vult 2 in. Er zijn minstens 3 metingen achter elkaar nodig. Vraag dit later aan, als dat zo is.",
        ),
        (
            {"weken_hulp": "19"},
            "weken_hulp",
            "U vult 19 in. Er zijn minstens 20 weken extra hulp nodig. Vraag dit later aan, als dat zo is.",
        ),
        (
            {"zwakste": "spellen"},
            "zwakste",
            "Alleen zwak spellen is niet genoeg voor vergoed onderzoek. Help de leerling verder op school, of "
            "vraag ons om advies.",
        ),
        ({"groep": "2"}, "groep", "Kies bij de groep een van de mogelijkheden uit de lijst."),
        ({"ouders_weten": ""}, "ouders_weten", "Bespreek dit eerst met de ouders. Zet daarna hier een vinkje."),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    "anders",
    [
        {"geboortedatum": "13-10-2019"},
        {"geboortedatum": "14-10-2013"},
        {"meetmomenten": "3", "weken_hulp": "20"},
        {"zwakste": "lezen_spellen", "groep": "8"},
    ],
)
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_limits_are_the_numbers_of_the_regeling(personas):
    stel_regeling(SOORT, post="", meetmomenten=2, leeftijd_van=6)

    assert fouten(concept(personas, SOORT, meetmomenten="2", geboortedatum="13-10-2020")) == {}


# --- Evidence ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zonder", "label"),
    [("leerlingdossier", "Leerlingdossier dyslexie"), ("toestemming", "Toestemming van de ouders")],
)
def test_missing_evidence_is_named(personas, zonder, label):
    zin = wordt_geweigerd(personas, concept(personas, SOORT, zonder=zonder))

    assert zin == f"De bijlage ‘{label}’ ontbreekt. Voeg die toe."


def test_evidence_that_is_not_asked_is_not_taken(personas):
    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(concept(personas, SOORT), "medische_verklaring", door=personas.coordinator)


# --- The term, the pupil, the letter -----------------------------------------------------------------------


def test_term_is_eight_weeks_and_moves_off_a_holiday(personas, klok):
    klok.move_to("2026-10-30 10:00:00+01:00")  # 25 December is a holiday, then comes a weekend

    assert indienen(personas, concept(personas, SOORT)).beslisdatum == date(2026, 12, 28)


def test_term_stands_still_while_the_school_supplements(personas):
    aanvraag = in_behandeling(personas, SOORT)

    aanvraag = doe(
        acts.aanvulling_vragen, aanvraag, personas.bureau, vraag="Welke scores?", uiterlijk=date(2026, 10, 30)
    )

    assert aanvraag.beslisdatum is None


def test_wrong_date_of_birth_of_a_young_pupil_can_be_corrected(personas):
    aanvraag = in_behandeling(personas, SOORT)
    leerling = aanvraag.leerling
    gegevens = {naam: getattr(leerling, naam) for naam in ("voornaam", "tussenvoegsel", "achternaam")}

    doe(acts.leerling_verbeteren, aanvraag, personas.bureau, **gegevens, geboortedatum="1-5-2018")

    leerling.refresh_from_db()
    assert leerling.geboortedatum == date(2018, 5, 1)


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)


def test_second_request_for_the_same_pupil_is_shown_and_asks_to_confirm(personas):
    getoond = nog_een_keer(personas, SOORT, **ZELFDE)

    assert getoond == "U vroeg Dyslexie-poortwachter (basisschool) al aan met A-1 (ingediend)."


def test_promise_says_what_the_parents_do_and_nothing_of_the_scores(personas):
    brief = toegezegd(personas, SOORT, hulp="Met het programma Zin.")

    assert "De leerling komt in aanmerking voor vergoed onderzoek." in brief
    assert "Wij sturen zelf geen gegevens door." in brief
    assert "programma Zin" not in Brief.objects.get().html
