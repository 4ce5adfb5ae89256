"""Impulsfinanciering begaafdheid: a project with a plan, at most two school years."""

from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from financien.models import Verplichting
from swv.documenten.models import Brief
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, stel_regeling, ter_ondertekening, wordt_geweigerd
from tests.aanvragen.zonder_besluit import nog_een_keer
from tests.factories.aanvragen import maak_bijlage
from tests.factories.financien import BegrotingspostFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "post")]
SOORT = "begaafdheid"
TE_LANG = (
    "Een begaafdheidsproject duurt hoogstens 2 schooljaren. Met deze begindatum is 31\xa0juli\xa02028 de laatste dag. "
    "Kies een eerdere einddatum."
)


@pytest.mark.parametrize(
    ("van", "tot", "zinnen"),
    [("1-11-2026", "31-7-2028", None), ("1-11-2026", "1-8-2028", [TE_LANG]), ("31-7-2027", "31-7-2028", None)],
)
def test_project_lasts_at_most_two_school_years(personas, van, tot, zinnen):
    assert fouten(concept(personas, SOORT, van=van, tot=tot)).get("tot") == zinnen


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"titel": ""}, "titel", "Vul de naam van het project in."),
        ({"titel": "x" * 121}, "titel", "Maak de naam van het project korter: maximaal 120 tekens. U heeft er nu 121."),
        ({"vervolg": ""}, "vervolg", "Vul in hoe u na de impuls verdergaat."),
        ({"van": "31-2-2027"}, "van", "De begindatum bestaat niet. Controleer de dag en de maand."),
        ({"gevraagd_bedrag": ""}, "gevraagd_bedrag", "Vul het gevraagde bedrag in."),
        ({"begroting": ""}, "begroting", "Vul in waar u het geld aan uitgeeft."),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_other_document_does_not_take_the_place_of_the_plan(personas):
    aanvraag = concept(personas, SOORT, zonder="projectplan")
    maak_bijlage(aanvraag, "begroting", door=personas.coordinator)

    assert wordt_geweigerd(personas, aanvraag) == "De bijlage ‘Projectplan’ ontbreekt. Voeg die toe."


def test_highest_amount_of_the_regeling_counts(personas):
    stel_regeling(SOORT, hoogste_bedrag="9499.99")

    assert fouten(concept(personas, SOORT))["gevraagd_bedrag"] == [
        "U kunt hoogstens €\xa09.499,99 aanvragen. Verlaag het bedrag."
    ]


def test_award_over_two_years_is_divided_by_the_months(personas):
    BegrotingspostFactory(code="L.S.02", jaar__jaar=2027, met_ruimte="100000.00")
    aanvraag = concept(personas, SOORT, van="1-11-2026", tot="31-8-2027", gevraagd_bedrag="10.000")

    doe(acts.toekennen, ter_ondertekening(personas, aanvraag), personas.directeur, bedrag="10.000")

    per_jaar = Verplichting.objects.order_by("post__jaar__jaar").values_list("post__jaar__jaar", "bedrag")
    assert list(per_jaar) == [(2026, Decimal("2000.00")), (2027, Decimal("8000.00"))]
    assert "Denklab" not in Brief.objects.get().html


def test_project_in_another_period_is_no_second_request(personas):
    indienen(personas, concept(personas, SOORT))

    assert indienen(personas, concept(personas, SOORT, van="1-8-2027", tot="31-7-2028")).kenmerk


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Impulsfinanciering begaafdheid al aan met A-1 (ingediend)."
