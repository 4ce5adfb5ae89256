"""Thin tasks: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task

from aanvragen.models import Aanvraag
from aanvragen.reserveringen import reserveringen_bijwerken
from aanvragen.services import beslisdatums_bijwerken
from aanvragen.wijziging import tasks as _wijziging  # noqa: F401  # registers its task
from aanvragen.workflow import workflow
from swv.kern import taakdeur


@shared_task(name="aanvragen.beslisdatums_bijwerken")
def beslisdatums_bijwerken_task() -> None:
    beslisdatums_bijwerken()


@shared_task(name="aanvragen.reserveringen_bijwerken")
def reserveringen_bijwerken_task() -> None:
    reserveringen_bijwerken()


@shared_task(name="aanvragen.verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Aanvraag, pk, naam, user_pk, gegevens, versie)
