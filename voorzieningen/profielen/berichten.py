"""Who gets a message about a profile or a checklist. Messages name the school and never a person."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten
from voorzieningen.models import Checklist, Profiel

Schooldossier = Profiel | Checklist


def aan_school(dossier: Schooldossier, soort: str, *, behalve: Any = None, **context: Any) -> None:
    """To the coördinatoren of the school, with a link to the dossier."""
    mensen = Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=dossier.school_id)
    if behalve is not None:
        mensen = mensen.exclude(pk=behalve.pk)
    _sturen(dossier, soort, mensen, pad=dossier.get_absolute_url(), **context)


def aan_bestuur(dossier: Schooldossier, soort: str, **context: Any) -> None:
    mensen = Gebruiker.objects.met_rol(Rolsoort.BESTUUR, bestuur=dossier.school.bestuur_id)
    _sturen(dossier, soort, mensen, pad=dossier.get_absolute_url(), **context)


def aan_bureau(dossier: Schooldossier, soort: str, **context: Any) -> None:
    """With a link to how every school stands."""
    mensen = Gebruiker.objects.met_rol(Rolsoort.BUREAU)
    _sturen(dossier, soort, mensen, pad=reverse("profielen:overzicht"), **context)


def _sturen(
    dossier: Schooldossier, soort: str, aan: Iterable[Gebruiker], *, pad: str, sleutel: str = "", **context: Any
) -> None:
    """Put a message ready for each person, once per version of the dossier, or per `sleutel`."""
    geldig_tot = getattr(dossier, "geldig_tot", None)
    for persoon in aan:
        bericht_klaarzetten(
            bron=dossier,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{dossier.pk}:{sleutel or dossier.versie}:{persoon.pk}",
            context={
                "school": dossier.school.naam,
                "geldig_tot": datum(geldig_tot) if geldig_tot else "",
                "pad": pad,
                **context,
            },
        )
