"""Texts for what is asked often, put into a box where somebody types. What was typed there already always stays."""

from collections.abc import Sequence
from typing import Any

from django import forms

from swv.invullen.antwoorden import ruw
from swv.invullen.models import Standaardtekst

INVOEGEN = "invoegen"  # the button that only fills in
KEUZE = "standaardtekst"  # which text


def passend(soort: str) -> Sequence[Standaardtekst]:
    """The texts to choose from for a kind of dossier, such as `aanvragen:robot`. One query."""
    return list(Standaardtekst.objects.voor(soort))


def soortcode(dossier: Any) -> str:
    """The kind of a dossier among those of all rooms."""
    return f"{dossier._meta.app_label}:{dossier.soort}"


def aangevuld(form: forms.Form, veld: str, soort: str) -> dict[str, Any]:
    """What was typed in a form, with the chosen text below it in one field. Nothing is checked yet."""
    getypt = ruw(form, form.data)
    gekozen = [rij.tekst for rij in passend(soort) if str(rij.pk) == form.data.get(KEUZE)]
    alineas = [getypt[veld] or "", *gekozen]
    return getypt | {veld: "\n\n".join(alinea.strip() for alinea in alineas if alinea.strip())}
