"""`{% verantwoording_bij aanvraag=aanvraag %}`: what an award is accounted for with, on the page of the award."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from aanvragen.models import Aanvraag, Effectmeting, Status, Verantwoording
from aanvragen.verantwoording.teksten import BADGES

register = template.Library()


@register.inclusion_tag("aanvragen/verantwoording/_bij_aanvraag.html", takes_context=True)
def verantwoording_bij(context: Context, *, aanvraag: Aanvraag, beheer: bool = False) -> dict[str, Any]:
    """What this reader may see of it; with `beheer` links lead to the admin. Two queries, none for what was not
    awarded."""
    if aanvraag.status != Status.TOEGEKEND:
        return {"rijen": [], "metingen": []}
    user = context["request"].user
    rijen = Verantwoording.objects.for_user(user).filter(aanvraag=aanvraag).order_by("schooljaar")
    metingen = Effectmeting.objects.for_user(user).filter(aanvraag=aanvraag).order_by("na_maanden")
    return {
        "rijen": [(rij, BADGES[rij.status], _adres(rij, beheer)) for rij in rijen.defer("antwoorden")],
        "metingen": list(metingen),
    }


def _adres(rij: Verantwoording, beheer: bool) -> str:
    return reverse("admin:aanvragen_verantwoording_change", args=[rij.pk]) if beheer else rij.get_absolute_url()
