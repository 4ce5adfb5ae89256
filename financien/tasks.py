"""Thin tasks for beat."""

from celery import shared_task

from financien.services.laden import ladingen_opruimen as opruimen


@shared_task(name="financien.ladingen_opruimen")
def ladingen_opruimen() -> None:
    """Every hour: a budget file that nobody confirmed within a day goes."""
    opruimen()
