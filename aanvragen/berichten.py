"""Who gets a message about an aanvraag. Messages name the kenmerk, never a pupil, and lead to the portal."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from aanvragen.models import Aanvraag
from swv.organisaties.models import Gebruiker, Rol, Rolsoort
from swv.post.services import bericht_klaarzetten


def _met_rol(**waar: Any) -> "QuerySet[Gebruiker]":
    rollen = Rol.objects.geldig(timezone.localdate()).filter(**waar).values("gebruiker_id")
    return Gebruiker.objects.filter(pk__in=rollen, is_active=True)


def school(aanvraag: Aanvraag) -> "QuerySet[Gebruiker]":
    """The coördinatoren of the school; an aanvraag belongs to the school, not to who began it."""
    return _met_rol(soort=Rolsoort.COORDINATOR, school=aanvraag.school_id)


def bestuur(aanvraag: Aanvraag) -> "QuerySet[Gebruiker]":
    return _met_rol(soort=Rolsoort.BESTUUR, bestuur=aanvraag.school.bestuur_id)


def aanvragers(aanvraag: Aanvraag) -> "QuerySet[Gebruiker]":
    """The school, and the board where it co-signs."""
    mensen = Q(pk__in=school(aanvraag).values("pk"))
    if aanvraag.declaratie.medetekening:
        mensen |= Q(pk__in=bestuur(aanvraag).values("pk"))
    return Gebruiker.objects.filter(mensen)


def behandelaars(aanvraag: Aanvraag) -> "QuerySet[Gebruiker]":
    """The colleague who handles it; everybody of the bureau while nobody does or when that colleague left."""
    bureau = _met_rol(soort=Rolsoort.BUREAU)
    if aanvraag.behandelaar_id is None:
        return bureau
    eigen = bureau.filter(pk=aanvraag.behandelaar_id)
    return eigen if eigen.exists() else bureau


def directeuren() -> "QuerySet[Gebruiker]":
    return _met_rol(soort=Rolsoort.DIRECTEUR)


def pad(aanvraag: Aanvraag, persoon: Gebruiker) -> str:
    """Where this person works on it: the bureau in the worklist, the directeur at the signing desk, a school on its
    own page."""
    if persoon.heeft_rol(Rolsoort.BUREAU):
        return reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk])
    if persoon.heeft_rol(Rolsoort.DIRECTEUR):
        return reverse("aanvragen:besluit", args=[aanvraag.pk])
    return aanvraag.get_absolute_url()


def sturen(aanvraag: Aanvraag, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any) -> None:
    """Put a message ready for each person, once per `sleutel` and person."""
    for persoon in aan:
        bericht_klaarzetten(
            bron=aanvraag,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{aanvraag.pk}:{sleutel}:{persoon.pk}",
            context={
                "kenmerk": aanvraag.kenmerk or "",
                "soort_naam": aanvraag.soort_naam,
                "woord": aanvraag.declaratie.woord,
                "school": aanvraag.school.naam,
                "pad": pad(aanvraag, persoon),
                **context,
            },
        )
