"""The piles of work of the bureau on profiles that were published. Schools without one stand in the overview."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd
from voorzieningen.models import Profielstatus


def te_oud(user: Any, vandaag: date) -> Q:
    """Over the day until which it counts."""
    return Q(geldig_tot__lte=vandaag)


def bijna_te_oud(user: Any, vandaag: date) -> Q:
    return Q(geldig_tot__gt=vandaag, geldig_tot__lte=vandaag + relativedelta(months=3))


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status=Profielstatus.GEPUBLICEERD),
    stapels=(
        Stapel("oud", "Ouder dan twee jaar", te_oud),
        Stapel("bijna", "Verloopt binnen drie maanden", bijna_te_oud),
        Stapel("alle", "Alles wat is gepubliceerd", altijd),
    ),
)
CHECKLISTS = Werkvoorraad(binnen=Q(status="vastgesteld"), stapels=(Stapel("alle", "Alles wat is vastgesteld", altijd),))
