"""A real seal, a private folder for files, and a dossier whose readers are known."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as instellingen
from django.core.cache import cache

from swv.documenten import toegang
from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.testzegel import maak_testzegel
from swv.organisaties.models import Leerling
from tests.factories.documenten import DossierFactory
from tests.factories.organisaties import GebruikerFactory

SJABLONEN = Path(__file__).parent / "templates"


@pytest.fixture(scope="session", autouse=True)
def _testzegel():
    maak_testzegel(Path(instellingen.ZEGEL_KEY_FILE).parent)


@pytest.fixture(autouse=True)
def _schoon_begin(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    sjablonen = deepcopy(settings.TEMPLATES)
    sjablonen[0]["DIRS"].append(SJABLONEN)
    settings.TEMPLATES = sjablonen
    cache.clear()


@pytest.fixture
def dossier(db):
    return DossierFactory()


@pytest.fixture
def lezer(db):
    return GebruikerFactory()


@pytest.fixture
def vreemde(db):
    return GebruikerFactory()


@pytest.fixture
def leesregel(dossier, lezer):
    """Only `lezer` may read the files of `dossier`."""
    toegang.registreer(Leerling, lambda user, bron: user == lezer and bron == dossier)
    yield
    toegang._regels.pop(Leerling, None)


@pytest.fixture
def gegevens():
    return Briefgegevens(
        datum=date(2026, 11, 22),
        ontvanger=("Het Lyceum", "t.a.v. mevrouw S. Yağmur-van ĳsselőš", "Žižkalaan 1", "1000 AA Diemen"),
        onderwerp="Uw aanvraag voor een robot is goedgekeurd",
        ondertekenaar=Ondertekenaar("Đ. Šarić", "directeur-bestuurder"),
        behandeld_door="Anouk de Vries, 020 000 00 00",
    ).als_context() | {"toelichting": "De leerling kan niet naar school."}


def bestanden_in(map_: Path) -> list[Path]:
    return [pad for pad in map_.rglob("*") if pad.is_file()]
