"""What is due: instalments that can go into a payment batch, and those that cannot yet, with what to do about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q

from financien.models import Betalingstermijn
from financien.models.betalen import Bankrekening, Betaalregel
from swv.organisaties.models import School, Schoolbestuur

MEESTE_REGELS = 500  # per batch: a page that people can check, and a file that every bank takes


@dataclass(frozen=True)
class Voorstelregel:
    """An instalment that can be paid, and to which account."""

    termijn: Betalingstermijn
    school: School
    rekening: Bankrekening

    @property
    def bedrag(self) -> Decimal:
        """Euros."""
        return self.termijn.te_betalen

    @property
    def bestuur(self) -> Schoolbestuur:
        return self.school.bestuur


@dataclass(frozen=True)
class Apart:
    """An instalment that is due but cannot be paid now: why not, and what to do."""

    termijn: Betalingstermijn
    waarom: str
    doe: str

    @property
    def bedrag(self) -> Decimal:
        return self.termijn.te_betalen


@dataclass(frozen=True)
class Betaalvoorstel:
    """Everything that is due on a day. `rest` is how many more payable instalments wait for a next batch."""

    op: date
    eigen: Bankrekening | None
    regels: Sequence[Voorstelregel]
    apart: Sequence[Apart] = field(default_factory=tuple)
    rest: int = 0

    @cached_property
    def totaal(self) -> Decimal:
        return sum((regel.bedrag for regel in self.regels), Decimal("0.00"))

    @cached_property
    def totaal_apart(self) -> Decimal:
        return sum((regel.bedrag for regel in self.apart), Decimal("0.00"))

    @cached_property
    def per_bestuur(self) -> list[tuple[Schoolbestuur, int, Decimal]]:
        """How many payments and how much (euros) per board, by name."""
        som: dict[Schoolbestuur, list[Decimal]] = {}
        for regel in self.regels:
            som.setdefault(regel.bestuur, []).append(regel.bedrag)
        return [(b, len(d), sum(d, Decimal(0))) for b, d in sorted(som.items(), key=lambda paar: paar[0].naam)]


def betaalvoorstel(*, op: date, alleen: Collection[int] | None = None) -> Betaalvoorstel:
    """What can be paid on `op`: condition met, day reached, not in another open batch, the oldest day first.

    `alleen` keeps it to these instalments (ids). A fixed number of queries, however many instalments there are.
    """
    rekeningen = {rij.bestuur_id: rij for rij in Bankrekening.objects.gebruikt_op(op).select_related("bestuur")}
    wachtend = set(
        Bankrekening.objects.filter(status=Bankrekening.Status.INGEVOERD).values_list("bestuur_id", flat=True)
    )
    regels: list[Voorstelregel] = []
    apart: list[Apart] = []
    for termijn in _aan_de_beurt(op, alleen):
        school = termijn.verplichting.school
        rekening = rekeningen.get(school.bestuur_id) if school else None
        if termijn.verplichting.post.jaar.is_gesloten:
            apart.append(Apart(termijn, "Het begrotingsjaar is gesloten.", "Hevel het bedrag over naar een open jaar."))
        elif school is None:
            apart.append(Apart(termijn, "Er staat geen school bij.", "Maak dit bedrag zelf over bij de bank."))
        elif rekening is None or not rekening.is_bruikbaar:
            apart.append(Apart(termijn, *_zonder_rekening(school.bestuur, wacht=school.bestuur_id in wachtend)))
        else:
            regels.append(Voorstelregel(termijn, school, rekening))
    eigen = rekeningen.get(None)
    return Betaalvoorstel(
        op=op,
        eigen=eigen if eigen and eigen.is_bruikbaar else None,
        regels=regels[:MEESTE_REGELS],
        apart=apart,
        rest=max(0, len(regels) - MEESTE_REGELS),
    )


def _aan_de_beurt(op: date, alleen: Collection[int] | None) -> Sequence[Betalingstermijn]:
    bezet = Betaalregel.objects.open().filter(termijn=OuterRef("pk"))
    termijnen = (
        Betalingstermijn.objects.filter(Q(vervaldatum=None) | Q(vervaldatum__lte=op))
        .filter(status=Betalingstermijn.Status.BETAALBAAR)
        .filter(~Exists(bezet), bedrag__gt=F("vrijgevallen") + F("verschoven") + F("betaald"))
        .select_related("verplichting__school__bestuur", "verplichting__post__jaar", "verplichting__boeking")
        .order_by(F("vervaldatum").asc(nulls_first=True), "id")
    )
    return list(termijnen if alleen is None else termijnen.filter(pk__in=alleen))


def _zonder_rekening(bestuur: Schoolbestuur, *, wacht: bool) -> tuple[str, str]:
    if wacht:
        return f"De rekening van {bestuur.naam} wacht op bevestiging.", "Laat een collega de rekening bevestigen."
    return f"{bestuur.naam} heeft nog geen bevestigde rekening.", "Voer de rekening van het bestuur in."
