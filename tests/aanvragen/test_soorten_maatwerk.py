"""Maatwerk voor scholen: a plan with an amount, within one school year."""

from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Regeling, Status
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
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
from tests.aanvragen.zonder_besluit import nog_een_keer, weigert_ander_stuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "post")]
SOORT = "maatwerk"
TE_LANG = (
    "Maatwerk duurt hoogstens 1 schooljaar. Met deze begindatum is 31\xa0juli\xa02027 de laatste dag. "
    "Kies een eerdere einddatum."
)


@pytest.mark.parametrize(
    ("van", "tot", "zinnen"),
    [
        ("1-11-2026", "31-7-2027", None),
        ("1-11-2026", "1-8-2027", [TE_LANG]),
        ("1-8-2026", "31-7-2027", None),
        ("31-7-2027", "1-8-2027", [TE_LANG]),
        ("1-8-2027", "31-7-2028", None),
        ("2-11-2026", "1-11-2026", ["De einddatum ligt voor de begindatum. Pas de begindatum of de einddatum aan."]),
    ],
)
def test_period_stays_within_one_school_year(personas, van, tot, zinnen):
    assert fouten(concept(personas, SOORT, van=van, tot=tot)).get("tot") == zinnen


def test_number_of_school_years_is_that_of_the_regeling(personas):
    stel_regeling(SOORT, schooljaren=2)

    assert fouten(concept(personas, SOORT, van="1-11-2026", tot="31-7-2028")) == {}


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"vorm": ""}, "vorm", "Vul in waar u het geld voor inzet."),
        ({"doel": "winst"}, "doel", "Kies bij het doel een van de mogelijkheden uit de lijst."),
        ({"voor_wie": ""}, "voor_wie", "Vul in voor wie het is."),
        ({"resultaat": ""}, "resultaat", "Vul het resultaat in."),
        (
            {"gevraagd_bedrag": "18,000"},
            "gevraagd_bedrag",
            "Vul het gevraagde bedrag in euro's in, bijvoorbeeld 12.500,00.",
        ),
        ({"gevraagd_bedrag": "0"}, "gevraagd_bedrag", "Vul bij het gevraagde bedrag minstens €\xa00,01 in."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


@pytest.mark.parametrize(
    ("bedrag", "zinnen"),
    [("15.000", None), ("15.000,01", ["U kunt hoogstens €\xa015.000,00 aanvragen. Verlaag het bedrag."])],
)
def test_highest_amount_counts_once_somebody_fills_it_in(personas, bedrag, zinnen):
    assert fouten(concept(personas, SOORT, gevraagd_bedrag="900.000")) == {}
    stel_regeling(SOORT, hoogste_bedrag=15000)

    assert fouten(concept(personas, SOORT, gevraagd_bedrag=bedrag)).get("gevraagd_bedrag") == zinnen


def test_missing_budget_is_named(personas):
    zin = wordt_geweigerd(personas, concept(personas, SOORT, zonder="begroting"))

    assert zin == "De bijlage ‘Begroting’ ontbreekt. Voeg die toe."


def test_award_is_booked_and_paid_at_once(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))

    aanvraag = doe(acts.toekennen, aanvraag, personas.directeur, bedrag="18.000")

    termijnen = Verplichting.objects.get().termijnen.values_list("bedrag", "voorwaarde")
    assert aanvraag.status == Status.TOEGEKEND
    assert list(termijnen) == [(Decimal("18000.00"), "")]
    assert "€ 18.000,00" in Brief.objects.get().html.replace("\xa0", " ")


def test_award_waits_for_the_line_that_no_source_names(personas):
    Regeling.objects.filter(soort=SOORT).update(begrotingspost_code="")
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))
    voor = momentopname()

    with pytest.raises(Geweigerd, match="Voor Maatwerk voor scholen is nog geen begrotingspost gekozen"):
        doe(acts.toekennen, aanvraag, personas.directeur, bedrag="18.000")

    assert momentopname() == voor


def test_school_can_send_before_there_is_a_line(personas):
    Regeling.objects.filter(soort=SOORT).update(begrotingspost_code="")

    assert indienen(personas, concept(personas, SOORT)).status == Status.INGEDIEND


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_document_that_this_kind_does_not_ask_is_refused(personas):
    assert weigert_ander_stuk(personas, SOORT)


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Maatwerk voor scholen al aan met A-1 (ingediend)."
