"""Pages of people who are logged in are kept by nobody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from swv.kern.middleware import NietBewaren
from tests.factories.organisaties import GebruikerFactory


@pytest.fixture
def antwoord(rf: RequestFactory):
    def vraag(user, **koppen):
        request = rf.get("/")
        request.user = user
        return NietBewaren(lambda _: HttpResponse(headers=koppen))(request)

    return vraag


@pytest.mark.django_db
def test_page_of_somebody_is_not_kept(antwoord):
    assert antwoord(GebruikerFactory())["Cache-Control"] == "no-store, private"


def test_public_page_may_be_kept(antwoord):
    assert "Cache-Control" not in antwoord(AnonymousUser())


@pytest.mark.django_db
def test_page_that_says_itself_how_long_is_left_alone(antwoord):
    assert antwoord(GebruikerFactory(), **{"Cache-Control": "private, max-age=60"})["Cache-Control"].endswith("60")
