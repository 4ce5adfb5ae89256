"""Takes the guard away, to show that the tests would notice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

GUARD = "(soort <> 'vrij' OR regel.bedrag >= 0 OR saldo + regel.bedrag >= 0)"


@contextmanager
def zonder_guard() -> Iterator[None]:
    """The trigger that moves balances, without the condition that looks at the free room."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('financien_regels_verwerken'::regproc)")
        origineel = cursor.fetchone()[0]
        assert GUARD in origineel
        cursor.execute(origineel.replace(GUARD, "true"))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(origineel)
