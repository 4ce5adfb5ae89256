"""The meetings of one activity for the calendar of whoever comes (RFC 5545).

A meeting keeps its UID for ever and SEQUENCE grows with each change: a newer file replaces an older one.
"""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from voorzieningen.models import Activiteit, Activiteitstatus, Sessie


def ical(activiteit: Activiteit) -> bytes:
    """The file with all meetings of this activity."""
    kalender = Calendar()
    kalender.add("prodid", "-//SWV-portaal//Activiteiten//NL")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", "PUBLISH")
    for sessie in activiteit.sessies.all():
        kalender.add_component(_gebeurtenis(activiteit, sessie))
    inhoud: bytes = kalender.to_ical()
    return inhoud


def _gebeurtenis(activiteit: Activiteit, sessie: Sessie) -> Event:
    adres = f"{settings.BASE_URL.rstrip('/')}{activiteit.get_absolute_url()}"
    is_afgelast = activiteit.status == Activiteitstatus.AFGELAST
    gewijzigd = max(sessie.gewijzigd_op, activiteit.gewijzigd_op).astimezone(UTC)
    gebeurtenis = Event()
    gebeurtenis.add("uid", f"sessie-{sessie.pk}@{urlsplit(settings.BASE_URL).hostname}")
    gebeurtenis.add("dtstamp", gewijzigd)
    gebeurtenis.add("last-modified", gewijzigd)
    gebeurtenis.add("sequence", sessie.reeks + is_afgelast)
    gebeurtenis.add("status", "CANCELLED" if is_afgelast else "CONFIRMED")
    gebeurtenis.add("dtstart", sessie.begint.astimezone(UTC))
    gebeurtenis.add("dtend", sessie.eindigt.astimezone(UTC))
    gebeurtenis.add("summary", f"Afgelast: {activiteit.titel}" if is_afgelast else activiteit.titel)
    gebeurtenis.add("location", sessie.plaats)
    gebeurtenis.add("description", f"{activiteit.soort_naam} {activiteit.kenmerk}\n{adres}")
    gebeurtenis.add("url", adres)
    return gebeurtenis
