"""Reads of the monitors that more than one caller needs."""

from dataclasses import dataclass

from swv.organisaties.models import Gebruiker
from toelating.models import Aanmelding, Gespreksnotitie, Thuiszitter, Tlvaanvraag
from toelating.models.aanmelding import AanmeldingQuerySet
from toelating.models.thuiszitter import ThuiszitterQuerySet
from toelating.monitors.workflow.thuiszitter import kant_van

HOOGSTENS = 300  # rows of a list of what runs; a region has far fewer


def aanmeldingen(gebruiker: Gebruiker) -> AanmeldingQuerySet:
    """What this person may see, with what a line or a page names."""
    return Aanmelding.objects.for_user(gebruiker).select_related("school__bestuur", "leerling", "andere_school")


def thuiszitters(gebruiker: Gebruiker) -> ThuiszitterQuerySet:
    rijen = Thuiszitter.objects.for_user(gebruiker).select_related("school__bestuur", "leerling", "aangewezen_school")
    return rijen.prefetch_related("stappen")


@dataclass(frozen=True)
class Verwijzing:
    """Another dossier about the same pupil that this person may open."""

    naam: str
    stand: str
    url: str


def verwijzingen(gebruiker: Gebruiker, dossier: Aanmelding | Thuiszitter) -> list[Verwijzing]:
    """Requests for a TLV, aanmeldingen and reports about the same pupil. Three queries."""
    tlvs = Tlvaanvraag.objects.buiten_advies(gebruiker).filter(leerling=dossier.leerling_id)
    anderen = (Aanmelding.objects.for_user(gebruiker), Thuiszitter.objects.for_user(gebruiker))
    rijen = [*tlvs, *(rij for lijst in anderen for rij in lijst.filter(leerling=dossier.leerling_id))]
    return [
        Verwijzing(str(rij), rij.get_status_display(), rij.get_absolute_url()) for rij in rijen if rij.pk != dossier.pk
    ]


def notities(gebruiker: Gebruiker, thuiszitter: Thuiszitter) -> list[Gespreksnotitie]:
    """The notes of the own side. One query."""
    eigen = thuiszitter.gespreksnotities.filter(kant=kant_van(gebruiker, thuiszitter))
    return list(eigen.select_related("door"))
