"""Thin tasks on places: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task

from swv.kern import taakdeur
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen import services
from voorzieningen.plaatsen.workflow import workflow


@shared_task(name="voorzieningen.plaats_verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Plaatsing, pk, naam, user_pk, gegevens, versie)


@shared_task(name="voorzieningen.plaatsen_bedienen")
def plaatsen_bedienen() -> None:
    """Once a day: periods shrink and lapse as days pass, and a place that comes free gets near."""
    services.plaatsen_bedienen()
