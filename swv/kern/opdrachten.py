"""The outbox. PostgreSQL holds the work; Celery only hints that there is some.

An act writes its `Opdracht` in its own transaction. After commit the worker gets a hint; when the hint is lost
(broker away, process killed) a sweep by beat finds the row. A worker claims a row with a lease before it starts,
so the same hint delivered five times does the work once; when the worker dies, the lease runs out and the sweep
hints again. Handlers are idempotent: they first look whether their work was already done.
"""

import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from swv.kern.models import Opdracht

logger = logging.getLogger(__name__)

LANGSTE_PAUZE = timedelta(hours=1)
BROKER_RUST = 10.0  # seconds without hints after the broker did not answer; the sweep finds the work meanwhile
_broker_weg_tot = 0.0  # as time.monotonic() counts


@dataclass(frozen=True)
class Uitvoerder:
    """How one kind of background work is done: by which function, how often tried."""

    functie: Callable[[str], None]
    max_pogingen: int


def _niemand(object_id: str) -> None:
    raise LookupError("Geen uitvoerder voor dit soort opdracht.")


ONBEKEND = Uitvoerder(_niemand, max_pogingen=10)  # an older release may meet work that only the newer one knows
_uitvoerders: dict[str, Uitvoerder] = {}


def opdracht(soort: str, *, max_pogingen: int = 10) -> Callable[[Callable[[str], None]], Callable[[str], None]]:
    """Register the function that does this kind of work; it gets the `object_id` and must be idempotent."""

    def registreer(functie: Callable[[str], None]) -> Callable[[str], None]:
        if soort in _uitvoerders:
            raise RuntimeError(f"Voor opdracht {soort} bestaat al een uitvoerder.")
        _uitvoerders[soort] = Uitvoerder(functie, max_pogingen)
        return functie

    return registreer


def klaarzetten(soort: str, *, sleutel: str, object_id: object) -> None:
    """Ask for background work, once per `sleutel`, in the transaction of the caller.

    Raises LookupError for a kind that nobody does: found when asking, not when the worker stands still.
    """
    if soort not in _uitvoerders:
        raise LookupError(f"Geen uitvoerder voor opdracht {soort}.")
    rij, nieuw = Opdracht.objects.get_or_create(sleutel=sleutel, defaults={"soort": soort, "object_id": str(object_id)})
    if nieuw:
        transaction.on_commit(lambda: _hint(rij.pk), robust=True)


def _hint(pk: int) -> None:
    """Tell the worker, unless the broker was away a moment ago: who submits waits for it once, not per message."""
    from swv.kern.tasks import opdracht_uitvoeren

    global _broker_weg_tot
    if time.monotonic() < _broker_weg_tot:
        return
    try:
        opdracht_uitvoeren.apply_async(args=(pk,), retry=False)
    except Exception as fout:
        _broker_weg_tot = time.monotonic() + BROKER_RUST
        logger.warning("Geen hint voor opdracht %s: %s", pk, type(fout).__name__)


def _vrij(nu: object) -> Q:
    return Q(staat=Opdracht.Staat.KLAAR, niet_voor__lte=nu) | Q(staat=Opdracht.Staat.BEZIG, bezig_tot__lt=nu)


def uitvoeren(pk: int) -> bool:
    """Claim one row and do its work; False when it was not free (done, busy elsewhere, or not yet due)."""
    nu = timezone.now()
    rij = Opdracht.objects.filter(pk=pk).first()
    if rij is None:
        return False
    uitvoerder = _uitvoerders.get(rij.soort, ONBEKEND)
    bezig_tot = nu + settings.OPDRACHT_LEASE
    geclaimd = Opdracht.objects.filter(_vrij(nu), pk=pk).update(
        staat=Opdracht.Staat.BEZIG, bezig_tot=bezig_tot, pogingen=F("pogingen") + 1
    )
    if not geclaimd:
        return False
    eigen = Opdracht.objects.filter(pk=pk, staat=Opdracht.Staat.BEZIG, bezig_tot=bezig_tot)
    pogingen = rij.pogingen + 1
    if pogingen > uitvoerder.max_pogingen:
        eigen.update(staat=Opdracht.Staat.MISLUKT, fout=rij.fout or "Te vaak afgebroken")
        return False
    try:
        uitvoerder.functie(rij.object_id)
    except Exception as fout:
        _mislukking(eigen, pogingen, uitvoerder, fout)
        return False
    eigen.update(staat=Opdracht.Staat.GEDAAN, gedaan_op=timezone.now(), bezig_tot=None, fout="")
    return True


def _mislukking(eigen: object, pogingen: int, uitvoerder: Uitvoerder, fout: Exception) -> None:
    """Plan the next try with a growing pause, or park the row for a person. Only the kind of error is kept:
    its text could hold personal data."""
    waar = "".join(traceback.format_tb(fout.__traceback__)[-3:])
    logger.warning("Opdracht mislukt (poging %s): %s\n%s", pogingen, type(fout).__name__, waar)
    op = pogingen >= uitvoerder.max_pogingen
    eigen.update(  # type: ignore[attr-defined]
        staat=Opdracht.Staat.MISLUKT if op else Opdracht.Staat.KLAAR,
        niet_voor=timezone.now() + min(timedelta(seconds=5 * 2 ** min(pogingen, 12)), LANGSTE_PAUZE),
        bezig_tot=None,
        fout=type(fout).__name__,
    )


def vegen(*, hoogstens: int = 500) -> int:
    """Hint again for every row that is due or whose worker died. Returns how many."""
    pks = list(
        Opdracht.objects.filter(_vrij(timezone.now())).order_by("niet_voor").values_list("pk", flat=True)[:hoogstens]
    )
    for pk in pks:
        _hint(pk)
    return len(pks)


def opnieuw(rij: Opdracht) -> None:
    """A person lets a parked row try again."""
    Opdracht.objects.filter(pk=rij.pk, staat=Opdracht.Staat.MISLUKT).update(
        staat=Opdracht.Staat.KLAAR, pogingen=0, niet_voor=timezone.now()
    )
    transaction.on_commit(lambda: _hint(rij.pk), robust=True)
