"""The real stack for a story: PostgreSQL, Valkey, a Celery worker in its own process, Chromium."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from aanvragen.models import Regeling
from aanvragen.regelingen import regelingen_laden
from swv.organisaties.models import Gebruiker
from tests.browser import Mens
from tests.factories.aanvragen import maak_post
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.personas import Personas
from tests.worker import Worker, lege_wachtrij

Deelnemers = Callable[..., Mens]


@pytest.fixture(scope="module")
def _worker(django_db_setup: None, zegel: None, live_server: object) -> Iterator[Worker]:
    with Worker(live_server.url) as worker:  # type: ignore[attr-defined]
        yield worker


@pytest.fixture
def worker(transactional_db: None, _worker: Worker) -> Iterator[Worker]:
    """A worker that delivers letters and mail of this test; the test ends when it has nothing left to do."""
    lege_wachtrij()
    yield _worker
    _worker.rust()


@pytest.fixture
def swv(transactional_db: None, personas: Personas) -> Personas:
    """A samenwerkingsverband that is ready for work: letterhead, rules of this year, room on the budget."""
    SamenwerkingsverbandFactory()
    regelingen_laden()
    for code in Regeling.objects.exclude(begrotingspost_code="").values_list("begrotingspost_code", flat=True):
        maak_post(code)
    return personas


@pytest.fixture
def mensen(new_context: Callable[..., BrowserContext], portaal: str, swv: Personas) -> Iterator[Deelnemers]:
    """Gives somebody at a browser of their own, logged in; nobody may meet a script error."""
    allen: list[Mens] = []

    def mens(gebruiker: Gebruiker | None = None, naar: str = "/") -> Mens:
        nieuw = Mens(new_context, portaal, gebruiker)
        allen.append(nieuw)
        return nieuw.log_in(naar) if gebruiker is not None else nieuw

    yield mens
    assert [fout for iemand in allen for fout in iemand.fouten] == []
