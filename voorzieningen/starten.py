"""From a facility straight to the page where it is asked for. The pages belong to rooms above: only their names are
known here, and a portal without that room has no button."""

from django.urls import NoReverseMatch, reverse

from voorzieningen.models import Voorziening

TOELATING = "toelating"
"""The `aanvraagsoort` of a facility for which a school asks a TLV."""


def start_url(voorziening: Voorziening) -> str:
    """Where the aanvraag for this facility starts; empty when it cannot be asked for here (any more)."""
    soort = voorziening.aanvraagsoort
    if not soort or voorziening.is_verlopen:
        return ""
    try:
        return reverse("toelating:nieuw") if soort == TOELATING else reverse("aanvragen:starten", args=[soort])
    except NoReverseMatch:
        return ""
