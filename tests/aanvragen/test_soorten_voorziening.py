"""Plaats in een voorziening: each facility with what it needs, who calls the school, and a place or a line."""

import pytest

from aanvragen import workflow as acts
from aanvragen.soorten.voorziening import PLEKKEN
from aanvragen.wijziging.grenzen import mogelijke_soorten
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import School
from tests.aanvragen.levensloop import (
    concept,
    doe,
    fouten,
    indienen,
    momentopname,
    stel_regeling,
    typ,
    wordt_geweigerd,
)
from tests.aanvragen.zonder_besluit import ZELFDE, is_leerling_van_eigen_school, nog_een_keer, weigert_ander_stuk
from tests.factories.aanvragen import zorg_voor_voorziening
from tests.factories.voorzieningen import CapaciteitFactory
from tests.personas import log_in
from voorzieningen.models import Voorziening
from voorzieningen.services import catalogus_laden

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "voorziening"
GEEN_OPP = "De bijlage ‘Ontwikkelingsperspectief (OPP)’ ontbreekt. Voeg die toe."
TWEE_JAAR = {"voorziening": "opdc", "van": "2-11-2026", "tot": "1-11-2028"}
DAG_MEER = {**TWEE_JAAR, "tot": "2-11-2028"}
VIJFTIEN = {"voorziening": "school2work", "geboortedatum": "2-11-2011", "van": "2-11-2026", "tot": "31-7-2027"}


def met_opp(personas, **anders):
    return concept(personas, SOORT, **anders)


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


def toezeggen(personas, aanvraag):
    zorg_voor_voorziening(aanvraag)
    aanvraag = doe(acts.in_behandeling_nemen, indienen(personas, aanvraag), personas.bureau)
    return doe(acts.toezeggen, aanvraag, personas.bureau)


def brief_van(aanvraag):
    return Brief.objects.van(aanvraag).get().html.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("code", ["link", "toptraject", "school2care", "vo_adviesteam"])
def test_promise_names_the_facility_who_calls_and_the_place_in_line(personas, code):
    brief = brief_van(toezeggen(personas, concept(personas, SOORT, voorziening=code)))

    plek = PLEKKEN[code]
    assert f"U meldde de leerling aan voor {plek.naam}." in brief
    assert "De leerling staat op plaats 1 van de wachtlijst." in brief
    assert f"{plek.beller} neemt contact met u op." in brief
    assert plek.erbij in brief


def test_free_place_is_given_at_once_and_the_next_pupil_waits(client, personas):
    eerste, tweede = (concept(personas, SOORT, leerlingnummer=nummer) for nummer in ("700001", "700002"))
    zorg_voor_voorziening(eerste)
    CapaciteitFactory(voorziening=Voorziening.objects.get(), aantal=1)

    eerste, tweede = toezeggen(personas, eerste), toezeggen(personas, tweede)

    assert "De leerling heeft een plaats van 1 november 2026 tot en met" in brief_van(eerste)
    assert "De leerling staat op plaats 1 van de wachtlijst." in brief_van(tweede)
    pagina = log_in(client, personas.coordinator).get(tweede.get_absolute_url()).content.decode()
    assert "Op de wachtlijst" in pagina


def test_facility_that_is_not_in_the_catalogue_is_refused_and_changes_nothing(personas):
    aanvraag = doe(acts.in_behandeling_nemen, indienen(personas, concept(personas, SOORT)), personas.bureau)
    voor = momentopname()

    with pytest.raises(Geweigerd, match="Toptraject staat niet in de catalogus"):
        doe(acts.toezeggen, aanvraag, personas.bureau)

    assert momentopname() == voor


def test_letter_of_the_opdc_says_that_the_pupil_stays_enrolled(personas):
    aanvraag = toezeggen(personas, met_opp(personas, **TWEE_JAAR))

    assert "De leerling blijft ingeschreven op uw school." in brief_van(aanvraag)


def test_numbers_of_the_facilities_are_those_of_the_catalogue():
    catalogus_laden()

    namen = dict(Voorziening.objects.values_list("nummer", "naam"))
    for plek in PLEKKEN.values():
        assert plek.naam.split()[0].rstrip(",").lower() in namen[plek.nummer].lower(), plek


def test_place_is_changed_on_its_own_page_and_not_by_a_decision(personas):
    aanvraag = toezeggen(personas, concept(personas, SOORT))

    assert mogelijke_soorten(aanvraag, van_school=True) == mogelijke_soorten(aanvraag, van_school=False) == []


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)
