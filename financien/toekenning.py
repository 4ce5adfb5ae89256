"""One award as the ledger knows it: how it stands, its years and instalments, and every booking that it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from financien.models import Betaalbatch, Betaalregel, Betaling, Betalingstermijn, Boeking, Verplichting


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
class Jaren:
    """An award over its budget years: every commitment of it, the oldest year first, and their sums in euros."""

    rijen: Sequence[Verplichting]

    @property
    def jaardeel(self) -> Decimal:
        return self._som("jaardeel")

    @property
    def betaald(self) -> Decimal:
        return self._som("betaald")

    @property
    def vrijgevallen(self) -> Decimal:
        return self._som("vrijgevallen")

    @property
    def openstaand(self) -> Decimal:
        return self._som("openstaand")

    def _som(self, naam: str) -> Decimal:
        return sum((getattr(rij, naam) for rij in self.rijen), Decimal("0.00"))


@dataclass(frozen=True)
class Toekenningpagina:
    """A commitment beside those of its other years, with its instalments (`in_batch` on each: its open payment) and
    its bookings, the oldest first."""

    verplichting: Verplichting
    jaren: Jaren
    termijnen: Sequence[Betalingstermijn]
    rijen: Sequence[Rij]

    @property
    def terug_te_vorderen(self) -> Decimal:
        """Paid and not claimed back, in euros."""
        return self.verplichting.betaald - self.verplichting.teruggevorderd


def toekenningpagina(verplichting: Verplichting) -> Toekenningpagina:
    """Everything the page of an award shows, in a fixed number of queries."""
    return Toekenningpagina(verplichting, _jaren(verplichting), list(_termijnen(verplichting)), _rijen(verplichting))


def _termijnen(verplichting: Verplichting) -> QuerySet[Betalingstermijn]:
    onderweg = Prefetch("betaalregels", queryset=Betaalregel.objects.open().select_related("batch"), to_attr="in_batch")
    return verplichting.termijnen.prefetch_related(onderweg).order_by("volgnummer")


@dataclass(frozen=True)
class Los:
    """How much of an award (euros) can be released or moved now. The last instalments go first, up to one that is on
    its way to the bank: the one in `batch`."""

    bedrag: Decimal
    batch: Betaalbatch | None = None


def los_deel(verplichting: Verplichting) -> Los:
    """Two queries."""
    bedrag = Decimal("0.00")
    for termijn in _termijnen(verplichting).reverse():
        if termijn.in_batch:  # type: ignore[attr-defined]
            return Los(bedrag, termijn.in_batch[0].batch)  # type: ignore[attr-defined]
        bedrag += termijn.te_betalen
    return Los(bedrag)


def _jaren(verplichting: Verplichting) -> Jaren:
    """The commitments of the same source and school: a distribution awards every school, each its own years."""
    rijen = Verplichting.objects.filter(
        content_type=verplichting.content_type_id, object_id=verplichting.object_id, school=verplichting.school_id
    )
    return Jaren(
        list(
            rijen.select_related("post__jaar", "verschoven_van__van__post__jaar").order_by(
                "post__jaar__jaar", "boeking__geboekt_op", "id"
            )
        )
    )


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
    """The commitment that this booking made, moved, paid, released or claimed back, or that it corrects; None when it
    has none."""
    return Verplichting.objects.filter(pk__in=boeking.regels.values("verplichting")).first()
