"""A term on a page: `{% load termijnen %}`, then give each tag a row of `selectors.overzicht(dossier)`."""

from typing import Any

from django import template

from swv.termijnen.selectors import Termijnoverzicht

register = template.Library()


@register.inclusion_tag("termijnen/_stand.html")
def termijn_stand(*, overzicht: Termijnoverzicht) -> dict[str, Any]:
    """One line: the last day with the days left, since when the term stands still, or when it was done."""
    return {"termijn": overzicht.termijn, "overzicht": overzicht}


@register.inclusion_tag("termijnen/_waarom.html")
def termijn_uitleg(*, overzicht: Termijnoverzicht, open: bool = False) -> dict[str, Any]:
    """ "Waarom deze datum?": the sum step by step, opens on request."""
    return {"termijn": overzicht.termijn, "overzicht": overzicht, "som": overzicht.uitleg, "open": open}


@register.inclusion_tag("termijnen/_herinneringen.html")
def termijn_herinneringen(*, overzicht: Termijnoverzicht) -> dict[str, Any]:
    """The reminders of a term: planned, sent, late or skipped; nothing when there were none."""
    return {"termijn": overzicht.termijn, "herinneringen": overzicht.herinneringen}
