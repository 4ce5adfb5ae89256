"""Shared fixtures. Database, broker and browser are real; only clock and SMTP may be replaced."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from playwright.sync_api import Browser

pytest_plugins = ["tests.database", "tests.personas", "tests.wachtrij"]

# Playwright's synchronous interface keeps an event loop in the main thread; our code in it is still synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(autouse=True, scope="session")
def _legen_mag_tussen_tests() -> Iterator[None]:
    """Tables that refuse TRUNCATE are emptied between transactional tests as a replica would: without triggers."""
    origineel = DatabaseOperations.execute_sql_flush

    def legen(self: DatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
            origineel(self, sql_list)

    with pytest.MonkeyPatch.context() as vervangen:
        vervangen.setattr(DatabaseOperations, "execute_sql_flush", legen)
        yield


@pytest.fixture(autouse=True)
def _lege_cache() -> None:
    """Attempts, rate limits and the letterhead of one test do not reach the next."""
    cache.clear()


@pytest.fixture(scope="module")
def voor_deze_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What a fixture of a module makes in the database is there for all its tests and gone afterwards: a dossier that
    came through all its acts costs a second. Each test still takes back what it did itself."""
    cache.clear()  # it may still hold what a module before this one made
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def zegel() -> None:
    """A seal of the tests' own certificate authority."""
    call_command("zegel_maken", verbosity=0)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, without its own traffic: the machine may have no network."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Iterator[Browser]:
    """While Playwright's event loop stands, Django keeps a database connection for it alone: close it in time."""
    yield browser
    connections.close_all()


@pytest.fixture
def portaal(live_server: Any, settings: Any) -> str:
    """The address of a portal that runs in this process, with links in mail and letters that lead to it."""
    settings.BASE_URL = live_server.url
    return str(live_server.url)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that drive the browser come last: from then on an event loop stands in the main thread, in which
    nothing can be sealed (pyHanko starts its own). Of those the longest file is first: side by side a file stays with
    one process."""
    for item in items:
        if _met_browser(item):
            item.add_marker(pytest.mark.browser)
    aantal = Counter(item.path for item in items if _met_browser(item))
    items.sort(key=lambda item: (_met_browser(item), -aantal[item.path]))


def _met_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


def pytest_unconfigure() -> None:
    """The state folder of the tests was made for this run only."""
    shutil.rmtree(settings.STATE_DIR, ignore_errors=True)
