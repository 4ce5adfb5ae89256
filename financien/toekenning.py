"""One award as the ledger knows it: how it stands, its instalments, and every booking that it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from financien.models import Betaalregel, Betaling, Betalingstermijn, Boeking, Verplichting

# Where a booking of a kind hangs on its commitment.
_PAD = {
    Boeking.Soort.TOEKENNING: "boeking",
    Boeking.Soort.HERVERDELING: "boeking",
    Boeking.Soort.OVERHEVELING: "boeking",
    Boeking.Soort.BETALING: "termijnen__betalingen__boeking",
    Boeking.Soort.VRIJVAL: "vrijvallen__boeking",
    Boeking.Soort.TERUGVORDERING: "terugvorderingen__boeking",
}


@dataclass(frozen=True)
class Rij:
    """A booking with the amount (euros) that it moved for this award."""

    boeking: Boeking
    bedrag: Decimal
    reden: str = ""

    @property
    def is_omgekeerd(self) -> bool:
        return hasattr(self.boeking, "omkering")


@dataclass(frozen=True)
class Toekenningpagina:
    """A commitment with its instalments (`in_batch` on each: its open payment) and its bookings, the oldest first."""

    verplichting: Verplichting
    termijnen: Sequence[Betalingstermijn]
    rijen: Sequence[Rij]

    @property
    def terug_te_vorderen(self) -> Decimal:
        """Paid and not claimed back, in euros."""
        return self.verplichting.betaald - self.verplichting.teruggevorderd


def toekenningpagina(verplichting: Verplichting) -> Toekenningpagina:
    """Everything the page of an award shows, in a fixed number of queries."""
    onderweg = Prefetch("betaalregels", queryset=Betaalregel.objects.open().select_related("batch"), to_attr="in_batch")
    termijnen = verplichting.termijnen.prefetch_related(onderweg).order_by("volgnummer")
    return Toekenningpagina(verplichting, list(termijnen), _rijen(verplichting))


def _rijen(verplichting: Verplichting) -> list[Rij]:
    """What happened to the award, each with its booking, in the order in which it was booked."""
    met_boeking = ("boeking__door", "boeking__omkering")
    betalingen = Betaling.objects.filter(termijn__verplichting=verplichting).select_related(*met_boeking)
    terug = verplichting.terugvorderingen.select_related(*met_boeking)
    verder = verplichting.verschuivingen.select_related("naar__boeking__door", "naar__boeking__omkering")
    rijen = [
        Rij(verplichting.boeking, verplichting.bedrag),
        *(Rij(rij.boeking, rij.bedrag) for rij in betalingen),
        *(Rij(rij.boeking, rij.bedrag, rij.reden) for rij in verplichting.vrijvallen.select_related(*met_boeking)),
        *(Rij(rij.boeking, rij.bedrag, rij.reden) for rij in terug),
        *(Rij(rij.naar.boeking, rij.bedrag, rij.reden) for rij in verder),
    ]
    return sorted(rijen, key=lambda rij: (rij.boeking.geboekt_op, rij.boeking.pk))


def verplichting_bij(boeking: Boeking) -> Verplichting | None:
    """The commitment that this booking made, paid, released or claimed back; None when it has none."""
    pad = _PAD.get(Boeking.Soort(boeking.soort))
    return Verplichting.objects.filter(**{pad: boeking}).first() if pad else None
