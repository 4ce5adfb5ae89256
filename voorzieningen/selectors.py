"""Reads on the stock that more than one caller needs. Periods are inclusive: `tot` is the last day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from voorzieningen.activiteiten.aanwezigheid import (
    Aanwezigheidsstand,
    aanwezigheid_van_school,
    dagen_gehouden,
    van_persoon,
)
from voorzieningen.models import Onderhoud, Robot, Uitlening, Wachtplaats
from voorzieningen.models.hulpmiddelen import ROBOT
from voorzieningen.plaatsen.kaart import Plaatskaart, plaatskaart

__all__ = [
    "Aanwezigheidsstand",
    "Bezetting",
    "Maand",
    "Plaatskaart",
    "aanwezigheid_van_school",
    "bezetting",
    "dagen_gehouden",
    "laatste_dag",
    "maanden",
    "maandstrook",
    "plaatskaart",
    "positie",
    "van_persoon",
    "vrije_robots",
    "wachtlijst",
]


def vrije_robots(van: date, tot: date, hulpmiddel: UUID = ROBOT) -> QuerySet[Robot]:
    """Working things of a kind, robots when not said, that nobody has and that need no maintenance in the whole period.

    What should be back but is not, is not free for a loan that would start now.
    """
    van_deze_robot = Uitlening.objects.filter(robot=OuterRef("pk"))
    bezet = Q(Exists(van_deze_robot.actief().in_periode(van, tot)))
    bezet |= Q(Exists(Onderhoud.objects.filter(robot=OuterRef("pk")).in_periode(van, tot)))
    if van <= timezone.localdate():
        bezet |= Q(Exists(van_deze_robot.te_laat()))
    return Robot.objects.filter(~bezet, status=Robot.Status.BESCHIKBAAR, hulpmiddel=hulpmiddel).order_by("naam")


def positie(wachtplaats: Wachtplaats) -> int:
    """The place in line for this kind of thing, 1 for who is next; 0 when this school no longer waits."""
    if not wachtplaats.is_open:
        return 0
    return (
        Wachtplaats.objects.open()
        .filter(hulpmiddel=wachtplaats.hulpmiddel_id)
        .filter(
            Q(aangemaakt_op__lt=wachtplaats.aangemaakt_op)
            | Q(aangemaakt_op=wachtplaats.aangemaakt_op, pk__lte=wachtplaats.pk)
        )
        .count()
    )


def wachtlijst() -> QuerySet[Wachtplaats]:
    """Who waits, per kind of thing and the first in line on top, with the school."""
    return (
        Wachtplaats.objects.open()
        .select_related("school", "hulpmiddel")
        .order_by("hulpmiddel__naam", *Wachtplaats.VOLGORDE)
    )


@dataclass(frozen=True)
class Bezetting:
    """One thing with its loans and its maintenance that touch a period, by date."""

    robot: Robot
    uitleningen: list[Uitlening] = field(default_factory=list)
    onderhoud: list[Onderhoud] = field(default_factory=list)

    @property
    def huidige(self) -> Uitlening | None:
        """The loan for which the robot is out of the house now."""
        return next((u for u in self.uitleningen if u.status == Uitlening.Status.UITGEREIKT), None)

    @property
    def volgende(self) -> list[Uitlening]:
        """The reservations and offers, the first one on top."""
        return [u for u in self.uitleningen if u.status != Uitlening.Status.UITGEREIKT]

    @property
    def nu_in_onderhoud(self) -> Onderhoud | None:
        vandaag = timezone.localdate()
        return next((rij for rij in self.onderhoud if rij.van <= vandaag <= rij.tot), None)


def bezetting(van: date, tot: date) -> list[Bezetting]:
    """Everything in service with its loans and maintenance in the period and whatever is overdue. Three queries."""
    loans = (
        Uitlening.objects.actief()
        .filter(Q(van__lte=tot, tot__gte=van) | Q(status=Uitlening.Status.UITGEREIKT))
        .select_related("school", "robot")
        .order_by("van")
    )
    in_dienst = Robot.objects.exclude(status=Robot.Status.UIT_DIENST).select_related("hulpmiddel__voorziening")
    rijen = {robot.pk: Bezetting(robot) for robot in in_dienst.order_by("hulpmiddel__naam", "naam")}
    for uitlening in loans:
        if uitlening.robot_id in rijen:
            rijen[uitlening.robot_id].uitleningen.append(uitlening)
    for onderhoud in Onderhoud.objects.in_periode(van, tot):
        if onderhoud.robot_id in rijen:
            rijen[onderhoud.robot_id].onderhoud.append(onderhoud)
    return list(rijen.values())


@dataclass(frozen=True)
class Stukje:
    """Some days of one month on which a thing is taken, as day numbers, and who or what has it."""

    van: int
    tot: int
    wie: str

    @property
    def dagen(self) -> str:
        """As people write it: 1-14, 20."""
        return str(self.van) if self.van == self.tot else f"{self.van}-{self.tot}"


@dataclass(frozen=True)
class Maand:
    """One month of one thing: the days on which it is taken."""

    begin: date
    bezet: tuple[Stukje, ...]

    @property
    def is_vrij(self) -> bool:
        return not self.bezet

    @property
    def is_vol(self) -> bool:
        """Whether it is taken on every day that is still to come: in the present month today and later."""
        eerste = max(self.begin, timezone.localdate()).day
        bezet = sum(max(0, stuk.tot - max(stuk.van, eerste) + 1) for stuk in self.bezet)
        return bezet == laatste_dag(self.begin).day - eerste + 1

    @property
    def dagen(self) -> str:
        return ", ".join(stuk.dagen for stuk in self.bezet)


def laatste_dag(maand: date) -> date:
    return maand + relativedelta(months=1) - timedelta(days=1)


def maanden(vanaf: date, aantal: int = 12) -> list[date]:
    """The first days of a row of months, starting with the month of `vanaf`."""
    eerste = vanaf.replace(day=1)
    return [eerste + relativedelta(months=n) for n in range(aantal)]


def maandstrook(rij: Bezetting, eerste_dagen: Sequence[date]) -> list[Maand]:
    """The months of one thing; what should be back but is not, is taken up to today. Costs no query."""
    return [Maand(begin, tuple(_in_maand(rij, begin))) for begin in eerste_dagen]


def _in_maand(rij: Bezetting, begin: date) -> Iterator[Stukje]:
    eind, vandaag = laatste_dag(begin), timezone.localdate()
    loans = [(u.van, vandaag if u.is_te_laat else u.tot, u.school.naam) for u in rij.uitleningen]
    dicht = [(rij.van, rij.tot, "onderhoud") for rij in rij.onderhoud]
    for eerste, laatste, wie in sorted(loans + dicht):
        van, tot = max(eerste, begin), min(laatste, eind)
        if van <= tot:
            yield Stukje(van.day, tot.day, wie)
