"""From a facility straight to the right aanvraag, for every facility of the catalogue."""

import pytest
from django.urls import reverse

from aanvragen.soorten import alle
from aanvragen.soorten.voorziening import PLEKKEN
from tests.factories.voorzieningen import VoorzieningFactory
from voorzieningen.bestanden import lees
from voorzieningen.models import Voorziening
from voorzieningen.starten import TOELATING, start_url


def test_every_code_in_the_catalogue_is_a_kind_of_aanvraag_or_a_tlv() -> None:
    codes = {rij["aanvraagsoort"] for rij in lees("voorzieningen.csv")} - {""}

    assert codes <= {soort.code for soort in alle()} | {TOELATING}


def test_every_kind_of_aanvraag_is_reached_from_a_facility() -> None:
    assert {soort.code for soort in alle()} <= {rij["aanvraagsoort"] for rij in lees("voorzieningen.csv")}


@pytest.mark.django_db
def test_every_place_in_the_form_is_a_facility_that_leads_to_it(catalogus: None) -> None:
    soorten = Voorziening.objects.filter(nummer__in=[plek.nummer for plek in PLEKKEN.values()])

    assert set(soorten.values_list("aanvraagsoort", flat=True)) == {"voorziening"}


@pytest.mark.django_db
def test_facility_that_needs_a_tlv_leads_to_the_request_for_one() -> None:
    assert start_url(VoorzieningFactory(aanvraagsoort=TOELATING)) == reverse("toelating:nieuw")
