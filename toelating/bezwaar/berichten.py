"""Who gets a message about an objection. Messages name references, never a pupil or who objects."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.models import Bericht
from swv.post.services import bericht_klaarzetten
from toelating.berichten import aanvragers, bestuur
from toelating.bezwaar.mensen import betrokkenen
from toelating.models import Bezwaar

__all__ = ["aanvragers", "behandelaars", "bezwaarmakers", "directeuren", "is_digitaal", "pad", "sturen"]


def behandelaars(bezwaar: Bezwaar) -> list[Gebruiker]:
    """Who handles it; while nobody does or that colleague left, everybody of the bureau who may."""
    buiten = betrokkenen(bezwaar.aanvraag) | bezwaar.aanvraag.verschoonden
    bureau = [persoon for persoon in Gebruiker.objects.met_rol(Rolsoort.BUREAU) if persoon.pk not in buiten]
    return [persoon for persoon in bureau if persoon.pk == bezwaar.behandelaar_id] or bureau


def directeuren(bezwaar: Bezwaar) -> list[Gebruiker]:
    """Who can sign the decision."""
    mensen = Gebruiker.objects.met_rol(Rolsoort.DIRECTEUR)
    return [persoon for persoon in mensen if persoon.pk not in bezwaar.aanvraag.verschoonden]


def bezwaarmakers(bezwaar: Bezwaar) -> list[Gebruiker]:
    """The board that objects and its school, as far as they have an account; parents have none."""
    return list(aanvragers(bezwaar.aanvraag)) if bezwaar.van == Bezwaar.Van.BESTUUR else []


def is_digitaal(bezwaar: Bezwaar) -> bool:
    """Whether the objector reads letters in the portal: a board with an account there. Others get them by post."""
    return bezwaar.van == Bezwaar.Van.BESTUUR and bestuur(bezwaar.aanvraag).exists()


def pad(bezwaar: Bezwaar, persoon: Gebruiker) -> str:
    """Where this person works on it."""
    if persoon.heeft_rol(Rolsoort.BUREAU):
        return reverse("admin:toelating_bezwaar_change", args=[bezwaar.pk])
    if persoon.heeft_rol(Rolsoort.DIRECTEUR):
        return reverse("toelating:bezwaar_besluit", args=[bezwaar.pk])
    return bezwaar.get_absolute_url()


def sturen(bezwaar: Bezwaar, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, **context: Any) -> list[Bericht]:
    """Put a message ready for each person, once per `sleutel` and person."""
    aanvraag = bezwaar.aanvraag
    return [
        bericht_klaarzetten(
            bron=bezwaar,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{bezwaar.pk}:{sleutel}:{persoon.pk}",
            context={
                "kenmerk": bezwaar.kenmerk,
                "aanvraag": aanvraag.kenmerk or "",
                "soort_naam": aanvraag.soort_naam,
                "school": aanvraag.school.naam,
                "pad": pad(bezwaar, persoon),
                **context,
            },
        )
        for persoon in aan
    ]
