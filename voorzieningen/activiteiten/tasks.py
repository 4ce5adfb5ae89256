"""Thin tasks on activities: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task

from swv.kern import taakdeur
from swv.kern.opdrachten import klaarzetten
from voorzieningen.activiteiten import inschrijvingen, selectors, slot, workflow
from voorzieningen.models import Activiteit, Inschrijving


@shared_task(name="voorzieningen.activiteit_verrichten")
def activiteit_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow.workflow, Activiteit, pk, naam, user_pk, gegevens, versie)


@shared_task(name="voorzieningen.inschrijving_verrichten")
def inschrijving_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(inschrijvingen.workflow, Inschrijving, pk, naam, user_pk, gegevens, versie)


@shared_task(name="voorzieningen.activiteiten_herinneren")
def activiteiten_herinneren() -> None:
    """Some days before a meeting, once for each day that it is planned on."""
    for pk, begint in selectors.te_herinneren().values_list("pk", "begint"):
        klaarzetten(slot.HERINNEREN, sleutel=f"{slot.HERINNEREN}:{pk}:{begint:%Y%m%d}", object_id=pk)
