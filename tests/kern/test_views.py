"""The pages that belong to no app: style guide and service messages."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_stijlgids_anonymous_sees_every_component(client: Client) -> None:
    antwoord = client.get(reverse("stijlgids"))

    assert antwoord.status_code == 200
    assert "<title>Stijlgids – " in antwoord.content.decode()


def test_onbekend_adres_gets_page_that_says_what_to_do(client: Client) -> None:
    antwoord = client.get("/bestaat-niet/")

    assert antwoord.status_code == 404
    assert "Deze pagina is er niet" in antwoord.content.decode()


def test_formulier_without_token_is_refused_with_explanation() -> None:
    antwoord = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.nl"})

    assert antwoord.status_code == 403
    assert "Uw formulier is niet verstuurd" in antwoord.content.decode()
