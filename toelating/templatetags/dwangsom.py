"""Notices of default on a page: `{% load dwangsom %}`."""

from typing import Any

from django import template

from toelating.dwangsom import teksten
from toelating.dwangsom.stand import Dwangsomstand
from toelating.dwangsom.werk import dwangsomwerk
from toelating.models import Ingebrekestelling

register = template.Library()


@register.inclusion_tag("toelating/dwangsom/_werk.html")
def dwangsomwerk_van(gebruiker: Any) -> dict[str, Any]:
    """What this person has to do because of notices of default; nothing when there is nothing."""
    return {"regels": list(dwangsomwerk(gebruiker)), "toon_school": True}


@register.inclusion_tag("toelating/dwangsom/_stand.html")
def dwangsom_stand(*, stand: Dwangsomstand) -> dict[str, Any]:
    """One notice for who judges it: while it is open a warning with days and amounts, afterwards what became of it."""
    return {
        "stand": stand,
        "rij": stand.rij,
        "kop": teksten.kop(stand),
        "zin": teksten.zin(stand),
        "te_vroeg": teksten.te_vroeg(stand),
    }


@register.inclusion_tag("toelating/dwangsom/_som.html")
def dwangsom_som(*, stand: Dwangsomstand) -> dict[str, Any]:
    """The sum step by step."""
    return {"stand": stand, "rij": stand.rij}


@register.filter
def voor_school(rij: Ingebrekestelling) -> str:
    return teksten.voor_school(rij)
