"""Takes a guard away, to show that the tests would notice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

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


@contextmanager
def zonder_gesloten() -> Iterator[None]:
    """The trigger that moves balances, without the condition that the year of the account is open."""
    with _anders("financien_regels_verwerken", ("AND NOT gesloten", "")):
        yield


@contextmanager
def zonder_restcontrole() -> Iterator[None]:
    """The trigger that closes a year, without the question whether something on it is still open."""
    with _anders("financien_jaar_sluiten", ("IF nog_open IS NOT NULL THEN", "IF false THEN")):
        yield


@contextmanager
def zonder_rij() -> Iterator[None]:
    """Money moves on an account that follows rows, also when no row says so."""
    controle = "IF geboekt.bedrag IS DISTINCT FROM"
    with _anders("financien_regels_hebben_rij", (controle, controle.replace("IF", "IF false AND"))):
        yield


@contextmanager
def zonder_eigen_toekenning() -> Iterator[None]:
    """A regel may name any award, or none."""
    controle = "r.verplichting_id IS DISTINCT FROM v_toekenning"
    with _anders("financien_regels_hebben_rij", (controle, f"false AND {controle}")):
        yield


@contextmanager
def zonder_sleutel() -> Iterator[None]:
    """A booking is stored under its key with its own id behind it, so the same act is never recognised."""
    with _anders(
        "financien_boeking_openen", ("kop.id, kop.sleutel, kop.inhoud", "kop.id, kop.sleutel || kop.id, kop.inhoud")
    ):
        yield


@contextmanager
def zonder_slot_op_bron() -> Iterator[None]:
    """The rows of a reservation, without the lock on its source that makes a second one wait."""
    slot = (
        "PERFORM pg_advisory_xact_lock(hashtextextended('financien_reservering:' || (p_boeking ->> 'object_id'), 0));"
    )
    with _anders("financien_rijen_erbij", (slot, "NULL;")):
        yield


def _tot_twee_hier_zijn(hoogstens: float) -> str:
    """Words for a function of the database: wait until two transactions came here, or so many seconds."""
    return f"""
        PERFORM pg_advisory_xact_lock_shared(20261122);
        FOR beurt IN 1..{int(hoogstens * 100)} LOOP
            EXIT WHEN (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 20261122
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) >= 2;
            PERFORM pg_sleep(0.01);
        END LOOP;
    """


@contextmanager
def zonder_volgorde() -> Iterator[None]:
    """Accounts are taken in the order of the amounts instead of that of their ids, and both have one before they take
    another."""
    with _anders(
        "financien_regels_verwerken",
        ("GROUP BY rekening_id ORDER BY rekening_id LOOP", "GROUP BY rekening_id ORDER BY sum(bedrag) LOOP"),
        ("END LOOP;", f"{_tot_twee_hier_zijn(4)} END LOOP;"),
    ):
        yield


@contextmanager
def met_ontmoeting_na_betaling(*, hoogstens: float) -> Iterator[None]:
    """Two who pay each wait after a payment, with its locks, until the other has paid something too (seconds)."""
    with _anders("financien_betaling_verwerken", ("RETURN NULL;", f"{_tot_twee_hier_zijn(hoogstens)} RETURN NULL;")):
        yield


@contextmanager
def zonder_trigger(*triggers: tuple[str, str]) -> Iterator[None]:
    """Tables without one of their triggers: (table, trigger)."""
    with connection.cursor() as cursor:
        for tabel, naam in triggers:
            cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER {naam}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for tabel, naam in triggers:
                cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER {naam}")


@contextmanager
def zonder_index(tabel: str, naam: str) -> Iterator[None]:
    """A table without one of its unique indexes. Its rows go before the index comes back: they may break it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [naam])
        constraint = cursor.fetchone()
        if constraint:
            weg = f"ALTER TABLE {tabel} DROP CONSTRAINT {naam}"
            terug = f"ALTER TABLE {tabel} ADD CONSTRAINT {naam} {constraint[0]}"
        else:
            cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [naam])
            weg, terug = f"DROP INDEX {naam}", cursor.fetchone()[0]
        cursor.execute(weg)
    try:
        yield
    finally:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"DELETE FROM {tabel}")
        with connection.cursor() as cursor:
            cursor.execute(terug)
