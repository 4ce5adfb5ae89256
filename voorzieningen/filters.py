"""The filters of the catalogue: one set for page and API, so that an address with filters can be passed on."""

import django_filters
from django import forms

from voorzieningen.models import Voorziening
from voorzieningen.models.catalogus import VoorzieningQuerySet


def _keuzefout(label: str) -> dict[str, str]:
    return {"invalid_choice": f"Kies bij ‘{label}’ een van de mogelijkheden uit de lijst."}


class VoorzieningFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Zoeken",
        method="zoeken",
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    rubriek = django_filters.ChoiceFilter(
        label="Rubriek",
        choices=Voorziening.Rubriek.choices,
        empty_label="Alle rubrieken",
        error_messages=_keuzefout("Rubriek"),
    )
    soort = django_filters.AllValuesFilter(
        label="Soort", empty_label="Alle soorten", error_messages=_keuzefout("Soort")
    )
    swv = django_filters.AllValuesFilter(
        label="Regio",
        empty_label="Alle regio’s",
        error_messages=_keuzefout("Regio"),
    )
    aanvraagbaar = django_filters.ChoiceFilter(
        label="In dit portaal aan te vragen",
        choices=[("ja", "Ja"), ("nee", "Nee")],
        empty_label="Maakt niet uit",
        method="op_aanvraagbaar",
        error_messages=_keuzefout("In dit portaal aan te vragen"),
    )

    class Meta:
        model = Voorziening
        fields: list[str] = []

    def zoeken(self, queryset: VoorzieningQuerySet, name: str, value: str) -> VoorzieningQuerySet:
        return queryset.zoeken(value)

    def op_aanvraagbaar(self, queryset: VoorzieningQuerySet, name: str, value: str) -> VoorzieningQuerySet:
        return queryset.exclude(aanvraagsoort="") if value == "ja" else queryset.filter(aanvraagsoort="")
