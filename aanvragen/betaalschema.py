"""How an award is paid: parts in percentages, each with the moment at which it comes. Kept with the rules of a kind
(`Regeling.betaalschema`); nothing here is read or booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from financien.services import Termijn, naar_rato
from swv.kern.opmaak import MAANDEN, kort_getal
from swv.kern.schooljaar import begin_schooljaar, schooljaar

NA_VERANTWOORDING = "na goedkeuring van de verantwoording"  # the condition of an instalment; see verantwoording
MEESTE_DELEN = 12
HEEL = Decimal(100)
GEEN_SCHRIKKELJAAR = 2025  # a day that this year has, every year has


class Wanneer(models.TextChoices):
    BESLUIT = "besluit", "na het besluit"
    DAG = "dag", "vanaf een dag in het schooljaar"
    VERANTWOORDING = "verantwoording", NA_VERANTWOORDING


@dataclass(frozen=True)
class Deel:
    """A percentage of an award and when it comes; `maand` and `dag` only for `Wanneer.DAG`."""

    percentage: Decimal
    wanneer: Wanneer = Wanneer.BESLUIT
    maand: int = 0
    dag: int = 0

    @property
    def moment(self) -> str:
        """na het besluit, vanaf 1 februari, na goedkeuring van de verantwoording."""
        is_dag = self.wanneer == Wanneer.DAG
        return f"vanaf {self.dag} {MAANDEN[self.maand - 1]}" if is_dag else str(self.wanneer.label)

    def als_rij(self) -> dict[str, Any]:
        """As the rules keep it."""
        rij = {"percentage": str(self.percentage), "wanneer": self.wanneer.value}
        return {**rij, "maand": self.maand, "dag": self.dag} if self.wanneer == Wanneer.DAG else rij


Schema = Sequence[Deel]


def lees(rijen: Any) -> tuple[Deel, ...]:
    """The parts as the rules keep them; none means that all of it comes after the decision. Raises ValidationError
    when they are not 100% together, when a moment is no moment, or when two parts have the same one."""
    if not isinstance(rijen, list):
        raise ValidationError("Vul voor elk deel een percentage en een moment in.")
    delen = tuple(_deel(nummer, rij) for nummer, rij in enumerate(rijen, start=1))
    som = sum((deel.percentage for deel in delen), Decimal(0))
    if delen and som != HEEL:
        raise ValidationError(f"De delen zijn samen {kort_getal(som)}%. Zorg dat zij samen 100% zijn.")
    if len({deel.moment for deel in delen}) < len(delen):
        raise ValidationError("Twee delen hebben hetzelfde moment. Maak daar één deel van.")
    if len(delen) > MEESTE_DELEN:
        raise ValidationError(f"Vul hoogstens {MEESTE_DELEN} delen in.")
    return delen


def _deel(nummer: int, rij: Any) -> Deel:
    try:
        percentage, wanneer = Decimal(str(rij["percentage"])), Wanneer(rij["wanneer"])
    except (KeyError, TypeError, ValueError, InvalidOperation):
        raise ValidationError(f"Deel {nummer}: vul een percentage en een moment in.") from None
    if not (percentage.is_finite() and 0 < percentage <= HEEL and percentage == round(percentage, 2)):
        raise ValidationError(f"Deel {nummer}: vul een percentage boven 0 en tot en met 100 in, bijvoorbeeld 90.")
    if wanneer != Wanneer.DAG:
        return Deel(percentage, wanneer)
    try:
        dag = date(GEEN_SCHRIKKELJAAR, int(rij["maand"]), int(rij["dag"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise ValidationError(f"Deel {nummer}: vul een dag en een maand in die elk jaar bestaan.") from None
    return Deel(percentage, wanneer, maand=dag.month, dag=dag.day)


def in_woorden(delen: Schema) -> str:
    """90% na het besluit en 10% na goedkeuring van de verantwoording."""
    zinnen = [f"{kort_getal(deel.percentage)}% {deel.moment}" for deel in delen]
    if not zinnen:
        return "het hele bedrag na het besluit"
    return " en ".join([", ".join(zinnen[:-1]), zinnen[-1]]) if len(zinnen) > 1 else zinnen[0]


def termijnen(delen: Schema, bedrag: Decimal, *, begin: date, besluit: date) -> list[Termijn]:
    """The instalments of an award of `bedrag` euros, in whole cents that add up, in the order in which they come.

    A day is that of the school year in which `begin` lies (the first day of the award); one that has passed on the day
    of the decision comes at once. A part without a cent is left out.
    """
    if not delen:
        return [Termijn(bedrag)]
    bedragen = naar_rato(bedrag, {nummer: Fraction(deel.percentage) for nummer, deel in enumerate(delen)})
    per_moment: dict[tuple[str, date | None], Decimal] = {}
    for nummer, deel in enumerate(delen):
        moment = _moment(deel, begin=begin, besluit=besluit)
        per_moment[moment] = per_moment.get(moment, Decimal(0)) + bedragen[nummer]
    op_volgorde = sorted(per_moment.items(), key=lambda paar: (paar[0][0], paar[0][1] or date.min))
    return [Termijn(deel, voorwaarde, dag) for (voorwaarde, dag), deel in op_volgorde if deel]


def _moment(deel: Deel, *, begin: date, besluit: date) -> tuple[str, date | None]:
    """The condition and the day of an instalment."""
    if deel.wanneer == Wanneer.VERANTWOORDING:
        return NA_VERANTWOORDING, None
    if deel.wanneer == Wanneer.BESLUIT:
        return "", None
    eerste = begin_schooljaar(schooljaar(begin))
    dag = date(eerste.year, deel.maand, deel.dag)
    if dag < eerste:
        dag = dag.replace(year=eerste.year + 1)
    return "", dag if dag > besluit else None
