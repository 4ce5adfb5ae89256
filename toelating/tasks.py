"""Thin tasks: the acts as a door, and what beat does."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from swv.kern import taakdeur
from swv.termijnen.services import einddatums_overnemen
from toelating import nachtwerk, radar
from toelating.dwangsom import nachtwerk as dwangsomnacht
from toelating.models import Tlvaanvraag
from toelating.monitors import tasks as monitors
from toelating.workflow import workflow

__all__ = ["monitors"]


@shared_task(name="toelating.beslisdatums_bijwerken")
def beslisdatums_bijwerken() -> None:
    einddatums_overnemen(Tlvaanvraag, soort=Tlvaanvraag.klok)


@shared_task(name="toelating.verrichten")
def verrichten(
    pk: str, naam: str, user_pk: int, gegevens: dict[str, Any] | None = None, versie: int | None = None
) -> str:
    return taakdeur.verrichten(workflow, Tlvaanvraag, pk, naam, user_pk, gegevens, versie)


@shared_task(name="toelating.tlvs_bijwerken")
def tlvs_bijwerken_task() -> None:
    """At night: TLVs that end, lapse or begin today."""
    nachtwerk.bijwerken()


@shared_task(name="toelating.tlv_berichten")
def tlv_berichten_task() -> None:
    """In office hours: reminders about TLVs without a place, about notices of default, and what ends this school
    year."""
    dwangsomnacht.bijwerken()
    nachtwerk.herinneringen_klaarzetten()
    radar.radar_klaarzetten(timezone.localdate())
