"""Who gets a message about a place. Messages name the facility and the kenmerk, never a pupil."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten
from voorzieningen.models import Plaatsing


def aan_school(plaatsing: Plaatsing, soort: str, *, sleutel: str = "", **context: Any) -> None:
    """To the coördinatoren of the school, with a link to the page of the place."""
    mensen = Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=plaatsing.school_id)
    _sturen(plaatsing, soort, mensen, sleutel=sleutel, pad=plaatsing.get_absolute_url(), **context)


def aan_bureau(plaatsing: Plaatsing, soort: str, *, sleutel: str = "", **context: Any) -> None:
    pad = reverse("admin:voorzieningen_plaatsing_change", args=[plaatsing.pk])
    _sturen(plaatsing, soort, Gebruiker.objects.met_rol(Rolsoort.BUREAU), sleutel=sleutel, pad=pad, **context)


def _sturen(plaatsing: Plaatsing, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any) -> None:
    """Put a message ready for each person, once per version of the place, or per `sleutel`."""
    for persoon in aan:
        bericht_klaarzetten(
            bron=plaatsing,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{plaatsing.pk}:{sleutel or plaatsing.versie}:{persoon.pk}",
            context={
                "kenmerk": plaatsing.kenmerk,
                "voorziening": plaatsing.voorziening.naam,
                "school": plaatsing.school.naam,
                "van": datum(plaatsing.van),
                "tot": datum(plaatsing.tot),
                "uiterlijk": datum(plaatsing.antwoord_uiterlijk) if plaatsing.antwoord_uiterlijk else "",
                **context,
            },
        )
