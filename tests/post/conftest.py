"""Own templates for the tests, and the organisation under every message."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import LazySettings

from swv.organisaties.models import Gebruiker, Rolsoort, Samenwerkingsverband
from tests.factories.organisaties import RolFactory, SamenwerkingsverbandFactory


@pytest.fixture(autouse=True)
def _proefsjablonen(settings: LazySettings) -> None:
    sjablonen = deepcopy(settings.TEMPLATES)
    sjablonen[0]["DIRS"] = [Path(__file__).parent / "templates", *sjablonen[0]["DIRS"]]
    settings.TEMPLATES = sjablonen
    settings.BASE_URL = "https://portaal.example"
    settings.DEFAULT_FROM_EMAIL = "Portaal <portaal@swv.example>"


@pytest.fixture
def swv(db: None) -> Samenwerkingsverband:
    return SamenwerkingsverbandFactory()


@pytest.fixture
def medewerker(db: None) -> Gebruiker:
    return RolFactory(soort=Rolsoort.BUREAU).gebruiker
