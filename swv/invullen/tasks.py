"""Thin tasks for beat."""

from celery import shared_task

from swv.invullen import samen


@shared_task(name="invullen.aanwezigheid_opruimen")
def aanwezigheid_opruimen() -> None:
    samen.opruimen()
