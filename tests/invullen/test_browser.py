"""Refusing a document in a real browser, wide and on a telephone: no barrier, nothing beside the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import Mens
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.invullen.conftest import begin
from tests.toegankelijkheid.test_paginas import BREED, FOUT_IN_BEELD, ONDERZOEK, SMAL, STEEKT_UIT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.invullen.kamer.urls")]


def zonder_barriere(page: Page) -> None:
    page.set_viewport_size(BREED)
    gevonden = Axe().run(page, options=ONDERZOEK)
    page.set_viewport_size(SMAL)
    assert gevonden.response["violations"] == [], gevonden.generate_report()
    assert page.evaluate(STEEKT_UIT) == []


def test_school_marks_a_refused_document_and_takes_it_back(new_context, portaal, personas):
    SamenwerkingsverbandFactory()
    dossier = begin(personas.coordinator)
    sanne = Mens(new_context, portaal, personas.coordinator).log_in(dossier.adres("bijlagen"))

    sanne.volg("Dit stuk wordt geweigerd (Medisch verslag)")
    sanne.kop("Wordt dit stuk geweigerd?")
    zonder_barriere(sanne.page)
    sanne.klik("Meld dat dit stuk is geweigerd")
    sanne.ziet("Vul de reden in.")
    assert sanne.page.evaluate(FOUT_IN_BEELD)
    zonder_barriere(sanne.page)
    sanne.vul("Wat is de reden?", "De ouders willen het verslag niet delen.")
    sanne.klik("Meld dat dit stuk is geweigerd")

    sanne.ziet("De ouders willen het verslag niet delen.")
    zonder_barriere(sanne.page)
    sanne.klik("Neem de melding terug")
    sanne.ziet("U kunt ‘Medisch verslag’ nu toevoegen.")
    assert sanne.fouten == []
