"""Thin tasks: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task

from aanvragen.models import Effectmeting, Verantwoording
from aanvragen.verantwoording import effect
from aanvragen.verantwoording.afrekenen import alles_vrijmaken
from aanvragen.verantwoording.openen import alles_openen, bijwerken
from aanvragen.verantwoording.workflow import workflow
from swv.kern import taakdeur
from swv.termijnen.services import einddatums_overnemen


@shared_task(name="verantwoording.bijwerken")
def bijwerken_task() -> None:
    """In office hours: put ready, follow changed awards also where money waits for nothing, ask about the effect."""
    alles_openen()
    bijwerken()
    alles_vrijmaken()
    effect.vragen_stellen()


@shared_task(name="verantwoording.beslisdatums_bijwerken")
def beslisdatums_bijwerken() -> None:
    einddatums_overnemen(Verantwoording, soort=Verantwoording.klok)


@shared_task(name="verantwoording.verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Verantwoording, pk, naam, user_pk, gegevens, versie)


@shared_task(name="effectmeting.verrichten")
def effect_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(effect.workflow, Effectmeting, pk, naam, user_pk, gegevens, versie)
