"""Thin tasks of the monitors: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task

from swv.kern import taakdeur
from swv.termijnen.services import einddatums_overnemen
from toelating.models import Aanmelding, Thuiszitter
from toelating.monitors import nachtwerk
from toelating.monitors.workflow import aanmelding, thuiszitter


@shared_task(name="toelating.aanmelding_verrichten")
def aanmelding_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(aanmelding.workflow, Aanmelding, pk, naam, user_pk, gegevens, versie)


@shared_task(name="toelating.thuiszitter_verrichten")
def thuiszitter_verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(thuiszitter.workflow, Thuiszitter, pk, naam, user_pk, gegevens, versie)


@shared_task(name="toelating.monitors_bijwerken")
def monitors_bijwerken() -> None:
    """In office hours: an equated day moves a last day; who is at home too long escalates; messages go out."""
    einddatums_overnemen(Aanmelding, soort=Aanmelding.klok)
    nachtwerk.bijwerken()
