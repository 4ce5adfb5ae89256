"""Reads that other rooms and the pages here share."""

from django.db import models

from swv.documenten.codes import lees_code
from swv.documenten.models import Bijlage, Brief, BriefQuerySet, Inzage
from swv.documenten.services import OPDRACHT_BRIEF
from swv.kern.models import Opdracht


def bijlagen_van(bron: models.Model) -> models.QuerySet[Bijlage]:
    """The attachments of a dossier that were not removed, oldest first."""
    return Bijlage.objects.van(bron).filter(verwijderd_op__isnull=True).select_related("toegevoegd_door")


def brieven_van(bron: models.Model) -> BriefQuerySet:
    """The letters of a dossier, newest first, without their long HTML."""
    return Brief.objects.filter(pk__in=Brief.objects.van(bron).values("pk")).defer("html")


def brief_met_code(tekst: str) -> Brief | None:
    """The filed letter with this code, as a person typed it; None for everything else."""
    code = lees_code(tekst)
    brieven = Brief.objects.opgeslagen().select_related("content_type").defer("html")
    return brieven.filter(code=code).first() if code else None


def is_vastgelopen(brief: Brief) -> bool:
    """Whether the worker gave up on this letter, so that a person has to look at the opdracht."""
    return (
        not brief.is_opgeslagen
        and Opdracht.objects.filter(sleutel=f"{OPDRACHT_BRIEF}:{brief.pk}", staat=Opdracht.Staat.MISLUKT).exists()
    )


def inzages_van(bron: models.Model) -> models.QuerySet[Inzage]:
    """Who downloaded files of this dossier, or tried to, newest first."""
    return Inzage.objects.van(bron)
