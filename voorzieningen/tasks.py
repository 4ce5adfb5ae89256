"""Thin tasks for beat."""

from celery import shared_task

from voorzieningen import services
from voorzieningen.plaatsen.tasks import plaatsen_bedienen, verrichten
from voorzieningen.registratie import tasks as registratie
from voorzieningen.schoolwissel import tasks as schoolwissel

__all__ = ["plaatsen_bedienen", "registratie", "schoolwissel", "verrichten", "wachtlijst_bedienen"]


@shared_task(name="voorzieningen.wachtlijst_bedienen")
def wachtlijst_bedienen() -> None:
    """Once a day: periods shrink and lapse as days pass, so somebody may fit today who did not yesterday."""
    services.wachtlijst_bedienen()
