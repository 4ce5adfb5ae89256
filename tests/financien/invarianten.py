"""The invariants I1, I2 and I3 of the ledger in plain SQL, straight from the stored rows.

    I1  per booking and in total the regels add up to zero, in whole cents
    I2  a balance is the sum of its regels; free room goes below zero only as far as was approved; of an award never
        more is paid, released and moved than was awarded, and never more claimed back than was paid
    I3  what was stored once never changes; a correction is the opposite of what it points at

`schendingen` names those that do not hold now; `verdwenen` compares what is there with what was seen before. A
Waarnemer looks all the time while others act.
"""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

# Each counts what breaks the invariant.
INVARIANTEN: Mapping[str, str] = {
    "I1 per boeking": """
        SELECT count(*) FROM (
            SELECT 1 FROM financien_boeking b LEFT JOIN financien_boekingsregel r ON r.boeking_id = b.id
            GROUP BY b.id HAVING coalesce(sum(r.bedrag), 0) <> 0 OR count(r.id) <> b.aantal_regels OR count(r.id) < 2
        ) x""",
    "I1 in totaal": "SELECT count(*) FROM (SELECT sum(bedrag) AS som FROM financien_boekingsregel) x WHERE som <> 0",
    "I1 hele centen": "SELECT count(*) FROM financien_boekingsregel WHERE bedrag <> round(bedrag, 2)",
    "I2 saldo": """
        SELECT count(*) FROM financien_rekening r
        WHERE saldo <> (SELECT coalesce(sum(bedrag), 0) FROM financien_boekingsregel b WHERE b.rekening_id = r.id)""",
    "I2 vrije ruimte": """
        SELECT count(*) FROM financien_rekening r WHERE soort = 'vrij' AND saldo < 0 AND -saldo >
            (SELECT coalesce(sum(bedrag), 0) FROM financien_overschrijding o WHERE o.post_id = r.post_id)""",
    "I2 toekenning": """
        SELECT count(*) FROM financien_verplichting v WHERE ingetrokken_met_id IS NULL AND (
            bedrag < (SELECT coalesce(sum(bedrag), 0) FROM financien_vrijval WHERE verplichting_id = v.id)
                + (SELECT coalesce(sum(bedrag), 0) FROM financien_verschuiving WHERE van_id = v.id)
                + (SELECT coalesce(sum(b.bedrag), 0) FROM financien_betaling b
                    JOIN financien_betalingstermijn t ON t.id = b.termijn_id WHERE t.verplichting_id = v.id
                    AND NOT EXISTS (SELECT 1 FROM financien_boeking o WHERE o.keert_om_id = b.boeking_id))
            OR betaald < teruggevorderd)""",
    "I3 omkering": """
        SELECT count(*) FROM financien_boeking o WHERE keert_om_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM financien_boekingsregel r WHERE r.boeking_id IN (o.id, o.keert_om_id)
            GROUP BY r.rekening_id HAVING sum(r.bedrag) <> 0)""",
}
_TABELLEN = (
    "boeking",
    "boekingsregel",
    "overschrijding",
    "betaling",
    "vrijval",
    "terugvordering",
    "verschuiving",
)
_RIJEN = " UNION ALL ".join(
    f"SELECT '{tabel}', rij.id::text, md5(rij::text) FROM financien_{tabel} rij" for tabel in _TABELLEN
)
_GESLOTEN = """
    SELECT r.id, r.saldo FROM financien_rekening r JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id WHERE j.gesloten_op IS NOT NULL
"""
_ALLES = " UNION ALL ".join(f"SELECT '{naam}', ({vraag})" for naam, vraag in INVARIANTEN.items())


def schendingen() -> dict[str, int]:
    """The invariants that do not hold, with how many rows break them; one query, so of one moment."""
    return {naam: int(aantal) for naam, aantal in _lees(_ALLES) if aantal}


def rijen() -> dict[tuple[str, str], str]:
    """Every row that may only be added, by table and key, with a hash of all that it says."""
    return {(tabel, sleutel): vinger for tabel, sleutel, vinger in _lees(_RIJEN)}


def gesloten_standen() -> dict[int, Decimal]:
    """The balance (euros) of each account of a closed year."""
    return dict(_lees(_GESLOTEN))


def verdwenen(eerst: Mapping[Any, Any], nu: Mapping[Any, Any]) -> set[Any]:
    """What was there and is gone or says something else."""
    return {sleutel for sleutel, wat in eerst.items() if nu.get(sleutel) != wat}


class Waarnemer:
    """Looks at what others have committed, each time at one moment, and notes what did not hold then."""

    def __init__(self) -> None:
        self.gevonden: set[str] = set()
        self.keren = 0
        self._gezien: dict[tuple[str, str], str] = {}

    def kijk(self) -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self.gevonden |= schendingen().keys()
            nu = rijen()
        self.gevonden |= {f"I3 {tabel}" for tabel, _ in verdwenen(self._gezien, nu)}
        self._gezien, self.keren = nu, self.keren + 1


@contextmanager
def waargenomen() -> Iterator[Waarnemer]:
    """A connection of its own looks until the block is over, and once more after that."""
    waarnemer, klaar = Waarnemer(), threading.Event()

    def doe() -> None:
        try:
            while not klaar.wait(0.02):
                waarnemer.kijk()
            waarnemer.kijk()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as groep:
        toekomst = groep.submit(doe)
        try:
            yield waarnemer
        finally:
            klaar.set()
        toekomst.result(60)


def _lees(vraag: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(vraag)
        return cursor.fetchall()
