"""The task door: thin. Beat asks, the rows in the database say what has to be done."""

from celery import shared_task
from django.utils import timezone

from toelating import nachtwerk, radar


@shared_task(name="toelating.tlvs_bijwerken")
def tlvs_bijwerken_task() -> None:
    """At night: TLVs that end, lapse or begin today."""
    nachtwerk.bijwerken()


@shared_task(name="toelating.tlv_berichten")
def tlv_berichten_task() -> None:
    """In office hours: reminders about TLVs without a place, and what ends this school year."""
    nachtwerk.herinneringen_klaarzetten()
    radar.radar_klaarzetten(timezone.localdate())
