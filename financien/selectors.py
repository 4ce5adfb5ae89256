"""Reads of the ledger: how a line or a year stands, and whether the stored balances are right."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from django.db import connection
from django.db.models import Model

from financien.bedragen import CENT
from financien.controle import Verschil, verschillen
from financien.models import Begrotingsjaar, Begrotingspost, Brontotaal, Rekening
from swv.kern.opmaak import euro

NUL = Decimal("0.00")


@dataclass(frozen=True)
class Stand:
    """How a line stands, in euros.

    `vrij` = budget - (toegekend - vrijgevallen) + teruggevorderd - kosten; of a line of income it is what is still
    expected. `toegekend` counts awards also after they are paid or carried over. `gereserveerd` takes no room.
    """

    begroot: Decimal = NUL
    gewijzigd: Decimal = NUL
    toegekend: Decimal = NUL
    betaald: Decimal = NUL
    vrijgevallen: Decimal = NUL
    vrij: Decimal = NUL
    gereserveerd: Decimal = NUL
    kosten: Decimal = NUL
    teruggevorderd: Decimal = NUL
    overgeheveld_in: Decimal = NUL
    overgeheveld_uit: Decimal = NUL

    @property
    def openstaand(self) -> Decimal:
        """Awarded, not yet paid, not released and not carried over to the next year."""
        return self.toegekend - self.betaald - self.vrijgevallen - self.overgeheveld_uit

    @property
    def budget(self) -> Decimal:
        """The budget of today: as set, with its changes and what came along from the year before."""
        return self.begroot + self.gewijzigd + self.overgeheveld_in

    @property
    def in_gebruik(self) -> Decimal:
        """Awarded, not released and not claimed back: budget = in_gebruik + kosten + vrij."""
        return self.toegekend - self.vrijgevallen - self.teruggevorderd

    @property
    def realisatie(self) -> Decimal:
        """What was spent: paid and booked as costs, less what is claimed back."""
        return self.betaald + self.kosten - self.teruggevorderd

    def prognose(self, kans: Decimal = Decimal(1)) -> Decimal:
        """What will have been spent when everything open is paid and `kans` (0 to 1) of the requests is awarded."""
        verwacht = (self.gereserveerd * kans).quantize(CENT, ROUND_HALF_UP)
        return self.realisatie + self.openstaand + verwacht

    def tekort_bij(self, bedrag: Decimal) -> Decimal:
        """How far an award of `bedrag` euros goes beyond what is free; without a shortage nothing."""
        return max(bedrag - max(self.vrij, NUL), NUL)

    def __add__(self, ander: "Stand") -> "Stand":
        return Stand(*(getattr(self, naam) + getattr(ander, naam) for naam in Stand.__dataclass_fields__))


@dataclass(frozen=True)
class Poststand:
    """A line with its stand."""

    post: Begrotingspost
    stand: Stand


@dataclass(frozen=True)
class Rubriekstand:
    """A rubriek of baten or lasten with its lines and their sum."""

    naam: str
    soort: str
    posten: list[Poststand]

    @property
    def titel(self) -> str:
        """Baten, or Lasten with the rubriek behind it."""
        hoofd = self.soort.capitalize()
        return hoofd if self.naam in ("", self.soort) else f"{hoofd}: {self.naam}"

    @property
    def stand(self) -> Stand:
        return sum((regel.stand for regel in self.posten), Stand())


@dataclass(frozen=True)
class Begrotingsoverzicht:
    """A year: its rubrieken, its sums and the totals of the source."""

    jaar: Begrotingsjaar
    rubrieken: list[Rubriekstand]
    brontotalen: list[Brontotaal]

    def _som(self, soort: str) -> Stand:
        return sum((r.stand for r in self.rubrieken if r.soort == soort), Stand())

    @property
    def baten(self) -> Stand:
        return self._som(Begrotingspost.Soort.BATEN)

    @property
    def lasten(self) -> Stand:
        return self._som(Begrotingspost.Soort.LASTEN)

    @property
    def resultaat(self) -> Decimal:
        """Budgeted income minus budgeted costs, in euros; below zero comes out of the reserve."""
        return self.baten.budget - self.lasten.budget

    @property
    def overschreden(self) -> list[Begrotingspost]:
        """The lines with less than nothing left, each by an approved overschrijding."""
        return [p.post for rubriek in self.rubrieken for p in rubriek.posten if p.stand.vrij < 0]

    @property
    def zin(self) -> str:
        """One sentence that says how the year stands."""
        if self.resultaat < 0:
            slot = f"De begroting komt {euro(-self.resultaat)} tekort; dat gaat van de reserve af"
        elif self.resultaat > 0:
            slot = f"De begroting houdt {euro(self.resultaat)} over"
        else:
            slot = "Baten en lasten zijn gelijk"
        lasten = self.lasten
        kosten = f", {euro(lasten.kosten)} aan kosten geboekt" if lasten.kosten else ""
        aanvragen = f" Er staat voor {euro(lasten.gereserveerd)} aan aanvragen open." if lasten.gereserveerd else ""
        return (
            f"Van de lasten van {euro(lasten.budget)} is {euro(lasten.in_gebruik)} toegekend{kosten} en "
            f"{euro(lasten.vrij)} nog vrij.{aanvragen} {slot}."
        )


def stand(post: Begrotingspost) -> Stand:
    """How one line stands now: one read of its stored balances."""
    saldi = Rekening.objects.filter(post=post).order_by()  # the order of a list would join post and year
    return _stand(dict(saldi.values_list("soort", "saldo")))


_OP_DAG = """
    SELECT k.soort, coalesce((
        SELECT sum(m.bedrag) FROM financien_maandsom m WHERE m.rekening_id = k.id AND m.maand < %(maand)s
    ), 0) + coalesce((
        SELECT sum(r.bedrag) FROM financien_boekingsregel r
        WHERE r.rekening_id = k.id AND r.ingangsdatum >= %(maand)s AND r.ingangsdatum <= %(dag)s
    ), 0)
    FROM financien_rekening k WHERE k.post_id = %(post)s
"""


def stand_op(post: Begrotingspost, dag: date) -> Stand:
    """How one line stood at the end of `dag`, by effective date: whole months from their sums, and the regels of the
    month of that day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_OP_DAG, {"maand": dag.replace(day=1), "dag": dag, "post": post.pk})
        return _stand(dict(cursor.fetchall()))


def _velden(model: type[Model]) -> list[str]:
    return [veld.attname for veld in model._meta.concrete_fields]


_JAARVELDEN, _POSTVELDEN, _SOORTEN = _velden(Begrotingsjaar), _velden(Begrotingspost), Rekening.Soort.values
# One row per line: its year, itself, and what each of its accounts holds.
_STANDEN = f"""
    SELECT {", ".join(f"j.{veld}" for veld in _JAARVELDEN)}, {", ".join(f"p.{veld}" for veld in _POSTVELDEN)},
        {", ".join(f"coalesce(sum(k.saldo) FILTER (WHERE k.soort = '{soort}'), 0.00)" for soort in _SOORTEN)}
    FROM financien_begrotingsjaar j
    JOIN financien_begrotingspost p ON p.jaar_id = j.id
    LEFT JOIN financien_rekening k ON k.post_id = p.id
    WHERE j.jaar = %s GROUP BY j.id, p.id ORDER BY p.volgorde, p.code
"""  # noqa: S608 - only names of columns and accounts


def standen(jaar: Begrotingsjaar | int) -> list[Poststand]:
    """Every line of a year with its stand, in the order of the budget; one query, in which the year is read once."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDEN, [jaar.jaar if isinstance(jaar, Begrotingsjaar) else jaar])
        rijen = cursor.fetchall()
    if not rijen:
        return []
    plek_post, plek_saldo = len(_JAARVELDEN), len(_JAARVELDEN) + len(_POSTVELDEN)
    begroting = (
        jaar
        if isinstance(jaar, Begrotingsjaar)
        else Begrotingsjaar.from_db("default", _JAARVELDEN, rijen[0][:plek_post])
    )
    gelezen = []
    for rij in rijen:
        post = Begrotingspost.from_db("default", _POSTVELDEN, rij[plek_post:plek_saldo])
        post.jaar = begroting
        gelezen.append(Poststand(post, _stand(dict(zip(_SOORTEN, rij[plek_saldo:], strict=True)))))
    return gelezen


def overzicht(jaar: Begrotingsjaar) -> Begrotingsoverzicht:
    """A year for a page: lines per rubriek, sums, and the totals as the source prints them; two queries."""
    rubrieken = [
        Rubriekstand(naam=naam, soort=soort, posten=list(groep))
        for (soort, naam), groep in groupby(standen(jaar), key=lambda p: (p.post.soort, p.post.rubriek))
    ]
    return Begrotingsoverzicht(jaar, rubrieken, list(jaar.brontotalen.all()))


def jaar_bij(jaar: int) -> int | None:
    """The budget year `jaar`, or the nearest one there is; of two as near the older."""
    jaren = Begrotingsjaar.objects.values_list("jaar", flat=True)
    return min(jaren, key=lambda ander: (abs(ander - jaar), ander), default=None)


def herbouw_verschillen() -> list[Verschil]:
    """Everything that does not agree with the regels it should follow from; empty when the ledger is right."""
    return verschillen()


_S = Rekening.Soort


def _stand(saldi: dict[str, Decimal]) -> Stand:
    """The words of the controller out of the balances per account; an account that is not named holds nothing."""
    op = saldi.get
    betaald, overgeheveld_uit = op(_S.BETAALD, NUL), op(_S.OVERGEHEVELD_UIT, NUL)
    return Stand(
        begroot=0 - op(_S.BEGROTING, NUL),
        gewijzigd=0 - op(_S.WIJZIGING, NUL),
        toegekend=op(_S.TOEGEKEND, NUL) + betaald + overgeheveld_uit,
        betaald=betaald,
        vrijgevallen=0 - op(_S.VRIJGEVALLEN, NUL),
        vrij=op(_S.VRIJ, NUL) + op(_S.TE_ONTVANGEN, NUL),
        gereserveerd=op(_S.GERESERVEERD, NUL),
        kosten=op(_S.KOSTEN, NUL),
        teruggevorderd=0 - op(_S.TERUGGEVORDERD, NUL),
        overgeheveld_in=0 - op(_S.OVERGEHEVELD_IN, NUL),
        overgeheveld_uit=overgeheveld_uit,
    )
