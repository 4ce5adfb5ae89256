"""Thin tasks for beat."""

from celery import shared_task

from voorzieningen import services
from voorzieningen.activiteiten.tasks import activiteit_verrichten, activiteiten_herinneren, inschrijving_verrichten
from voorzieningen.plaatsen.tasks import plaatsen_bedienen, verrichten
from voorzieningen.profielen.tasks import checklist_verrichten, profiel_verrichten

__all__ = [
    "activiteit_verrichten",
    "activiteiten_herinneren",
    "checklist_verrichten",
    "inschrijving_verrichten",
    "leningen_herinneren",
    "plaatsen_bedienen",
    "profiel_verrichten",
    "registratie",
    "schoolwissel",
    "verrichten",
    "wachtlijst_bedienen",
]
from voorzieningen.registratie import tasks as registratie
from voorzieningen.schoolwissel import tasks as schoolwissel


@shared_task(name="voorzieningen.wachtlijst_bedienen")
def wachtlijst_bedienen() -> None:
    """Once a day: periods shrink and lapse as days pass, so somebody may fit today who did not yesterday."""
    services.wachtlijst_bedienen()


@shared_task(name="voorzieningen.leningen_herinneren")
def leningen_herinneren() -> None:
    """Once a day: offers without an answer, loans that end soon, and what should have been back."""
    services.leningen_herinneren()
