"""Thin tasks on profiles and checklists: the acts as a door."""

from typing import Any

from celery import shared_task

from swv.kern import taakdeur
from voorzieningen.models import Checklist, Profiel
from voorzieningen.profielen import workflow


@shared_task(name="voorzieningen.profiel_verrichten")
def profiel_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow.profielen, Profiel, pk, naam, user_pk, gegevens, versie)


@shared_task(name="voorzieningen.checklist_verrichten")
def checklist_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow.checklists, Checklist, pk, naam, user_pk, gegevens, versie)
