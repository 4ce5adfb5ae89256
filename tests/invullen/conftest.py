"""A dossier of the second room (tests/invullen/kamer), begun by the coördinator of school A."""

from typing import Any

import pytest

from swv.invullen import services
from swv.organisaties.models import Gebruiker
from tests.factories.aanvragen import pdf_bestand
from tests.invullen.kamer.models import Proefdossier
from tests.personas import Personas

ANTWOORDEN = {"plan": {"plan": "Samen lezen"}, "uren": {"uren": "4"}}


def begin(door: Gebruiker, **velden: Any) -> Proefdossier:
    return Proefdossier.objects.create(eigenaar_id=door.pk, **velden)


def vul_in(dossier: Proefdossier, door: Gebruiker) -> Proefdossier:
    """Type every part and add the file that cannot be refused."""
    for code, getypt in ANTWOORDEN.items():
        dossier = services.antwoorden_bewaren(
            dossier, onderdeel=code, antwoorden=getypt, versie=dossier.versie, door=door
        )
    services.bijlage_bijvoegen(dossier, upload=pdf_bestand(), soort="begroting", door=door)
    return dossier


@pytest.fixture
def wie(personas: Personas) -> Gebruiker:
    return personas.coordinator


@pytest.fixture
def dossier(wie: Gebruiker) -> Proefdossier:
    return begin(wie)


@pytest.fixture
def ingevuld(dossier: Proefdossier, wie: Gebruiker) -> Proefdossier:
    return vul_in(dossier, wie)
