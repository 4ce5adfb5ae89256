"""`{% adres dossier "bijlagen" %}`: the address of a page of a dossier, in whichever room it lives."""

from typing import Any

from django import template

from swv.invullen.models import Invuldossier

register = template.Library()


@register.simple_tag
def adres(dossier: Invuldossier, naam: str, *args: Any) -> str:
    return dossier.adres(naam, *args)
