"""Reads for the pages of school, board and guest. Each starts at `for_user`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT

from swv.invullen.gesprekken import met_nieuws_voor_school
from swv.organisaties.models import Gebruiker, School
from toelating import rules, teksten
from toelating.models import Tlvaanvraag, Verklaring, Verklaringstatus
from toelating.models.aanvraag import TlvaanvraagQuerySet
from toelating.models.regeling import GAAT_VERDER_OP
from toelating.verklaringen import met_regel, regel_voor


def met_alles(queryset: TlvaanvraagQuerySet) -> TlvaanvraagQuerySet:
    """What the pages of one request show of its surroundings, and what its parts look at."""
    return queryset.select_related(
        "school__bestuur",
        "regeling",
        "aangevraagd_door",
        "medegetekend_door",
        "behandelaar",
        "leerling",
        "beoogde_school",
        "vorige",
    ).prefetch_related("regeling__stukeisen", "regeling__veldeisen", "geweigerde_stukken")


def is_van(aanvraag: Tlvaanvraag, gebruiker: Gebruiker) -> bool:
    """Whether this person is of the school or the board: then it is "your" request."""
    return bool(rules.is_school.test(gebruiker, aanvraag))


def vervolg_mogelijk(gebruiker: Gebruiker, scholen: Sequence[School], soort: str) -> "QuerySet[Verklaring]":
    """The TLVs of pupils who sit at these schools, from which this kind of request can go on; those that end first on
    top. Not those after which another TLV already comes."""
    zichtbaar = Verklaring.objects.for_user(gebruiker).filter(
        school__in=scholen,
        status=Verklaringstatus.VERZILVERD,
        onderwijs=GAAT_VERDER_OP.get(soort, ""),
        geldig_tot=F("einde"),
    )
    return zichtbaar.select_related("leerling", "school").order_by("einde", "nummer")


NAAM = ("voornaam", "tussenvoegsel", "achternaam")

# --- The list ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lijstregel:
    """One row of the list: a request or a TLV. `leerling` only for who works at the school of the pupil."""

    titel: str
    nummer: str
    url: str
    school: str
    leerling: str
    dossier: Tlvaanvraag | Verklaring
    badge: str
    badgesoort: str
    tot: date | None = None  # the last day of a TLV

    @property
    def is_aanvraag(self) -> bool:
        return isinstance(self.dossier, Tlvaanvraag)


def aanvragen_voor_lijst(gebruiker: Gebruiker) -> TlvaanvraagQuerySet:
    """The requests of this person, light: of what was typed only the name of the pupil."""
    aanvragen = (
        Tlvaanvraag.objects.buiten_advies(gebruiker)
        .select_related("school__bestuur", "leerling")
        .defer("antwoorden", "advies", "motivering")
        .annotate(**{f"getypt_{deel}": KT(f"antwoorden__leerling__{deel}") for deel in NAAM})
    )
    return met_nieuws_voor_school(aanvragen, gebruiker)


def verklaringen_voor_lijst(gebruiker: Gebruiker) -> "QuerySet[Verklaring]":
    return met_regel(Verklaring.objects.for_user(gebruiker))


def lijstregel(rij: Any, gebruiker: Gebruiker) -> Lijstregel:
    """A row in words. Costs no query for who is no guest."""
    return _van_aanvraag(rij, gebruiker) if isinstance(rij, Tlvaanvraag) else _van_verklaring(rij, gebruiker)


def _van_aanvraag(aanvraag: Tlvaanvraag, gebruiker: Gebruiker) -> Lijstregel:
    van_u = aanvraag.school_id in gebruiker.school_ids or aanvraag.gast_id == gebruiker.pk
    return Lijstregel(
        titel=aanvraag.soort_naam,
        nummer=aanvraag.kenmerk or "",
        url=aanvraag.get_absolute_url(),
        school=aanvraag.school.naam,
        leerling=naam_van_leerling(aanvraag) if van_u else "",
        dossier=aanvraag,
        badge=str(aanvraag.get_status_display()),
        badgesoort=teksten.BADGES[aanvraag.status],
    )


def naam_van_leerling(aanvraag: Tlvaanvraag) -> str:
    """Of whom a request is: as it was sent, before that as it was typed; nothing while nobody typed a name."""
    if aanvraag.leerling:
        return aanvraag.leerling.naam
    if "antwoorden" in aanvraag.get_deferred_fields():
        delen = [getattr(aanvraag, f"getypt_{deel}") for deel in NAAM]
    else:
        getypt = aanvraag.antwoorden.get("leerling", {})
        delen = [getypt.get(deel) for deel in NAAM]
    return " ".join(str(deel).strip() for deel in delen if deel)


def _van_verklaring(verklaring: Verklaring, gebruiker: Gebruiker) -> Lijstregel:
    """As far as this person may know what became of it."""
    regel = regel_voor(gebruiker, verklaring)
    return Lijstregel(
        titel=f"TLV {verklaring.soort_naam}",
        nummer=verklaring.nummer,
        url=verklaring.get_absolute_url(),
        school=regel.school,
        leerling=regel.naam,
        dossier=verklaring,
        badge=regel.stand.badge,
        badgesoort=regel.stand.badgesoort,
        tot=regel.tot,
    )
