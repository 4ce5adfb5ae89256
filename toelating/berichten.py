"""Who gets a message about a request for a TLV. Messages name the kenmerk, never a pupil, and lead to the portal."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from swv.kern.opmaak import datum, tijd
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.models import Bericht
from swv.post.services import bericht_klaarzetten
from toelating import rules
from toelating.models import Bijeenkomst, Mandaat, Tlvaanvraag


def school(aanvraag: Tlvaanvraag) -> "QuerySet[Gebruiker]":
    """The coördinatoren of the school, or the invited guest."""
    if aanvraag.gast_id:
        return Gebruiker.objects.met_rol(Rolsoort.GAST).filter(pk=aanvraag.gast_id)
    return Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=aanvraag.school_id)


def bestuur(aanvraag: Tlvaanvraag) -> "QuerySet[Gebruiker]":
    return Gebruiker.objects.met_rol(Rolsoort.BESTUUR, bestuur=aanvraag.school.bestuur_id)


def aanvragers(aanvraag: Tlvaanvraag) -> "QuerySet[Gebruiker]":
    """The school and its board, the legal applicant."""
    return Gebruiker.objects.filter(Q(pk__in=school(aanvraag).values("pk")) | Q(pk__in=bestuur(aanvraag).values("pk")))


def behandelaars(aanvraag: Tlvaanvraag) -> "QuerySet[Gebruiker]":
    """The colleague who handles it; everybody of the bureau while nobody does or when that colleague left."""
    bureau = Gebruiker.objects.met_rol(Rolsoort.BUREAU)
    if aanvraag.behandelaar_id is None:
        return bureau
    eigen = bureau.filter(pk=aanvraag.behandelaar_id)
    return eigen if eigen.exists() else bureau


def ondertekenaars(aanvraag: Tlvaanvraag) -> "QuerySet[Gebruiker]":
    """Who has a mandate for this kind today and can sign this one; the directeur-bestuurder when nobody has. Who
    prepared it or stays out of it is not asked."""
    gemandateerd = Mandaat.objects.geldig(timezone.localdate()).filter(soort=aanvraag.soort).values("gebruiker_id")
    niet = aanvraag.verschoonden | ({aanvraag.opgesteld_door_id} if aanvraag.opgesteld_door_id else set())
    mensen = Gebruiker.objects.filter(pk__in=gemandateerd, is_active=True).exclude(pk__in=niet)
    return mensen if mensen.exists() else Gebruiker.objects.met_rol(Rolsoort.DIRECTEUR).exclude(pk__in=niet)


def pad(aanvraag: Tlvaanvraag, persoon: Gebruiker) -> str:
    """Where this person works on it: a school on its own page, who signs at the desk, the bureau in the worklist, an
    expert or member among the own dossiers."""
    if persoon.school_ids or persoon.heeft_rol(Rolsoort.GAST):
        return aanvraag.get_absolute_url()
    if aanvraag.voorstel and aanvraag.is_open and rules.mag_besluiten.test(persoon, aanvraag):
        return reverse("toelating:besluit", args=[aanvraag.pk])
    if persoon.heeft_rol(Rolsoort.BUREAU):
        return reverse("admin:toelating_tlvaanvraag_change", args=[aanvraag.pk])
    return reverse("toelating:adviseren")


def adviespad(aanvraag: Tlvaanvraag) -> str:
    """Where an expert reads the request and writes the advice."""
    return reverse("toelating:advies", args=[aanvraag.pk])


def bijeenkomst_sturen(
    bijeenkomst: Bijeenkomst, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any
) -> list[Bericht]:
    """Put a message about a meeting ready for each active member, once per `sleutel` and person. It names the
    meeting, never a request."""
    return [
        bericht_klaarzetten(
            bron=bijeenkomst,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{bijeenkomst.pk}:{sleutel}:{persoon.pk}",
            context={
                "kenmerk": bijeenkomst.kenmerk,
                "datum": datum(bijeenkomst.datum),
                "tijd": tijd(bijeenkomst.begint),
                "plaats": bijeenkomst.plaats,
                "pad": bijeenkomst.get_absolute_url(),
                **context,
            },
        )
        for persoon in aan
        if persoon.is_active
    ]


def sturen(
    aanvraag: Tlvaanvraag, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, naar: str = "", **context: Any
) -> list[Bericht]:
    """Put a message ready for each person, once per `sleutel` and person. `naar` is where the link leads; without
    it to where this person works."""
    return [
        bericht_klaarzetten(
            bron=aanvraag,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{aanvraag.pk}:{sleutel}:{persoon.pk}",
            context={
                "kenmerk": aanvraag.kenmerk or "",
                "soort_naam": aanvraag.soort_naam,
                "woord": "besluit",
                "school": aanvraag.school.naam,
                "pad": naar or pad(aanvraag, persoon),
                **context,
            },
        )
        for persoon in aan
    ]
