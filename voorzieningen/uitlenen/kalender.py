"""The stock by month: who has what for the bureau, and how many are free for a school, which learns no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from swv.organisaties.models import Gebruiker
from voorzieningen.models import Hulpmiddel, Robot, Uitlening, Wachtplaats
from voorzieningen.selectors import Bezetting, Maand, bezetting, laatste_dag, maanden, maandstrook, wachtlijst

LANG_GENOEG = timedelta(days=28)
"""A shorter gap between two loans is not worth a request."""


@dataclass(frozen=True)
class Kalender:
    """Everything in service with its months. Three queries."""

    maanden: Sequence[date]
    rijen: Sequence[tuple[Bezetting, Sequence[Maand]]]


def kalender(vandaag: date) -> Kalender:
    """The coming twelve months."""
    eerste_dagen = maanden(vandaag)
    rijen = bezetting(vandaag, laatste_dag(eerste_dagen[-1]))
    return Kalender(eerste_dagen, [(rij, maandstrook(rij, eerste_dagen)) for rij in rijen])


@dataclass(frozen=True)
class Vrijmaand:
    """How many things of a kind are free in the whole month, and how many in a part of it."""

    begin: date
    soort: str
    heel: int
    deels: int

    @property
    def in_woorden(self) -> str:
        if self.heel:
            return f"{self.heel} vrij"
        return "deels vrij" if self.deels else "alles bezet"


@dataclass(frozen=True)
class Vrij:
    """When something of a kind is free. `vanaf` is the first day of four free weeks; None when there are none."""

    hulpmiddel: Hulpmiddel
    aantal: int
    vanaf: date | None
    maanden: Sequence[Vrijmaand]


def vrij(vandaag: date) -> list[Vrij]:
    """Per kind of thing; what is broken does not count. Three queries."""
    overzicht = kalender(vandaag)
    werkend = [(rij, strook) for rij, strook in overzicht.rijen if rij.robot.status == Robot.Status.BESCHIKBAAR]
    soorten = dict.fromkeys(rij.robot.hulpmiddel for rij, _ in werkend)
    return [
        _van_soort(soort, [paar for paar in werkend if paar[0].robot.hulpmiddel == soort], overzicht.maanden, vandaag)
        for soort in soorten
    ]


def per_maand(soorten: Sequence[Vrij]) -> list[tuple[date, tuple[Vrijmaand, ...]]]:
    """The same as rows: each month with what is free of every kind."""
    rijen = zip(*(soort.maanden for soort in soorten), strict=True)
    return [(rij[0].begin, rij) for rij in rijen]


def _van_soort(
    soort: Hulpmiddel, rijen: Sequence[tuple[Bezetting, Sequence[Maand]]], eerste_dagen: Sequence[date], vandaag: date
) -> Vrij:
    per_maand = zip(eerste_dagen, zip(*(strook for _, strook in rijen), strict=True), strict=True)
    eind = laatste_dag(eerste_dagen[-1])
    dagen = [dag for rij, _ in rijen if (dag := _vrij_vanaf(rij, vandaag, eind)) is not None]
    return Vrij(
        hulpmiddel=soort,
        aantal=len(rijen),
        vanaf=min(dagen, default=None),
        maanden=[
            Vrijmaand(
                begin,
                soort.meervoud,
                heel=sum(maand.is_vrij for maand in stukken),
                deels=sum(not maand.is_vrij and not maand.is_vol for maand in stukken),
            )
            for begin, stukken in per_maand
        ],
    )


def _vrij_vanaf(rij: Bezetting, vandaag: date, eind: date) -> date | None:
    """The first day from which this thing is free long enough. Nobody knows when what is late comes back: the day after
    today at the earliest."""
    dag = vandaag
    bezet = [(u.van, vandaag if u.is_te_laat else u.tot) for u in rij.uitleningen]
    for van, tot in sorted(bezet + [(periode.van, periode.tot) for periode in rij.onderhoud]):
        if van - dag >= LANG_GENOEG:
            return dag
        dag = max(dag, tot + timedelta(days=1))
    return dag if eind - dag >= LANG_GENOEG else None


@dataclass(frozen=True)
class Wachtregel:
    wachtplaats: Wachtplaats
    positie: int


def eigen_leningen(gebruiker: Gebruiker) -> list[Uitlening]:
    """What the schools of this person borrow or are offered. One query."""
    eigen = Uitlening.objects.filter(school_id__in=gebruiker.school_ids).actief()
    return list(eigen.select_related("robot__hulpmiddel", "school").order_by("van"))


def wachtregels() -> list[Wachtregel]:
    """Who waits, with the place in line for that kind of thing. One query."""
    stand: dict[object, int] = {}
    regels = []
    for plaats in wachtlijst():
        stand[plaats.hulpmiddel_id] = stand.get(plaats.hulpmiddel_id, 0) + 1
        regels.append(Wachtregel(plaats, stand[plaats.hulpmiddel_id]))
    return regels
