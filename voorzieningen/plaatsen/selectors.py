"""Reads on places that more than one caller needs. Periods are inclusive: `tot` is the last day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value, Window
from django.db.models.functions import Greatest, Lower, RowNumber
from django.utils import timezone

from swv.termijnen.rekenen import werkdagen_na
from swv.termijnen.selectors import extra_feestdagen
from voorzieningen.models import Capaciteit, Plaatsing, Voorziening
from voorzieningen.models.capaciteit import WERKDAGEN
from voorzieningen.models.plaatsen import PlaatsingQuerySet

VOORUIT = timedelta(weeks=8)
"""A place that comes free later than a school asked is offered at most so long before: who waits may get an earlier
one meanwhile."""


@dataclass(frozen=True)
class Stuk:
    """Some days of a facility on which nothing changes. `plaatsen` is None without limit, and when it is not known."""

    van: date
    tot: date
    bezet: int
    plaatsen: int | None
    is_bekend: bool

    @property
    def vrij(self) -> int | None:
        """How many places are free; None when there is no limit or nobody knows it."""
        return None if self.plaatsen is None else max(0, self.plaatsen - self.bezet)

    @property
    def is_vol(self) -> bool:
        return self.vrij == 0


def stukken(voorziening_id: int, van: date, tot: date) -> list[Stuk]:
    """The period in pieces, in order. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM voorzieningen_stukken(%s, %s, %s)", [voorziening_id, van, tot])
        return [Stuk(*rij) for rij in cursor.fetchall()]


def vol_stuk(voorziening_id: int, van: date, tot: date) -> Stuk | None:
    """The first days of the period on which every place is taken. Where the number is not known none is."""
    return next((stuk for stuk in stukken(voorziening_id, van, tot) if stuk.is_vol), None)


def vrij_vanaf(voorziening_id: int, van: date, tot: date) -> date | None:
    """The first day from which a place is known to be free up to and including `tot`; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT voorzieningen_vrij_vanaf(%s, %s, %s)", [voorziening_id, van, tot])
        gevonden: date | None = cursor.fetchone()[0]
        return gevonden


def antwoorddag(voorziening_id: int, vandaag: date) -> date:
    """The last day to answer an offer of today, in working days as the facility says."""
    eigen = Capaciteit.objects.filter(voorziening=voorziening_id, van__lte=vandaag, tot__gte=vandaag)
    werkdagen = eigen.values_list("antwoord_werkdagen", flat=True).first() or WERKDAGEN
    return werkdagen_na(vandaag, werkdagen, extra=extra_feestdagen())


# --- The waiting list --------------------------------------------------------------------------------------


def wachtrij(voorziening_id: int) -> PlaatsingQuerySet:
    """Who waits and may be offered a place now, first in line on top, with the day from which one is free (`vrij`)."""
    vandaag = timezone.localdate()
    begin = Greatest(F("gevraagd_van"), Value(vandaag, output_field=DateField()))
    vrij = Func(
        F("voorziening_id"), begin, F("gevraagd_tot"), function="voorzieningen_vrij_vanaf", output_field=DateField()
    )
    mag_nu = Q(wacht_tot__isnull=True) | Q(wacht_tot__lte=vandaag)
    return Plaatsing.objects.wachtend().filter(mag_nu, voorziening=voorziening_id).annotate(begin=begin, vrij=vrij)


@dataclass(frozen=True)
class Beurt:
    """Who is next, and the day from which a place is free; `is_zoals_gevraagd` when nothing of the period is lost."""

    plaatsing: Plaatsing
    van: date
    is_zoals_gevraagd: bool


def aan_de_beurt(voorziening_id: int) -> Beurt | None:
    """The first in line for whom a place is free: from the day that was asked, or from a day that is near."""
    binnenkort = Q(vrij__lte=F("begin")) | Q(vrij__lte=timezone.localdate() + VOORUIT)
    eerste: Any = wachtrij(voorziening_id).filter(binnenkort, vrij__isnull=False).first()
    return Beurt(eerste, eerste.vrij, eerste.vrij == eerste.begin) if eerste else None


def overgeslagen(plaatsing: Plaatsing, van: date, tot: date) -> int:
    """How many who wait for a place in this period would be passed over by an offer to this one."""
    eerder = takewhile(lambda ander: ander.pk != plaatsing.pk, wachtrij(plaatsing.voorziening_id))
    return sum(1 for ander in eerder if ander.gevraagd_van <= tot and ander.gevraagd_tot >= van)


def rijnummers(voorziening_ids: Iterable[int]) -> dict[UUID, int]:
    """For everybody who waits for these facilities the place in line, 1 for who is next. One query."""
    nummer = Window(RowNumber(), partition_by="voorziening_id", order_by=Plaatsing.VOLGORDE)
    wachtend = Plaatsing.objects.filter(status=Plaatsing.Status.WACHTLIJST, voorziening__in=set(voorziening_ids))
    return dict(wachtend.annotate(nummer=nummer).values_list("pk", "nummer"))


def plaats_in_de_rij(plaatsing: Plaatsing) -> int:
    """1 for who is next; 0, without a query, for who does not wait."""
    if plaatsing.status != Plaatsing.Status.WACHTLIJST:
        return 0
    return rijnummers([plaatsing.voorziening_id]).get(plaatsing.pk, 0)


# --- All facilities --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stand:
    """How a facility stands today. `capaciteit` is None when nobody filled in how many places there are."""

    voorziening: Voorziening
    capaciteit: Capaciteit | None
    bezet: int
    wachtend: int
    zonder_antwoord: int
    zonder_effect: int

    @property
    def vrij(self) -> int | None:
        """None without limit, and when nobody knows the number."""
        if self.capaciteit is None or self.capaciteit.aantal is None:
            return None
        return max(0, self.capaciteit.aantal - self.bezet)


def standen(vandaag: date) -> list[Stand]:
    """Every facility of which somebody keeps the places or that somebody asked a place in, by name. Two queries."""
    nu = Q(plaatsingen__van__lte=vandaag, plaatsingen__tot__gte=vandaag)
    aangeboden, geplaatst = Q(plaatsingen__status="aangeboden"), Q(plaatsingen__status="geplaatst")
    tellingen = {
        "bezet": nu & Q(plaatsingen__status__in=Plaatsing.Status.bezet()),
        "wachtend": Q(plaatsingen__status="wachtlijst"),
        "zonder_antwoord": aangeboden & Q(plaatsingen__antwoord_uiterlijk__lt=vandaag),
        "zonder_effect": geplaatst & Q(plaatsingen__tot__lt=vandaag),
    }
    rijen = (
        Voorziening.objects.filter(Exists(_van_deze(Capaciteit)) | Exists(_van_deze(Plaatsing)))
        .defer("zoektekst", "zoekvector")
        .annotate(**{naam: Count("plaatsingen", filter=waar) for naam, waar in tellingen.items()})
        .order_by(Lower("naam"))
    )
    capaciteiten = {rij.voorziening_id: rij for rij in Capaciteit.objects.filter(van__lte=vandaag, tot__gte=vandaag)}
    return [Stand(rij, capaciteiten.get(rij.pk), **{naam: getattr(rij, naam) for naam in tellingen}) for rij in rijen]


def _van_deze(model: type[Capaciteit] | type[Plaatsing]) -> "QuerySet[Any]":
    return model._default_manager.filter(voorziening=OuterRef("pk"))


@dataclass(frozen=True)
class Openbaar:
    """What everybody may know of the places of a facility today."""

    is_vol: bool
    plaatsen: int | None
    wachtend: int


def stand_van(voorziening: Voorziening, vandaag: date) -> Openbaar | None:
    """For the public page; None when nobody keeps the places of this facility. At most two queries."""
    [stuk] = stukken(voorziening.pk, vandaag, vandaag)
    if not stuk.is_bekend:
        return None
    return Openbaar(stuk.is_vol, stuk.plaatsen, Plaatsing.objects.wachtend().filter(voorziening=voorziening).count())
