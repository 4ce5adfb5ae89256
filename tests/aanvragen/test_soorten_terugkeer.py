"""Terugkeer: € 10.000 once under the rule of the brochure, a tenth of the yearly amount per month since; the day of
entry says which."""

from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from aanvragen.selectors import berekening
from financien.models import Verplichting
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, ter_ondertekening, wordt_geweigerd
from tests.aanvragen.zonder_besluit import ZELFDE, is_leerling_van_eigen_school, nog_een_keer, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "post")]
SOORT = "terugkeer"
BOVENBOUW = {"niveau": "jaarbedrag_bovenbouw"}
LWOO = {"lwoo": "zonder"}


def tekst(html: str) -> str:
    return html.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("anders", "bedrag"),
    [
        ({"instroom": "1-11-2026"}, "6840.23"),
        ({"instroom": "15-11-2026"}, "5985.20"),
        (BOVENBOUW, "7041.67"),  # 10,059.53 / 10 × 7
        (LWOO, "9825.80"),  # (8,550.29 + 5,486.57) / 10 × 7
        ({"lwoo": "met"}, "5985.20"),
        ({"instroom": "1-6-2026"}, "855.03"),
    ],
)
def test_amount_follows_from_level_lwoo_and_day_of_entry(personas, anders, bedrag):
    assert indienen(personas, concept(personas, SOORT, **anders)).gevraagd_bedrag == Decimal(bedrag)


@pytest.mark.parametrize(
    ("instroom", "anders", "bedrag", "geldig_van"),
    [
        ("15-11-2022", {}, "10000.00", "2021-08-01"),
        ("31-12-2022", BOVENBOUW, "10000.00", "2021-08-01"),
        ("1-1-2023", {}, "4819.96", "2023-01-01"),
        ("2-1-2023", {}, "4016.63", "2023-01-01"),
        ("1-6-2023", BOVENBOUW, "945.09", "2023-01-01"),
    ],
)
def test_day_of_entry_chooses_between_the_amount_once_and_the_months(
    personas, klok, instroom, anders, bedrag, geldig_van
):
    klok.move_to("2023-06-05 10:00:00+02:00")

    aanvraag = indienen(personas, concept(personas, SOORT, instroom=instroom, **anders))

    assert (aanvraag.gevraagd_bedrag, str(aanvraag.regeling.geldig_van)) == (Decimal(bedrag), geldig_van)


def test_amount_once_is_whole_in_the_last_weeks_and_a_month_is_not(personas, klok):
    klok.move_to("2022-07-05 10:00:00+02:00")
    eenmalig = indienen(personas, concept(personas, SOORT, instroom="1-7-2022"))
    klok.move_to("2026-10-13 10:00:00+02:00")

    zin = wordt_geweigerd(personas, concept(personas, SOORT, instroom="1-7-2026", leerlingnummer="7"))

    assert dict(berekening(eenmalig))["Eenmalig bedrag"] == "€\xa010.000,00"
    assert "geen volle maand meer" in zin


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        (
            {"instroom": "1-10-2026"},
            "instroom",
            "Deze vergoeding is er voor een leerling die na 1 oktober instroomt. Controleer de datum.",
        ),
        (
            {"instroom": "1-8-2027"},  # the first day of the next school year, not 1 October of this one
            "instroom",
            "Deze vergoeding is er voor een leerling die na 1 oktober instroomt. Controleer de datum.",
        ),
        ({"niveau": ""}, "niveau", "Kies het niveau."),
        ({"niveau": "mavo"}, "niveau", "Kies bij het niveau een van de mogelijkheden uit de lijst."),
        ({"lwoo": ""}, "lwoo", "Vul in of de leerling leerwegondersteuning krijgt."),
        ({"begeleiding": ""}, "begeleiding", "Vul in hoe u de leerling begeleidt."),
        ({"postcode": "Amsterdam"}, "postcode", "Vul alleen de vier cijfers in, bijvoorbeeld 1055."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"postcode": "1311"}, "Postcode 1311 ligt buiten het gebied van deze regeling."),
        ({"zonder": "inschrijving"}, "De bijlage ‘Bewijs van inschrijving’ ontbreekt. Voeg die toe."),
        ({"zonder": "leerling"}, "Het onderdeel ‘Vul in voor welke leerling’ is nog leeg. Vul het in."),
    ],
)
def test_request_outside_the_rules_is_refused_and_says_why(personas, anders, zin):
    assert zin in wordt_geweigerd(personas, concept(personas, SOORT, **anders))


def test_letter_shows_both_yearly_amounts_and_not_how_the_pupil_is_helped(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT, **LWOO))

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="9.825,80")

    html = tekst(Brief.objects.get().html)
    for stap in ("Jaarbedrag havo, vwo of vmbo onderbouw", "Samen per jaar", "€ 14.036,86 : 10 × 7 = € 9.825,80"):
        assert stap in html
    assert "vaste begeleider" not in html
    assert Verplichting.objects.get().bedrag == Decimal("9825.80")


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    getoond = nog_een_keer(personas, SOORT, **ZELFDE)

    assert getoond == "U vroeg Terugkeer uit het speciaal onderwijs al aan met A-1 (ingediend)."


def test_pupil_with_the_number_of_a_pupil_elsewhere_is_of_the_own_school(personas):
    assert is_leerling_van_eigen_school(personas, SOORT)
