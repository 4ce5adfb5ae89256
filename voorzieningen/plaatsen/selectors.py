"""Reads on places that more than one caller needs. Periods are inclusive: `tot` is the last day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import DateField, F, Func, Model, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from swv.kern.workflow import Handeling
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


def aan_te_bieden(voorziening_id: int) -> Plaatsing | None:
    """The first in line for whom a place is free: from the day that was asked, or from a day that is near."""
    binnenkort = Q(vrij__lte=F("begin")) | Q(vrij__lte=timezone.localdate() + VOORUIT)
    return wachtrij(voorziening_id).filter(binnenkort, vrij__isnull=False).first()


def voor_in_de_rij(plaatsing: Plaatsing) -> PlaatsingQuerySet:
    """Who waits for the same facility and comes before this one."""
    eerder = Q(aangevraagd_op__lt=plaatsing.aangevraagd_op) | Q(
        aangevraagd_op=plaatsing.aangevraagd_op, pk__lt=plaatsing.pk
    )
    if plaatsing.heeft_voorrang:
        eerder &= Q(heeft_voorrang=True)
    else:
        eerder |= Q(heeft_voorrang=True)
    return Plaatsing.objects.wachtend().filter(eerder, voorziening=plaatsing.voorziening_id).exclude(pk=plaatsing.pk)


def overgeslagen(plaatsing: Plaatsing, van: date, tot: date) -> int:
    """How many who wait for a place in this period would be passed over by an offer to this one."""
    vandaag = timezone.localdate()
    return (
        voor_in_de_rij(plaatsing)
        .filter(Q(wacht_tot__isnull=True) | Q(wacht_tot__lte=vandaag), gevraagd_van__lte=tot, gevraagd_tot__gte=van)
        .count()
    )


def plaats_in_de_rij(plaatsing: Plaatsing) -> int:
    """1 for who is next; 0 for who does not wait. One query."""
    if plaatsing.status != Plaatsing.Status.WACHTLIJST:
        return 0
    return voor_in_de_rij(plaatsing).count() + 1


# --- For a dossier above -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Plaatskaart:
    """What the page of a dossier shows of its place: see `templates/voorzieningen/_plaats.html`."""

    plaatsing: Plaatsing
    in_de_rij: int
    handelingen: Sequence[Handeling]


def plaats_van(bron: Model) -> Plaatsing | None:
    """The place that this dossier asked for, the newest when it asked more often. One query."""
    return Plaatsing.objects.van(bron).select_related("voorziening", "school").first()


def plaatskaart(bron: Model, user: Any) -> Plaatskaart | None:
    """The place of this dossier with the acts that this person can do; None when it has no place or this person may
    not see it. At most two queries."""
    from voorzieningen.plaatsen.workflow import workflow  # the acts themselves read here

    plaatsing = Plaatsing.objects.for_user(user).van(bron).select_related("voorziening", "school").first()
    if plaatsing is None:
        return None
    return Plaatskaart(plaatsing, plaats_in_de_rij(plaatsing), workflow.available(plaatsing, user))


# --- Facilities with places ----------------------------------------------------------------------------------


def met_plaatsen() -> "QuerySet[Voorziening]":
    """Facilities of which somebody keeps the places, or that somebody asked a place in."""
    pks: Iterable[Any] = Capaciteit.objects.values("voorziening").union(Plaatsing.objects.values("voorziening"))
    return Voorziening.objects.filter(pk__in=pks).defer("zoektekst", "zoekvector")
