"""One line of the budget with what hangs on it: its commitments and its bookings, newest first."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from financien.bladeren import Bladzijde, bladzijde
from financien.models import Begrotingspost, Boeking, Boekingsregel, Rekening, Verplichting
from financien.selectors import Stand, stand

PER_BLAD = 25
_RUIMTE = {Rekening.Soort.VRIJ, Rekening.Soort.TE_ONTVANGEN}


@dataclass(frozen=True)
class Boekingsrij:
    """A booking as this line feels it: the amount that moved and what it did to the free room, in euros."""

    boeking: Boeking
    bedrag: Decimal
    ruimte: Decimal

    @property
    def is_omgekeerd(self) -> bool:
        return hasattr(self.boeking, "omkering")


@dataclass(frozen=True)
class Postpagina:
    """A line with its stand and one page of commitments and of bookings."""

    post: Begrotingspost
    stand: Stand
    verplichtingen: Bladzijde[Verplichting]
    boekingen: Bladzijde[Any]
    rijen: list[Boekingsrij]


def postpagina(post: Begrotingspost, *, boekingen_na: str = "", verplichtingen_na: str = "") -> Postpagina:
    """Everything the page of a line shows; five queries."""
    rekeningen = dict(Rekening.objects.filter(post=post).order_by().values_list("pk", "soort"))
    eigen = Boekingsregel.objects.filter(rekening__in=list(rekeningen))
    boekingen = bladzijde(
        Boeking.objects.filter(Exists(eigen.filter(boeking=OuterRef("pk"))))
        .select_related("door", "omkering")
        .prefetch_related(Prefetch("regels", queryset=eigen.order_by("id"), to_attr="eigen_regels")),
        na=boekingen_na,
        moment="geboekt_op",
        aantal=PER_BLAD,
    )
    verplichtingen = bladzijde(
        Verplichting.objects.filter(post=post).select_related("boeking"),
        na=verplichtingen_na,
        moment="boeking__geboekt_op",
        aantal=PER_BLAD,
    )
    rijen = [_rij(boeking, rekeningen) for boeking in boekingen.rijen]
    return Postpagina(post, stand(post), verplichtingen, boekingen, rijen)


def _rij(boeking: Boeking, rekeningen: dict[int, str]) -> Boekingsrij:
    regels: list[Boekingsregel] = boeking.eigen_regels  # type: ignore[attr-defined]
    return Boekingsrij(
        boeking=boeking,
        bedrag=sum((regel.bedrag for regel in regels if regel.bedrag > 0), Decimal(0)),
        ruimte=sum((r.bedrag for r in regels if rekeningen[r.rekening_id] in _RUIMTE), Decimal(0)),
    )
