"""One at a time: whoever gives out a place of a facility holds the lock of that facility until commit.

Locks are taken in one order: the row of a placement, then its facility. Who holds a facility never waits for another
row, so nobody waits in a circle. The database takes the same lock by itself (`NIET_TE_VOL` in the models).
"""

from datetime import datetime

from django.db import connection
from django.utils import timezone

from swv.kern.opdrachten import klaarzetten
from voorzieningen.models import Plaatsing

BEDIENEN = "voorzieningen.plaatsen_bedienen"


def vergrendelen(voorziening_id: int) -> None:
    """Wait for the places of this facility and keep them until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('voorzieningen.plaatsen'), %s::int)", [voorziening_id])


def laten_bedienen(plaatsing: Plaatsing) -> None:
    """Let the worker offer what came free to who waits, after the transaction of the caller."""
    sleutel = f"{BEDIENEN}:{plaatsing.pk}:{plaatsing.versie}"
    klaarzetten(BEDIENEN, sleutel=sleutel, object_id=plaatsing.voorziening_id)


def na_nieuw_aantal(voorziening_id: int, *, op: datetime | None = None) -> None:
    """The same when the number of places changed."""
    sleutel = f"{BEDIENEN}:{voorziening_id}:{(op or timezone.now()).isoformat()}"
    klaarzetten(BEDIENEN, sleutel=sleutel, object_id=voorziening_id)
