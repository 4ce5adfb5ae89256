"""Thin tasks on registrations."""

from celery import shared_task
from django.utils import timezone

from voorzieningen.registratie import services


@shared_task(name="voorzieningen.registraties_herinneren")
def registraties_herinneren() -> None:
    """Once a day: what ended yesterday, and what is to be talked about today."""
    services.herinneren(timezone.localdate())
