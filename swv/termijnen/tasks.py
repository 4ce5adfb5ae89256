"""Thin tasks: the rows in PostgreSQL say what is due."""

from celery import shared_task
from django.utils import timezone

from swv.termijnen import services


@shared_task(name="termijnen.herinneren")
def herinneren() -> None:
    """Let terms run on whose given date passed, then write the reminders of today (Europe/Amsterdam)."""
    vandaag = timezone.localdate()
    services.verstreken_opschortingen_beeindigen(vandaag=vandaag)
    services.herinneringen_plannen(vandaag)
