"""Reminders about loans. Each has a key of its own in the mail room, so that running again never sends one twice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from voorzieningen.models import Uitlening
from voorzieningen.models.hulpmiddelen import LANGST_VOORAF
from voorzieningen.uitlenen import berichten

DAG = timedelta(days=1)
VOORUIT = DAG * LANGST_VOORAF


@transaction.atomic
def leningen_herinneren() -> None:
    """Once a day: an offer without an answer, a loan that ends soon, and what should have been back.

    A loan that was given another last day is reminded of that one too.
    """
    vandaag = timezone.localdate()
    actief = Uitlening.objects.actief().select_related("robot__hulpmiddel", "school")
    aangeboden = actief.filter(status=Uitlening.Status.AANGEBODEN)
    for lening in aangeboden.filter(antwoord_uiterlijk__range=(vandaag, vandaag + DAG)):
        berichten.aan_school(lening, "lening_antwoord")
    for lening in aangeboden.filter(antwoord_uiterlijk__lt=vandaag):
        berichten.aan_bureau(lening, "lening_geen_antwoord")
    weg = actief.filter(status=Uitlening.Status.UITGEREIKT)
    for lening in weg.filter(tot__gte=vandaag, tot__lte=vandaag + VOORUIT):
        if lening.tot - vandaag <= DAG * lening.robot.hulpmiddel.herinner_dagen:
            berichten.aan_school(lening, "lening_bijna_terug", sleutel=lening.tot.isoformat())
    for lening in weg.filter(tot__lt=vandaag):
        berichten.aan_school(lening, "lening_te_laat", sleutel=lening.tot.isoformat())
        berichten.aan_bureau(lening, "lening_niet_terug", sleutel=lening.tot.isoformat())
