"""Takes a guard away, to show that the tests would notice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

RUIMTE = "(soort <> 'vrij' OR regel.bedrag >= 0 OR saldo + regel.bedrag >= 0)"
OPEN = (
    " AND v.vrijgevallen + v.betaald + v.verschoven + NEW.bedrag <= v.bedrag",
    "status = 'betaalbaar' AND ",
    "AND vrijgevallen + verschoven + betaald + NEW.bedrag <= bedrag",
)
_GRENZEN = (
    ("financien_verplichting", "verplichting_niet_meer_dan_bedrag"),
    ("financien_betalingstermijn", "termijn_niet_meer_dan_bedrag"),
)


@contextmanager
def _anders(functie: str, *vervangen: tuple[str, str]) -> Iterator[None]:
    """A function of the database with other words in it, and back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [functie])
        origineel = anders = cursor.fetchone()[0]
        for oud, nieuw in vervangen:
            assert oud in anders
            anders = anders.replace(oud, nieuw)
        cursor.execute(anders)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(origineel)


@contextmanager
def zonder_guard() -> Iterator[None]:
    """The trigger that moves balances, without the condition that looks at the free room."""
    with _anders("financien_regels_verwerken", (RUIMTE, "true")):
        yield


@contextmanager
def zonder_guard_op_betaling() -> Iterator[None]:
    """The trigger of payments without the conditions that look at what is open, and without the limits behind it.

    The limits are not put back on rows that break them: only for a test whose tables are emptied afterwards.
    """
    with connection.cursor() as cursor:
        limieten = []
        for tabel, naam in _GRENZEN:
            cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [naam])
            limieten.append((tabel, naam, cursor.fetchone()[0]))
            cursor.execute(f"ALTER TABLE {tabel} DROP CONSTRAINT {naam}")
    try:
        with _anders("financien_betaling_verwerken", *((woorden, "") for woorden in OPEN)):
            yield
    finally:
        with connection.cursor() as cursor:
            for tabel, naam, wat in limieten:
                cursor.execute(f"ALTER TABLE {tabel} ADD CONSTRAINT {naam} {wat} NOT VALID")
