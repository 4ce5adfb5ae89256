"""Thin tasks on the school change: the acts as a door."""

from typing import Any

from celery import shared_task

from swv.kern import taakdeur
from voorzieningen.models import Schoolwissel, Wisselronde
from voorzieningen.schoolwissel import ronde, workflow


@shared_task(name="voorzieningen.schoolwissel_verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow.workflow, Schoolwissel, pk, naam, user_pk, gegevens, versie)


@shared_task(name="voorzieningen.wisselronde_verrichten")
def ronde_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(ronde.workflow, Wisselronde, pk, naam, user_pk, gegevens, versie)
