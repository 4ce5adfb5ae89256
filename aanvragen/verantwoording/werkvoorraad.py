"""The piles of verantwoordingen of the bureau."""

from datetime import date
from typing import Any

from django.db.models import Q

from aanvragen.models import Verantwoordingstatus
from aanvragen.models.verantwoording import BIJ_DE_SCHOOL, OPEN
from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd, met_status, van_mij


def te_laat(user: Any, vandaag: date) -> Q:
    """Not sent while the last day is over."""
    return Q(status__in=BIJ_DE_SCHOOL, uiterlijk__lt=vandaag)


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=OPEN),
    stapels=(
        Stapel("beoordelen", "Te beoordelen", met_status(Verantwoordingstatus.INGEDIEND)),
        Stapel("mijn", "Mijn werk", van_mij),
        Stapel("vraag", "Wacht op antwoord", met_status(Verantwoordingstatus.AANVULLING_GEVRAAGD)),
        Stapel("school", "Nog bij school of bestuur", met_status(*BIJ_DE_SCHOOL)),
        Stapel("laat", "Te laat", te_laat),
        Stapel("open", "Alles wat open is", altijd),
    ),
)
