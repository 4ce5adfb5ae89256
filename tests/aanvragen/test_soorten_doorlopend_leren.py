"""Middelen doorlopend leren vo-mbo: a route with a school for mbo, or loopbaanoriëntatie without one."""

from decimal import Decimal

import pytest

from aanvragen import workflow as acts
from financien.models import Verplichting
from swv.documenten.models import Brief
from swv.invullen.antwoorden import antwoordregels
from tests.aanvragen.levensloop import concept, doe, fouten, indienen, ter_ondertekening, wordt_geweigerd
from tests.aanvragen.zonder_besluit import nog_een_keer
from tests.factories.aanvragen import maak_bijlage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "post")]
SOORT = "doorlopend_leren"
LOB = {"soort_route": "lob", "partner": ""}


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"partner": ""}, "partner", "Vul in met welke school voor mbo u de leerroute maakt."),
        ({"soort_route": ""}, "soort_route", "Vul in waar het geld voor is."),
        (
            {"soort_route": "hbo"},
            "soort_route",
            "Kies bij ‘Waar is het geld voor?’ een van de mogelijkheden uit de lijst.",
        ),
        ({"titel": ""}, "titel", "Vul de naam van het project in."),
        ({"aanpak": ""}, "aanpak", "Vul uw aanpak in."),
        (
            {"van": "1-11-2026", "tot": "1-8-2028"},
            "tot",
            "Een project duurt hoogstens 2 schooljaren. Met deze begindatum is 31\xa0juli\xa02028 de laatste dag. "
            "Kies een eerdere einddatum.",
        ),
        (
            {"gevraagd_bedrag": "veel"},
            "gevraagd_bedrag",
            "Vul het gevraagde bedrag in euro's in, bijvoorbeeld 12.500,00.",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(personas, anders, veld, zin):
    aanvraag = concept(personas, SOORT, **anders)

    assert fouten(aanvraag)[veld] == [zin]
    wordt_geweigerd(personas, aanvraag)


def test_loopbaanorientatie_needs_no_partner_and_does_not_show_an_empty_one(personas):
    aanvraag = indienen(personas, concept(personas, SOORT, **LOB))

    namen = [regel["naam"] for deel in antwoordregels(aanvraag) for regel in deel["regels"]]
    assert aanvraag.gevraagd_bedrag == Decimal("14000.00")
    assert "partner" not in namen


@pytest.mark.parametrize("ander", ["afspraken", "begroting"])
def test_other_document_does_not_take_the_place_of_the_plan(personas, ander):
    aanvraag = concept(personas, SOORT, zonder="projectplan")
    maak_bijlage(aanvraag, ander, door=personas.coordinator)

    assert wordt_geweigerd(personas, aanvraag) == "De bijlage ‘Projectplan’ ontbreekt. Voeg die toe."


def test_partial_award_is_booked_and_explained(personas):
    aanvraag = ter_ondertekening(personas, concept(personas, SOORT))

    doe(acts.toekennen, aanvraag, personas.directeur, bedrag="10.000", motivering="Het eerste jaar.")

    html = Brief.objects.get().html.replace("\xa0", " ")
    assert Verplichting.objects.get().bedrag == Decimal("10000.00")
    assert "U vroeg € 14.000,00. U krijgt <strong>€ 10.000,00</strong>" in html


# --- Bad input that every kind has in some form ---------------------------------------------------------------


def test_second_request_at_the_same_time_is_shown_and_asks_to_confirm(personas):
    assert nog_een_keer(personas, SOORT) == "U vroeg Middelen doorlopend leren vo-mbo al aan met A-1 (ingediend)."
