"""The piles of work of the bureau on the school change."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd, met_status
from voorzieningen.models import Schoolwissel, Wisselregel

Status = Schoolwissel.Status


def zonder_antwoord(user: Any, vandaag: date) -> Q:
    """The last day to answer is over."""
    return Q(status=Status.VOORGESTELD, antwoord_uiterlijk__lt=vandaag)


def geweigerd(user: Any, vandaag: date) -> Q:
    """Seeks a place, after a school did not take the pupil or the bureau excluded one."""
    niet = Wisselregel.objects.filter(wissel=OuterRef("pk"), soort=Wisselregel.Soort.NIET)
    return Q(Exists(niet), status=Status.AANGEMELD)


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=[Status.AANGEMELD, Status.VOORGESTELD, Status.GEPLAATST]),
    stapels=(
        Stapel("antwoord", "Geen antwoord van een school", zonder_antwoord),
        Stapel("geweigerd", "Zoekt, met een school uitgesloten", geweigerd),
        Stapel("zoekt", "Zoekt een plaats", met_status(Status.AANGEMELD)),
        Stapel("voorgesteld", "Voorgesteld", met_status(Status.VOORGESTELD)),
        Stapel("geplaatst", "Heeft een plaats", met_status(Status.GEPLAATST)),
        Stapel("open", "Alles", altijd),
    ),
)
