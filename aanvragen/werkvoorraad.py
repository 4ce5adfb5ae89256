"""The piles of work of the bureau."""

from django.db.models import Q

from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import OPEN_BIJ_BUREAU
from swv.invullen.gesprekken import met_nieuw_bericht
from swv.kern.werkvoorraad import (
    Stapel,
    Werkvoorraad,
    altijd,
    deze_week,
    met_status,
    te_laat,
    van_mij,
    van_niemand,
)

WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=OPEN_BIJ_BUREAU),
    stapels=(
        Stapel("mijn", "Mijn werk", van_mij),
        Stapel("vrij", "Nog van niemand", van_niemand),
        Stapel("bericht", "Nieuw bericht", met_nieuw_bericht(Aanvraag)),
        Stapel("school", "Wacht op de school", met_status(Status.AANVULLING_GEVRAAGD, Status.FEEDBACK_GEGEVEN)),
        Stapel("verwezen", "Doorverwezen", met_status(Status.DOORVERWEZEN)),
        Stapel("week", "Besluit deze week", deze_week),
        Stapel("laat", "Te laat", te_laat),
        Stapel("ondertekening", "Bij de directeur-bestuurder", met_status(Status.TER_ONDERTEKENING)),
        Stapel("open", "Alles wat open is", altijd),
    ),
)
