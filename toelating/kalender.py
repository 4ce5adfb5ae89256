"""The calendar of those who advise, as a feed for their own calendar program (RFC 5545).

It holds references only: no names of people or pupils, for it leaves the portal. An entry keeps its UID for ever;
SEQUENCE grows with each change, and what is called off is sent along as CANCELLED for a while. Times are written in
UTC: every program shows them in the time of its owner, in winter and summer, without rules of its own.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event, vDuration

from swv.organisaties.models import Gebruiker, Rolsoort, Samenwerkingsverband
from toelating.models import Bijeenkomst, Bijeenkomststatus, Deskundigenadvies, Status, Tlvaanvraag

VERVERSEN = timedelta(hours=1)
TERUG = timedelta(days=90)  # how long something that is past or called off stays in the feed
HOOGSTENS = 500
MET_AGENDA = (Rolsoort.DESKUNDIGE, Rolsoort.COMMISSIELID, Rolsoort.BUREAU)


def heeft_agenda(gebruiker: Gebruiker) -> bool:
    """Whether there is anything for this person to put in a calendar."""
    return gebruiker.is_active and gebruiker.heeft_rol(*MET_AGENDA)


def ical(gebruiker: Gebruiker) -> bytes:
    """The whole feed of one person."""
    kalender = Calendar()
    kalender.add("prodid", "-//SWV-portaal//Toelating//NL")
    kalender.add("version", "2.0")
    kalender.add("calscale", "GREGORIAN")
    kalender.add("method", "PUBLISH")
    kalender.add("x-wr-calname", f"Toelating {Samenwerkingsverband.huidig().naam}")
    kalender.add("refresh-interval", vDuration(VERVERSEN), parameters={"VALUE": "DURATION"})
    kalender.add("x-published-ttl", vDuration(VERVERSEN))
    for gebeurtenis in _gebeurtenissen(gebruiker):
        kalender.add_component(gebeurtenis)
    inhoud: bytes = kalender.to_ical()
    return inhoud


def _gebeurtenissen(gebruiker: Gebruiker) -> Iterator[Event]:
    if not heeft_agenda(gebruiker):
        return
    if gebruiker.heeft_rol(Rolsoort.DESKUNDIGE):
        yield from map(_advies, _adviezen(gebruiker))
    if gebruiker.heeft_rol(Rolsoort.COMMISSIELID, Rolsoort.BUREAU):
        yield from map(_bijeenkomst, _bijeenkomsten(gebruiker))
    if gebruiker.heeft_rol(Rolsoort.BUREAU):
        yield from map(_besluit, _te_besluiten(gebruiker))


# --- What stands in it ---------------------------------------------------------------------------------------


def _adviezen(gebruiker: Gebruiker) -> Iterable[Deskundigenadvies]:
    """What waits for an advice, and what no longer does although it was not given."""
    van_mij = Deskundigenadvies.objects.filter(deskundige=gebruiker).exclude(stand=Deskundigenadvies.Stand.INGEDIEND)
    recent = van_mij.filter(uiterlijk__gte=timezone.localdate() - TERUG)
    return recent.defer("tekst").select_related("aanvraag").order_by("uiterlijk", "pk")[:HOOGSTENS]


def _bijeenkomsten(gebruiker: Gebruiker) -> Iterable[Bijeenkomst]:
    zichtbaar = Bijeenkomst.objects.for_user(gebruiker).filter(datum__gte=timezone.localdate() - TERUG)
    return zichtbaar.order_by("datum", "van", "pk")[:HOOGSTENS]


def _te_besluiten(gebruiker: Gebruiker) -> Iterable[Tlvaanvraag]:
    """The open requests that this colleague handles, or that nobody handles yet."""
    open_ = Tlvaanvraag.objects.for_user(gebruiker).open().filter(beslisdatum__isnull=False)
    van_mij = open_.filter(Q(behandelaar=gebruiker) | Q(behandelaar__isnull=True))
    return van_mij.only("kenmerk", "beslisdatum", "versie", "gewijzigd_op").order_by("beslisdatum", "pk")[:HOOGSTENS]


def _advies(advies: Deskundigenadvies) -> Event:
    gaat_door = advies.stand == Deskundigenadvies.Stand.GEVRAAGD and advies.aanvraag.status == Status.BIJ_DESKUNDIGEN
    return _hele_dag(
        uid=f"advies-{advies.pk}",
        dag=advies.uiterlijk,
        titel=f"Advies geven: {advies.aanvraag.kenmerk}",
        pad=reverse("toelating:adviseren"),
        reeks=0 if gaat_door else 1,
        gewijzigd=advies.aanvraag.gewijzigd_op,
        is_afgelast=not gaat_door,
    )


def _besluit(aanvraag: Tlvaanvraag) -> Event:
    assert aanvraag.beslisdatum is not None
    return _hele_dag(
        uid=f"besluit-{aanvraag.pk}",
        dag=aanvraag.beslisdatum,
        titel=f"Besluit uiterlijk: {aanvraag.kenmerk}",
        pad=reverse("admin:toelating_tlvaanvraag_change", args=[aanvraag.pk]),
        reeks=aanvraag.versie,
        gewijzigd=aanvraag.gewijzigd_op,
        is_afgelast=False,
    )


def _bijeenkomst(bijeenkomst: Bijeenkomst) -> Event:
    gebeurtenis = _begin(
        uid=f"bijeenkomst-{bijeenkomst.pk}",
        titel=f"Toelatingsadviescommissie {bijeenkomst.kenmerk}",
        pad=bijeenkomst.get_absolute_url(),
        reeks=bijeenkomst.reeks,
        gewijzigd=bijeenkomst.gewijzigd_op,
        is_afgelast=bijeenkomst.status == Bijeenkomststatus.AFGELAST,
    )
    gebeurtenis.add("dtstart", bijeenkomst.begint.astimezone(UTC))
    gebeurtenis.add("dtend", bijeenkomst.eindigt.astimezone(UTC))
    gebeurtenis.add("location", bijeenkomst.plaats)
    return gebeurtenis


# --- How it is written ---------------------------------------------------------------------------------------


def _hele_dag(
    *, dag: date, uid: str, titel: str, pad: str, reeks: int, gewijzigd: datetime, is_afgelast: bool
) -> Event:
    """A deadline: a day without times, that leaves the person free."""
    gebeurtenis = _begin(uid=uid, titel=titel, pad=pad, reeks=reeks, gewijzigd=gewijzigd, is_afgelast=is_afgelast)
    gebeurtenis.add("dtstart", dag)
    gebeurtenis.add("dtend", dag + timedelta(days=1))
    gebeurtenis.add("transp", "TRANSPARENT")
    return gebeurtenis


def _begin(*, uid: str, titel: str, pad: str, reeks: int, gewijzigd: datetime, is_afgelast: bool) -> Event:
    gebeurtenis = Event()
    gebeurtenis.add("uid", f"{uid}@{urlsplit(settings.BASE_URL).hostname}")
    gebeurtenis.add("dtstamp", gewijzigd.astimezone(UTC))
    gebeurtenis.add("last-modified", gewijzigd.astimezone(UTC))
    gebeurtenis.add("sequence", reeks)
    gebeurtenis.add("status", "CANCELLED" if is_afgelast else "CONFIRMED")
    gebeurtenis.add("summary", f"Vervallen: {titel}" if is_afgelast else titel)
    gebeurtenis.add("url", f"{settings.BASE_URL.rstrip('/')}{pad}")
    gebeurtenis.add("class", "PRIVATE")
    return gebeurtenis
