"""One at a time: whoever gives out a robot or a place in line holds the lock of the stock until commit.

Locks are taken in one order everywhere - the stock, then a loan, then a robot - so that nobody waits in a circle.
An act of the kernel starts by locking its loan or robot; therefore an effect may only *try* for the stock.
"""

from datetime import datetime

from django.db import connection

from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.opdrachten import klaarzetten

WACHTLIJST = "voorzieningen.wachtlijst"
_SLOT = "hashtext('voorzieningen.robots')"


def vergrendelen() -> None:
    """Wait for the stock and keep it until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock({_SLOT})")


def proberen_te_vergrendelen() -> None:
    """Take the stock if nobody has it; raises Geweigerd otherwise."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({_SLOT})")
        rij = cursor.fetchone()
    if not rij or not rij[0]:
        raise Geweigerd(
            "Er wordt nu net iets uit de voorraad toegewezen. Wacht een paar seconden en probeer het opnieuw."
        )


def wachtlijst_laten_bedienen(aanleiding: Dossier, *, op: datetime | None = None) -> None:
    """Let the worker offer what came free to the waiting list, after the transaction of the caller. Once for each
    version of the loan or thing that gave the occasion; `op` tells occasions apart that leave its version alone."""
    klaarzetten(
        WACHTLIJST,
        sleutel=f"{WACHTLIJST}:{aanleiding.pk}:{op.isoformat() if op else aanleiding.versie}",
        object_id=aanleiding.pk,
    )
