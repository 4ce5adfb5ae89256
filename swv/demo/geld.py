"""Paying in the demo: at once, without a batch."""

from datetime import datetime

from django.utils import timezone

from aanvragen.models import Aanvraag
from financien.models import Betalingstermijn
from financien.services import betalen
from swv.demo.tijd import op
from swv.organisaties.models import Gebruiker, Rolsoort


def betaal(aanvraag: Aanvraag, moment: datetime) -> None:
    """Everything of this award that can be paid is paid on this day."""
    termijnen = Betalingstermijn.objects.filter(
        verplichting__object_id=aanvraag.pk, status=Betalingstermijn.Status.BETAALBAAR
    )
    controller = Gebruiker.objects.filter(rollen__soort=Rolsoort.CONTROLLER).earliest("pk")
    with op(moment):
        for termijn in termijnen.select_related("verplichting__post__jaar", "verplichting__boeking"):
            betalen(
                termijn=termijn,
                bedrag=termijn.te_betalen,
                sleutel=f"demo:verantwoording:{termijn.pk}",
                door=controller,
                betaald_op=timezone.localdate(),
            )
