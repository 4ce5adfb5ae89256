"""Thin tasks: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task

from swv.kern import taakdeur
from swv.termijnen.services import einddatums_overnemen
from toelating.models import Tlvaanvraag
from toelating.workflow import workflow


@shared_task(name="toelating.beslisdatums_bijwerken")
def beslisdatums_bijwerken() -> None:
    einddatums_overnemen(Tlvaanvraag, soort=Tlvaanvraag.klok)


@shared_task(name="toelating.verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Tlvaanvraag, pk, naam, user_pk, gegevens, versie)
