"""Vergoeding veiligheidscoördinator: at most 40 hours per school and school year, for who does the training."""

from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Regeling
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from tests.aanvragen.levensloop import (
    concept,
    doe,
    fouten,
    indienen,
    momentopname,
    stel_regeling,
    ter_ondertekening,
    wordt_geweigerd,
)
from tests.aanvragen.zonder_besluit import nog_een_keer
from tests.factories.aanvragen import maak_aanvraag, maak_bijlage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]
SOORT = "veiligheidscoordinator"


@pytest.fixture
def toekennen(personas):
    def doe_het(**anders):
        aanvraag = ter_ondertekening(personas, concept(personas, SOORT, **anders))
        return doe(acts.toekennen, aanvraag, personas.directeur)

    return doe_het


TE_VEEL = "Per schooljaar zijn er hoogstens 40 uur mogelijk. Verlaag het aantal uren."


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"uren": "40,5"}, "uren", f"U vult 40,5 uur in. {TE_VEEL}"),
        ({"uren": "41"}, "uren", f"U vult 41 uur in. {TE_VEEL}"),
        ({"uren": "0"}, "uren", "Vul bij het aantal uren minstens 0,5 uur in."),
        ({"uren": "veertig"}, "uren", "Vul het aantal uren in als getal, bijvoorbeeld 4 of 2,5."),
        ({"schooljaar": "2025"}, "schooljaar", "Kies bij het schooljaar een van de mogelijkheden uit de lijst."),
        ({"schooljaar": "2028"}, "schooljaar", "Kies bij het schooljaar een van de mogelijkheden uit de lijst."),
        ({"schooljaar": ""}, "schooljaar", "Kies het schooljaar."),
        ({"coordinator": ""}, "coordinator", "Vul in wie de coördinator is."),
        (
            {"training": ""},
            "training",
            "Meld de coördinator aan voor de training en zet daarna hier een vinkje. "
            "Zonder training is er geen vergoeding.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    ("jaar", "van", "tot"), [("2026", "2026-08-01", "2027-07-31"), ("2027", "2027-08-01", "2028-07-31")]
)
def test_request_is_for_a_whole_school_year(personas, jaar, van, tot):
    aanvraag = indienen(personas, concept(personas, SOORT, schooljaar=jaar))

    assert (str(aanvraag.van), str(aanvraag.tot)) == (van, tot)


def test_limit_is_that_of_the_regeling(personas):
    stel_regeling(SOORT, uren_per_schooljaar="20")

    assert fouten(concept(personas, SOORT, uren="20,5"))["uren"] == [
        "U vult 20,5 uur in. Per schooljaar zijn er hoogstens 20 uur mogelijk. Verlaag het aantal uren."
    ]


def test_evidence_of_a_kind_that_is_not_asked_is_refused(personas):
    aanvraag = concept(personas, SOORT)

    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(aanvraag, "diploma", door=personas.coordinator)


# --- Hours and money -----------------------------------------------------------------------------------------


def test_award_without_a_rate_gives_hours_and_costs_nothing(toekennen):
    aanvraag = toekennen(uren="32,5")

    html = Brief.objects.get().html.replace("\xa0", " ")
    assert (aanvraag.toegekende_uren, aanvraag.toegekend_bedrag) == (Decimal("32.50"), None)
    assert "U krijgt een vergoeding voor 32,5 uur in schooljaar 2026-2027." in html
    assert "per uur" not in html
    assert not Verplichting.objects.exists()


def test_award_with_a_rate_is_booked_and_said_in_the_letter(toekennen):
    stel_regeling(SOORT, tarief_per_uur="73.45")

    toekennen(uren="32,5")

    assert Verplichting.objects.get().bedrag == Decimal("2387.13")  # 32.5 × 73.45 = 2387.125
    assert "Wij betalen € 73,45 per uur. Samen is dat € 2.387,13." in Brief.objects.get().html.replace("\xa0", " ")


def test_rate_without_a_budget_line_is_no_money(toekennen):
    stel_regeling(SOORT, post="", tarief_per_uur="73.45")

    toekennen()

    assert "73,45" not in Brief.objects.get().html
    assert not Verplichting.objects.exists()


def test_second_award_gives_what_the_school_has_left(personas, toekennen):
    toekennen(uren="25")
    tweede = ter_ondertekening(personas, concept(personas, SOORT, uren="20"))

    regels = tweede.declaratie.let_op(tweede)
    tweede = doe(acts.toekennen, tweede, personas.directeur)

    assert tweede.toegekende_uren == Decimal(15)
    assert [regel.replace("\xa0", " ") for regel in regels] == [
        "Deze school kreeg voor schooljaar 2026-2027 al 25 van de 40 uur."
    ]


def test_school_that_had_all_hours_is_refused(personas, toekennen):
    toekennen()

    assert wordt_geweigerd(personas, concept(personas, SOORT, uren="1")) == (
        "Uw school kreeg voor schooljaar 2026-2027 al 40 uur. Er zijn hoogstens 40 uur mogelijk. "
        "Kies een ander schooljaar, of overleg met het bureau."
    )


def test_two_requests_that_both_wait_give_no_more_than_the_year(personas):
    een, twee = (ter_ondertekening(personas, concept(personas, SOORT)) for _ in range(2))
    doe(acts.toekennen, een, personas.directeur)
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match="alle uren van dit schooljaar al gekregen"):
        doe(acts.toekennen, twee, personas.directeur)

    assert momentopname() == voor


def test_hours_of_another_year_or_another_school_do_not_count(personas, toekennen):
    zuster = {"school": personas.zusterschool, "coordinator": personas.coordinator_zuster}
    toekennen()
    maak_aanvraag(personas, soort=SOORT, status="toegekend", **zuster)

    assert toekennen(schooljaar="2027").toegekende_uren == Decimal(40)


def test_tightened_regeling_stops_an_award_with_a_sentence(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    Regeling.objects.filter(soort=SOORT).update(getallen={"uren_per_schooljaar": 30})
    aanvraag.refresh_from_db()

    with pytest.raises(Geweigerd, match="passen niet meer bij de regeling"):
        doe(acts.toekennen, aanvraag, personas.directeur)


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Vergoeding veiligheidscoördinator al aan met A-1 (ingediend)."
