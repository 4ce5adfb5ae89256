"""The piles of work of the bureau: which aanvragen lie where, and how many."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import OPEN_BIJ_BUREAU

BIJ_BUREAU = Q(status__in=[Status.INGEDIEND, Status.IN_BEHANDELING])
BIJ_SCHOOL = Q(status__in=[Status.AANVULLING_GEVRAAGD, Status.FEEDBACK_GEGEVEN])
OPEN = Q(status__in=OPEN_BIJ_BUREAU)


@dataclass(frozen=True)
class Stapel:
    """One pile: its word in the address, its name on screen, and which aanvragen lie on it."""

    code: str
    naam: str
    waar: Callable[[Any, date], Q]


def _deze_week(vandaag: date) -> Q:
    zondag = vandaag + timedelta(days=6 - vandaag.weekday())
    return OPEN & Q(beslisdatum__gte=vandaag, beslisdatum__lte=zondag)


STAPELS = (
    Stapel("mijn", "Mijn werk", lambda user, vandaag: OPEN & Q(behandelaar=user)),
    Stapel("vrij", "Nog van niemand", lambda user, vandaag: OPEN & Q(behandelaar__isnull=True)),
    Stapel("school", "Wacht op de school", lambda user, vandaag: BIJ_SCHOOL),
    Stapel("week", "Besluit deze week", lambda user, vandaag: _deze_week(vandaag)),
    Stapel("laat", "Te laat", lambda user, vandaag: OPEN & Q(beslisdatum__lt=vandaag)),
    Stapel("ondertekening", "Bij de directeur-bestuurder", lambda user, vandaag: Q(status=Status.TER_ONDERTEKENING)),
    Stapel("open", "Alles wat open is", lambda user, vandaag: OPEN),
)


def stapel(code: str | None, aanvragen: "QuerySet[Aanvraag]", user: Any) -> "QuerySet[Aanvraag]":
    """The aanvragen on one pile; with another word all of them."""
    gekozen = next((stapel for stapel in STAPELS if stapel.code == code), None)
    return aanvragen.filter(gekozen.waar(user, timezone.localdate())) if gekozen else aanvragen


def tellingen(aanvragen: "QuerySet[Aanvraag]", user: Any) -> dict[str, int]:
    """How many lie on each pile: one query over the open aanvragen only."""
    vandaag = timezone.localdate()
    return aanvragen.filter(OPEN).aggregate(
        **{rij.code: Count("pk", filter=rij.waar(user, vandaag)) for rij in STAPELS}
    )
