"""The test database is a copy of a migrated one that the server keeps: migrations run once, not in every process.

The copy is still migrated by Django, so a migration that came after is applied; the name of the original follows from
the text of all migrations, so one that was changed makes a new original.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from inspect import getsource
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import setup_databases
from pytest_django import DjangoDbBlocker

EEN_TEGELIJK = 411_003  # key of the advisory lock under which originals and copies are made


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> None:
    """Instead of pytest-django's own: a fresh copy for this process."""
    test: dict[str, Any] = connection.settings_dict["TEST"]
    naam = test["NAME"] or f"test_{connection.settings_dict['NAME']}"
    with django_db_blocker.unblock():
        origineel = f"migraties_{_vingerafdruk()}"
        with _beheer() as beheer:
            beheer.execute("SELECT 1 FROM pg_database WHERE datname = %s", [origineel])
            if not beheer.fetchone():
                test["NAME"] = "migraties_nieuw"
                setup_databases(verbosity=0, interactive=False)
                connection.close()
                beheer.execute(f"ALTER DATABASE migraties_nieuw RENAME TO {origineel}")
            beheer.execute(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")
            beheer.execute(f"CREATE DATABASE {naam} TEMPLATE {origineel}")
        test["NAME"] = naam
        connection.settings_dict["NAME"] = naam
        setup_databases(verbosity=0, interactive=False, keepdb=True)


@contextmanager
def _beheer() -> Iterator[Any]:
    """The server itself, for one process at a time."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [EEN_TEGELIJK])
        yield cursor


def _vingerafdruk() -> str:
    modules = {type(migratie).__module__ for migratie in MigrationLoader(None).disk_migrations.values()}
    bronnen = (getsource(__import__(module, fromlist=["Migration"])) for module in sorted(modules))
    return sha256("".join(bronnen).encode()).hexdigest()[:12]
