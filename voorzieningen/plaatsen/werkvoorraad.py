"""The piles of work of the bureau on places."""

from datetime import date
from typing import Any

from django.db.models import Q

from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd, met_status
from voorzieningen.models import Plaatsingstatus as Status


def zonder_antwoord(user: Any, vandaag: date) -> Q:
    """The last day to answer is over."""
    return Q(status=Status.AANGEBODEN, antwoord_uiterlijk__lt=vandaag)


def zonder_effect(user: Any, vandaag: date) -> Q:
    """The last day is over, and nobody said what the place brought."""
    return Q(status=Status.GEPLAATST, tot__lt=vandaag)


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=[Status.WACHTLIJST, Status.AANGEBODEN, Status.GEPLAATST]),
    stapels=(
        Stapel("antwoord", "Geen antwoord op een aanbod", zonder_antwoord),
        Stapel("wachtlijst", "Op een wachtlijst", met_status(Status.WACHTLIJST)),
        Stapel("aangeboden", "Aangeboden", met_status(Status.AANGEBODEN)),
        Stapel("geplaatst", "Geplaatst", met_status(Status.GEPLAATST)),
        Stapel("effect", "Voorbij, zonder effect", zonder_effect),
        Stapel("open", "Alles wat loopt", altijd),
    ),
)
