"""Reads on the stock of robots that more than one caller needs. Periods are inclusive: `tot` is the last day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from voorzieningen.activiteiten.aanwezigheid import (
    Aanwezigheidsstand,
    aanwezigheid_van_school,
    dagen_gehouden,
    van_persoon,
)
from voorzieningen.models import Robot, Uitlening, Wachtplaats
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


def vrije_robots(van: date, tot: date) -> QuerySet[Robot]:
    """Working robots that nobody has during the whole period.

    A robot that should be back but is not, is not free for a loan that would start now.
    """
    van_deze_robot = Uitlening.objects.filter(robot=OuterRef("pk"))
    bezet = Q(Exists(van_deze_robot.actief().in_periode(van, tot)))
    if van <= timezone.localdate():
        bezet |= Q(Exists(van_deze_robot.te_laat()))
    return Robot.objects.filter(~bezet, status=Robot.Status.BESCHIKBAAR).order_by("naam")


def positie(wachtplaats: Wachtplaats) -> int:
    """The place in line, 1 for who is next; 0 when this school no longer waits."""
    if not wachtplaats.is_open:
        return 0
    return (
        Wachtplaats.objects.open()
        .filter(
            Q(aangemaakt_op__lt=wachtplaats.aangemaakt_op)
            | Q(aangemaakt_op=wachtplaats.aangemaakt_op, pk__lte=wachtplaats.pk)
        )
        .count()
    )


def wachtlijst() -> QuerySet[Wachtplaats]:
    """Who waits, the first in line on top, with the school."""
    return Wachtplaats.objects.open().select_related("school")


@dataclass(frozen=True)
class Bezetting:
    """One robot with its loans that touch a period, by date."""

    robot: Robot
    uitleningen: list[Uitlening] = field(default_factory=list)

    @property
    def huidige(self) -> Uitlening | None:
        """The loan for which the robot is out of the house now."""
        return next((u for u in self.uitleningen if u.status == Uitlening.Status.UITGEREIKT), None)

    @property
    def volgende(self) -> list[Uitlening]:
        """The reservations, the first one on top."""
        return [u for u in self.uitleningen if u.status == Uitlening.Status.GERESERVEERD]


def bezetting(van: date, tot: date) -> list[Bezetting]:
    """Every robot in service with its loans in the period and whatever is overdue. Two queries."""
    loans = (
        Uitlening.objects.actief()
        .filter(Q(van__lte=tot, tot__gte=van) | Q(status=Uitlening.Status.UITGEREIKT))
        .select_related("school", "robot")
        .order_by("van")
    )
    rijen = {
        robot.pk: Bezetting(robot) for robot in Robot.objects.exclude(status=Robot.Status.UIT_DIENST).order_by("naam")
    }
    for uitlening in loans:
        if uitlening.robot_id in rijen:
            rijen[uitlening.robot_id].uitleningen.append(uitlening)
    return list(rijen.values())


@dataclass(frozen=True)
class Maand:
    """One month of one robot: the days on which it is taken, as ranges of day numbers."""

    begin: date
    bezet: tuple[tuple[int, int], ...]

    @property
    def is_vrij(self) -> bool:
        return not self.bezet

    @property
    def is_vol(self) -> bool:
        return sum(tot - van + 1 for van, tot in self.bezet) == (laatste_dag(self.begin) - self.begin).days + 1

    @property
    def dagen(self) -> str:
        """The taken days as people write them: 1-14, 20."""
        return ", ".join(str(van) if van == tot else f"{van}-{tot}" for van, tot in self.bezet)


def laatste_dag(maand: date) -> date:
    return maand + relativedelta(months=1) - timedelta(days=1)


def maanden(vanaf: date, aantal: int = 12) -> list[date]:
    """The first days of a row of months, starting with the month of `vanaf`."""
    eerste = vanaf.replace(day=1)
    return [eerste + relativedelta(months=n) for n in range(aantal)]


def maandstrook(rij: Bezetting, eerste_dagen: Sequence[date]) -> list[Maand]:
    """The months of one robot; what should be back but is not, is taken up to today. Costs no query."""
    return [Maand(begin, tuple(_in_maand(rij.uitleningen, begin))) for begin in eerste_dagen]


def _in_maand(uitleningen: Sequence[Uitlening], begin: date) -> Iterator[tuple[int, int]]:
    eind, vandaag = laatste_dag(begin), timezone.localdate()
    for uitlening in uitleningen:
        weg_tot = vandaag if uitlening.is_te_laat else uitlening.tot
        van, tot = max(uitlening.van, begin), min(weg_tot, eind)
        if van <= tot:
            yield van.day, tot.day
