"""The piles of work of the bureau on requests for a TLV."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

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
from toelating.models import Agendapunt, Ingebrekestelling, Status, Tlvaanvraag
from toelating.models.aanvraag import OPEN_BIJ_BUREAU

IN_GEBREKE = Exists(Ingebrekestelling.objects.open().filter(aanvraag=OuterRef("pk"), bezwaar__isnull=True))
OP_AGENDA = Exists(Agendapunt.objects.filter(aanvraag=OuterRef("pk"), uitkomst=Agendapunt.Uitkomst.OPEN))


def klaar_voor_agenda(user: Any, vandaag: date) -> Q:
    """Before the committee, and on no agenda yet."""
    return Q(~OP_AGENDA, status=Status.BIJ_TAC)


def op_agenda(user: Any, vandaag: date) -> Q:
    return Q(OP_AGENDA, status=Status.BIJ_TAC)


def in_gebreke(user: Any, vandaag: date) -> Q:
    """The applicant sent a notice of default that is not settled yet."""
    return Q(IN_GEBREKE)


WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=OPEN_BIJ_BUREAU),
    stapels=(
        Stapel("mijn", "Mijn werk", van_mij),
        Stapel("vrij", "Nog van niemand", van_niemand),
        Stapel("bericht", "Nieuw bericht", met_nieuw_bericht(Tlvaanvraag)),
        Stapel("toets", "Kijken of alles er is", met_status(Status.INGEDIEND, Status.VOLLEDIGHEIDSTOETS)),
        Stapel("school", "Wacht op de school", met_status(Status.AANVULLING_GEVRAAGD)),
        Stapel("deskundigen", "Bij de deskundigen", met_status(Status.BIJ_DESKUNDIGEN)),
        Stapel("agenderen", "Klaar voor een agenda", klaar_voor_agenda),
        Stapel("agenda", "Op een agenda", op_agenda),
        Stapel("advies", "Advies is klaar", met_status(Status.ADVIES_GEREED)),
        Stapel("zienswijze", "Wacht op een zienswijze", met_status(Status.ZIENSWIJZE)),
        Stapel("ondertekening", "Ter ondertekening", met_status(Status.TER_ONDERTEKENING)),
        Stapel("week", "Besluit deze week", deze_week),
        Stapel("laat", "Te laat", te_laat),
        Stapel("ingebrekestelling", "Ingebrekestelling", in_gebreke),
        Stapel("open", "Alles wat open is", altijd),
    ),
)
