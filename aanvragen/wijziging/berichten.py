"""Who gets a message about a change: the same people as about its aanvraag."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from aanvragen.berichten import aanvragers, bestuur, directeuren, school
from aanvragen.berichten import behandelaars as behandelaars_van
from aanvragen.models import Wijziging
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten

__all__ = ["aanvragers", "behandelaars", "bestuur", "directeuren", "school", "sturen"]


def behandelaars(wijziging: Wijziging) -> Iterable[Gebruiker]:
    """The colleague who handles it; everybody of the bureau while nobody does or when that colleague left."""
    return behandelaars_van(wijziging)  # type: ignore[arg-type]  # asks only for the behandelaar


def _pad(wijziging: Wijziging, persoon: Gebruiker) -> str:
    """Where this person works on it."""
    if persoon.heeft_rol(Rolsoort.BUREAU):
        return reverse("admin:aanvragen_wijziging_change", args=[wijziging.pk])
    if persoon.heeft_rol(Rolsoort.DIRECTEUR):
        return reverse("wijzigingen:besluit", args=[wijziging.pk])
    return wijziging.get_absolute_url()


def sturen(wijziging: Wijziging, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any) -> None:
    """Put a message ready for each person, once per `sleutel` and person."""
    for persoon in aan:
        bericht_klaarzetten(
            bron=wijziging,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{wijziging.pk}:{sleutel}:{persoon.pk}",
            context={
                "kenmerk": wijziging.kenmerk,
                "aanvraag": wijziging.aanvraag.kenmerk or "",
                "soort_naam": wijziging.aanvraag.soort_naam,
                "school": wijziging.school.naam,
                "pad": _pad(wijziging, persoon),
                **context,
            },
        )
