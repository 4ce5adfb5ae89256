"""Plaats in een voorziening: each facility with what it needs, and who calls the school after a yes."""

import pytest

from aanvragen import workflow as acts
from aanvragen.soorten.voorziening import PLEKKEN
from swv.documenten.models import Brief
from swv.organisaties.models import School
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, stel_regeling, typ, wordt_geweigerd
from tests.aanvragen.zonder_besluit import ZELFDE, is_leerling_van_eigen_school, nog_een_keer, toegezegd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "voorziening"
GEEN_OPP = "De bijlage ‘Ontwikkelingsperspectief (OPP)’ ontbreekt. Voeg die toe."
TWEE_JAAR = {"voorziening": "opdc", "van": "2-11-2026", "tot": "1-11-2028"}
DAG_MEER = {**TWEE_JAAR, "tot": "2-11-2028"}
VIJFTIEN = {"voorziening": "school2work", "geboortedatum": "2-11-2011", "van": "2-11-2026", "tot": "31-7-2027"}


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        (DAG_MEER, "tot", "OPDC duurt hoogstens 24 maanden. Kies een eerdere einddatum."),
        (
            {"voorziening": "special_class", "leerjaar": "4"},
            "leerjaar",
            "Special class is voor leerjaar 1 tot en met 3. Kies een andere voorziening.",
        ),
        ({"leerjaar": "7"}, "leerjaar", "Vul bij het leerjaar maximaal 6 in."),
        ({"voorziening": ""}, "voorziening", "Kies de voorziening."),
        ({"voorziening": "vso"}, "voorziening", "Kies bij de voorziening een van de mogelijkheden uit de lijst."),
        ({"ouders_weten": ""}, "ouders_weten", "Bespreek dit eerst met de ouders. Zet daarna hier een vinkje."),
        (
            {"van": "2-11-2026", "tot": "1-11-2026"},
            "tot",
            "De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_changes_nothing(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    "anders",
    [
        TWEE_JAAR,
        {"voorziening": "special_class", "leerjaar": "3"},
        {"voorziening": "kleinschalig_vo", "van": "2-11-2026", "tot": "31-7-2030"},
        {"van": "1-6-2027", "tot": "30-9-2027"},  # over the first of August
    ],
)
def test_input_on_the_limit_is_accepted(personas, anders):
    assert fouten(concept(personas, SOORT, **anders)) == {}


def test_limit_that_an_administrator_adds_counts(personas):
    stel_regeling(SOORT, post="", link_maanden=6)

    aanvraag = concept(personas, SOORT, voorziening="link", van="2-11-2026", tot="2-5-2027")

    assert fouten(aanvraag)["tot"] == ["LINK duurt hoogstens 6 maanden. Kies een eerdere einddatum."]


def test_pupil_who_is_fifteen_on_the_first_day_can_go_to_school2work(personas):
    assert indienen(personas, concept(personas, SOORT, **VIJFTIEN)).kenmerk


def test_pupil_who_is_younger_on_the_first_day_is_refused(personas):
    zin = wordt_geweigerd(personas, concept(personas, SOORT, **{**VIJFTIEN, "van": "1-11-2026"}))

    assert zin == (
        "School2Work is voor leerlingen van 15 jaar en ouder. De leerling is op de eerste dag jonger. "
        "Kies een latere begindatum of een andere voorziening."
    )


# --- Evidence ----------------------------------------------------------------------------------------------


def test_opdc_without_opp_is_refused(personas):
    assert wordt_geweigerd(personas, concept(personas, SOORT, zonder="opp", **TWEE_JAAR)) == GEEN_OPP


def test_opdc_with_opp_is_sent(personas):
    assert indienen(personas, concept(personas, SOORT, **TWEE_JAAR)).kenmerk


@pytest.mark.parametrize("code", [code for code, plek in PLEKKEN.items() if not plek.opp])
def test_other_facility_asks_no_opp(personas, code):
    assert not concept(personas, SOORT, voorziening=code).bewijsstukken


def test_file_that_was_added_stays_when_the_facility_changes(personas):
    aanvraag = concept(personas, SOORT, **TWEE_JAAR)

    aanvraag = typ(aanvraag, personas.coordinator, "plek", voorziening="link", tot="30-4-2027")

    assert indienen(personas, aanvraag).kenmerk


# --- School and pupil --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "soort", "zin"),
    [
        (
            "pro_roc",
            "vo",
            "PrO/ROC is alleen voor leerlingen van scholen voor praktijkonderwijs en voortgezet speciaal onderwijs. "
            "Kies een andere voorziening.",
        ),
        (
            "link",
            "vso",
            "LINK is alleen voor leerlingen van scholen voor voortgezet onderwijs en praktijkonderwijs. "
            "Kies een andere voorziening.",
        ),
    ],
)
def test_facility_for_other_schools_is_refused(personas, code, soort, zin):
    School.objects.filter(pk=personas.school.pk).update(soort=soort)

    assert wordt_geweigerd(personas, concept(personas, SOORT, voorziening=code)) == zin


def test_facility_for_this_sort_of_school_is_sent(personas):
    School.objects.filter(pk=personas.school.pk).update(soort="pro")

    assert indienen(personas, concept(personas, SOORT, voorziening="pro_roc")).kenmerk


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)


def test_second_request_for_the_same_pupil_is_shown_and_asks_to_confirm(personas):
    getoond = nog_een_keer(personas, SOORT, **ZELFDE)

    assert getoond == "U vroeg Plaats in een voorziening al aan met A-1 (ingediend)."


# --- What follows ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["link", "toptraject", "school2care", "vo_adviesteam"])
def test_promise_names_the_facility_and_who_calls(personas, code):
    brief = toegezegd(personas, SOORT, voorziening=code)

    plek = PLEKKEN[code]
    zin = f"U meldde de leerling aan voor {plek.naam}. {plek.beller} neemt contact met u op."
    assert zin in brief
    assert plek.erbij in brief


def test_letter_of_the_opdc_says_that_the_pupil_stays_enrolled(personas):
    aanvraag = indienen(personas, concept(personas, SOORT, **TWEE_JAAR))

    doe(acts.toezeggen, doe(acts.in_behandeling_nemen, aanvraag, personas.bureau), personas.bureau)

    assert "De leerling blijft ingeschreven op uw school." in Brief.objects.get().html
