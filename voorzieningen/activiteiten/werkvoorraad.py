"""The piles of work of the bureau on activities."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd, met_status
from voorzieningen.models import Activiteitstatus as Status
from voorzieningen.models import Inschrijving

LOPEND = (Status.OPEN, Status.GESLOTEN)


def af_te_ronden(user: Any, vandaag: date) -> Q:
    """Over, while it is not yet said that the presence lists are right."""
    return Q(status__in=LOPEND, eindigt__lte=timezone.now())


def komend(user: Any, vandaag: date) -> Q:
    return Q(status__in=LOPEND, eindigt__gt=timezone.now())


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=[Status.CONCEPT, *LOPEND]),
    stapels=(
        Stapel("afronden", "Geweest, nog af te ronden", af_te_ronden),
        Stapel("komend", "Komend", komend),
        Stapel("concept", "Concept", met_status(Status.CONCEPT)),
        Stapel("open", "Alles wat loopt", altijd),
    ),
)
INSCHRIJVINGEN = Werkvoorraad(
    binnen=Q(status__in=[Inschrijving.Status.WACHTLIJST, Inschrijving.Status.INGESCHREVEN]),
    stapels=(
        Stapel("wachtlijst", "Op een wachtlijst", met_status(Inschrijving.Status.WACHTLIJST)),
        Stapel("ingeschreven", "Ingeschreven", met_status(Inschrijving.Status.INGESCHREVEN)),
    ),
)
