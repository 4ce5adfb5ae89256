"""One appointment for the calendar of whoever comes (RFC 5545). It leaves the portal, so it names no pupil.

The UID stays the same for ever and SEQUENCE grows with each change: a newer file replaces an older one.
"""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from aanvragen.models import Afspraak, Afspraakstatus

STATUS = {Afspraakstatus.GEANNULEERD: "CANCELLED", Afspraakstatus.VOORGESTELD: "TENTATIVE"}


def ical(afspraak: Afspraak) -> bytes:
    """The file with this one appointment."""
    kalender = Calendar()
    kalender.add("prodid", "-//SWV-portaal//Uitvoering//NL")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", "PUBLISH")
    kalender.add_component(_gebeurtenis(afspraak))
    inhoud: bytes = kalender.to_ical()
    return inhoud


def _gebeurtenis(afspraak: Afspraak) -> Event:
    adres = f"{settings.BASE_URL.rstrip('/')}{afspraak.get_absolute_url()}"
    gewijzigd = afspraak.gewijzigd_op.astimezone(UTC)
    gebeurtenis = Event()
    gebeurtenis.add("uid", f"afspraak-{afspraak.pk}@{urlsplit(settings.BASE_URL).hostname}")
    gebeurtenis.add("dtstamp", gewijzigd)
    gebeurtenis.add("last-modified", gewijzigd)
    gebeurtenis.add("sequence", afspraak.reeks)
    gebeurtenis.add("status", STATUS.get(Afspraakstatus(afspraak.status), "CONFIRMED"))
    gebeurtenis.add("dtstart", afspraak.begint.astimezone(UTC))
    gebeurtenis.add("dtend", afspraak.eindigt.astimezone(UTC))
    gebeurtenis.add("summary", f"{afspraak.titel} ({afspraak.uitvoering.school.naam})")
    gebeurtenis.add("location", afspraak.plaats)
    gebeurtenis.add("description", f"{afspraak.soort_naam} {afspraak.kenmerk}\n{afspraak.wie}\n{adres}")
    gebeurtenis.add("url", adres)
    gebeurtenis.add("class", "PRIVATE")
    return gebeurtenis
