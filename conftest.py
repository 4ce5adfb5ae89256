"""Shared fixtures. Database, broker and browser are real; only clock and SMTP may be replaced."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

pytest_plugins = ["tests.personas"]


@pytest.fixture(autouse=True, scope="session")
def _legen_mag_tussen_tests() -> Iterator[None]:
    """Tables that refuse TRUNCATE are emptied between transactional tests as a replica would: without triggers."""
    origineel = DatabaseOperations.execute_sql_flush

    def legen(self: DatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
            origineel(self, sql_list)

    DatabaseOperations.execute_sql_flush = legen
    yield
    DatabaseOperations.execute_sql_flush = origineel
