import pytest
from django.core.cache import cache

from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.voorzieningen.plaatsen.conftest import werk_af

__all__ = ["werk_af"]


@pytest.fixture(autouse=True)
def _geen_verkeerde_codes() -> None:
    cache.clear()


@pytest.fixture
def papier(zegel: None, db: None, settings, tmp_path) -> None:
    """Letterhead, seal and a folder of its own: certificates are really made."""
    settings.MEDIA_ROOT = tmp_path / "media"
    SamenwerkingsverbandFactory()
