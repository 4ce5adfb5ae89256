"""Thin tasks on registrations: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from swv.kern import taakdeur
from voorzieningen.models import Registratie
from voorzieningen.registratie import services
from voorzieningen.registratie.workflow import workflow


@shared_task(name="voorzieningen.registratie_verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Registratie, pk, naam, user_pk, gegevens, versie)


@shared_task(name="voorzieningen.registraties_herinneren")
def registraties_herinneren() -> None:
    """Once a day: what ended yesterday, and what is to be talked about today."""
    services.herinneren(timezone.localdate())
