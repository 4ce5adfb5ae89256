"""The piles of work of the bureau on aanmeldingen and thuiszitters."""

from datetime import date
from typing import Any

from django.db.models import Q

from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd, deze_week, met_status
from toelating.models import Aanmeldingstatus, Stap, Thuiszitterstatus
from toelating.models.aanmelding import MET_ZORGPLICHT
from toelating.models.thuiszitter import LOPEND


def zonder_besluit(user: Any, vandaag: date) -> Q:
    """The last day to decide is over."""
    return Q(status=Aanmeldingstatus.ONDERZOEK, beslisdatum__lt=vandaag)


def besluit_deze_week(user: Any, vandaag: date) -> Q:
    return Q(status=Aanmeldingstatus.ONDERZOEK) & deze_week(user, vandaag)


def tijdelijk_plaatsen(user: Any, vandaag: date) -> Q:
    """Ten weeks without a decision, and the pupil is enrolled nowhere."""
    zonder = Q(is_ingeschreven=False, tijdelijk_geplaatst_op__isnull=True, tien_weken_op__lt=vandaag)
    return Q(status=Aanmeldingstatus.ONDERZOEK) & zonder


AANMELDINGEN = Werkvoorraad(
    binnen=Q(status__in=MET_ZORGPLICHT),
    stapels=(
        Stapel("laat", "Te laat, zonder besluit", zonder_besluit),
        Stapel("tijdelijk", "Recht op een tijdelijke plaats", tijdelijk_plaatsen),
        Stapel("week", "Besluit deze week", besluit_deze_week),
        Stapel("aanbod", "Wacht op plaatsing elders", met_status(Aanmeldingstatus.AANBOD)),
        Stapel("open", "Alles wat loopt", altijd),
    ),
)


def te_lang(user: Any, vandaag: date) -> Q:
    """At home for as long as nobody should be."""
    return Q(directeur_op__lte=vandaag)


def bij_bureau(user: Any, vandaag: date) -> Q:
    """Long enough for the bureau to come in, and not at the directeur-bestuurder yet."""
    return Q(status=Thuiszitterstatus.OPEN, bureau_op__lte=vandaag)


def _met_stap(**waar: Any) -> Q:
    return Q(pk__in=Stap.objects.filter(afgesloten_op__isnull=True, **waar).values("thuiszitter"))


def bureau_aan_zet(user: Any, vandaag: date) -> Q:
    return _met_stap(aan_zet=Stap.AanZet.BUREAU)


def stap_te_laat(user: Any, vandaag: date) -> Q:
    return _met_stap(uiterlijk__lt=vandaag)


def zonder_plan(user: Any, vandaag: date) -> Q:
    """Nobody is at bat."""
    return ~_met_stap()


THUISZITTERS = Werkvoorraad(
    binnen=Q(status__in=LOPEND),
    stapels=(
        Stapel("te_lang", "Langer dan de grens", te_lang),
        Stapel("directeur", "Bij de directeur-bestuurder", met_status(Thuiszitterstatus.ESCALATIE)),
        Stapel("aangewezen", "School aangewezen", met_status(Thuiszitterstatus.AANGEWEZEN)),
        Stapel("bureau", "Naar het bureau gekomen", bij_bureau),
        Stapel("aan_zet", "Het bureau is aan zet", bureau_aan_zet),
        Stapel("stap_laat", "Stap te laat", stap_te_laat),
        Stapel("zonder_plan", "Nog zonder plan", zonder_plan),
        Stapel("open", "Alles wat loopt", altijd),
    ),
)
