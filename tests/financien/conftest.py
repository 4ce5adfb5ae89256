"""People and a line with money."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

import financien
from financien.models import Begrotingspost
from swv.organisaties.models import Gebruiker, Rolsoort
from tests.factories.financien import BegrotingspostFactory, persoon
from tests.personas import log_in, personas

__all__ = ["personas"]

GEGEVENS = Path(financien.__file__).parent / "gegevens"


@pytest.fixture
def controller(db: None) -> Gebruiker:
    return persoon(Rolsoort.CONTROLLER)


@pytest.fixture
def directeur(db: None) -> Gebruiker:
    return persoon(Rolsoort.DIRECTEUR)


@pytest.fixture
def post(db: None) -> Begrotingspost:
    """A line of 2026 with 1,000.00 euro free."""
    return BegrotingspostFactory(code="L.S.02", naam="Ambitie 2", met_ruimte="1000.00")


@pytest.fixture
def jaarplan() -> bytes:
    return (GEGEVENS / "begroting_2025_amsterdam_diemen.csv").read_bytes()


@pytest.fixture
def kader() -> bytes:
    return (GEGEVENS / "meerjarenkader_almere_2018_2021.csv").read_bytes()


@pytest.fixture
def saldo(db: None) -> Callable[[Begrotingspost, str], Decimal]:
    """The stored balance, read past the ORM."""

    def lees(post: Begrotingspost, soort: str) -> Decimal:
        with connection.cursor() as cursor:
            cursor.execute("SELECT saldo FROM financien_rekening WHERE post_id = %s AND soort = %s", [post.pk, soort])
            return cursor.fetchone()[0]

    return lees


@pytest.fixture
def ingelogd(client: Client) -> Callable[[str], Client]:
    """A browser of somebody with this role, logged in with both factors."""
    return lambda soort: log_in(client, persoon(soort))
