"""What is written when something goes wrong: enough to find it, nothing about a pupil."""

import logging
import sys

import pytest
from django.conf import settings
from django.db import IntegrityError

from swv.kern.logboek import ZonderInhoud
from tests.factories.organisaties import LeerlingFactory

NUMMER = "kanarie-4711"
KORT = "{levelname} {message}"


def _regel(opmaak: logging.Formatter) -> str:
    rij = logging.LogRecord("django.request", logging.ERROR, "", 0, "Fout: %s", ("/pad/",), sys.exc_info())
    return opmaak.format(rij)


@pytest.fixture
def regels(db: None) -> dict[str, str]:
    """The same refusal of the database as our log and as a plain log write it."""
    leerling = LeerlingFactory(leerlingnummer=NUMMER)
    try:
        LeerlingFactory(school=leerling.school, leerlingnummer=NUMMER)
    except IntegrityError:
        return {"ons": _regel(ZonderInhoud(KORT, style="{")), "gewoon": _regel(logging.Formatter(KORT, style="{"))}
    raise AssertionError("the database took the same number twice")


def test_log_of_a_refused_row_does_not_quote_it(regels: dict[str, str]) -> None:
    assert NUMMER not in regels["ons"]
    assert NUMMER in regels["gewoon"]


def test_log_says_which_error_it_was_and_where(regels: dict[str, str]) -> None:
    assert regels["ons"].startswith("ERROR Fout: /pad/\n")
    assert regels["ons"].endswith("django.db.utils.IntegrityError")
    assert "psycopg.errors.UniqueViolation" in regels["ons"]
    assert __file__ in regels["ons"]


def test_the_portal_logs_that_way() -> None:
    assert settings.LOGGING["formatters"]["kort"]["()"] == "swv.kern.logboek.ZonderInhoud"
