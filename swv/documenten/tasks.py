"""Thin tasks for beat."""

from celery import shared_task

from swv.documenten import services


@shared_task(name="documenten.opruimen")
def opruimen() -> None:
    services.opruimen()
