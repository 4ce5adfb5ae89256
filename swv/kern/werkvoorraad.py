"""The piles of work of the bureau: which dossiers lie where, and how many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone

D = TypeVar("D", bound=Model)
Waar = Callable[[Any, date], Q]


@dataclass(frozen=True)
class Stapel:
    """One pile: its word in the address, its name on screen, and which dossiers lie on it for this person today."""

    code: str
    naam: str
    waar: Waar


@dataclass(frozen=True)
class Werkvoorraad:
    """The piles over one kind of dossier. Every pile lies within `binnen`: what is still open."""

    binnen: Q
    stapels: tuple[Stapel, ...]

    def stapel(self, code: str | None, dossiers: "QuerySet[D]", user: Any) -> "QuerySet[D]":
        """The dossiers on one pile; with another word all of them."""
        gekozen = next((stapel for stapel in self.stapels if stapel.code == code), None)
        return dossiers.filter(self.binnen & gekozen.waar(user, timezone.localdate())) if gekozen else dossiers

    def tellingen(self, dossiers: "QuerySet[D]", user: Any) -> dict[str, int]:
        """How many lie on each pile: one query over the open dossiers only."""
        vandaag = timezone.localdate()
        return dossiers.filter(self.binnen).aggregate(
            **{rij.code: Count("pk", filter=rij.waar(user, vandaag)) for rij in self.stapels}
        )


def altijd(user: Any, vandaag: date) -> Q:
    """Everything that is open."""
    return ~Q(pk__in=[])


def van_mij(user: Any, vandaag: date) -> Q:
    return Q(behandelaar=user)


def van_niemand(user: Any, vandaag: date) -> Q:
    return Q(behandelaar__isnull=True)


def met_status(*statussen: str) -> Waar:
    """The pile of these states, the same for everybody."""
    return lambda user, vandaag: Q(status__in=statussen)


def deze_week(user: Any, vandaag: date) -> Q:
    """The decision is due from today until Sunday."""
    zondag = vandaag + timedelta(days=6 - vandaag.weekday())
    return Q(beslisdatum__gte=vandaag, beslisdatum__lte=zondag)


def te_laat(user: Any, vandaag: date) -> Q:
    return Q(beslisdatum__lt=vandaag)
