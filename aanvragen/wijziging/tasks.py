"""The acts on a change as a task."""

from typing import Any

from celery import shared_task

from aanvragen.models import Wijziging
from aanvragen.wijziging.workflow import workflow
from swv.kern import taakdeur


@shared_task(name="aanvragen.wijziging_verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Wijziging, pk, naam, user_pk, gegevens, versie)
