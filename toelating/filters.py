"""The filters of the list of TLVs; an address with filters can be passed on."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone

from swv.kern.schooljaar import laatste_dag_schooljaar
from swv.organisaties.models import School
from toelating.blik import in_status, uit_beeld
from toelating.models import Categorie, Onderwijssoort, Verklaring, Verklaringstatus
from toelating.models.verklaring import VerklaringQuerySet
from toelating.ophalen import lees_nummer

STANDEN: dict[str, tuple[str, tuple[Verklaringstatus, ...]]] = {
    "wacht": ("Nog niet opgehaald", (Verklaringstatus.AFGEGEVEN,)),
    "opgehaald": ("Opgehaald, niet geplaatst", (Verklaringstatus.OPGEHAALD,)),
    "geplaatst": ("Leerling is geplaatst", (Verklaringstatus.VERZILVERD,)),
    "voorbij": (
        "Verlopen, vervangen of beëindigd",
        (Verklaringstatus.VERLOPEN, Verklaringstatus.VERVANGEN, Verklaringstatus.BEEINDIGD),
    ),
    "ongeldig": (
        "Vervallen, ingetrokken of herroepen",
        (Verklaringstatus.VERVALLEN, Verklaringstatus.INGETROKKEN, Verklaringstatus.HERROEPEN),
    ),
}
EERSTE_EINDE, VERSTE_EINDE = 2025, 9  # the first year, and how many years ahead
PRO = "pro"


def _keuzefout(label: str) -> dict[str, str]:
    return {"invalid_choice": f"Kies bij ‘{label}’ een van de mogelijkheden uit de lijst."}


def _einden() -> list[tuple[str, str]]:
    nu = laatste_dag_schooljaar(timezone.localdate()).year
    return [(str(jaar), f"31 juli {jaar}") for jaar in range(EERSTE_EINDE, nu + VERSTE_EINDE)]


def _soorten() -> list[tuple[str, str]]:
    vso = [(str(waarde), f"Vso, categorie {label}") for waarde, label in Categorie.choices]
    return [(Onderwijssoort.VSO.value, "Vso, alle categorieën"), *vso, (PRO, "Praktijkonderwijs")]


def _scholen(verklaringen: VerklaringQuerySet, gebruiker: Any) -> list[tuple[str, str]]:
    """The schools that asked for, wait for or use one of these TLVs, as far as this person may know them."""
    bekend = verklaringen.exclude(uit_beeld(gebruiker))
    wegen = (("aanvraag__school", verklaringen), ("aanvraag__beoogde_school", verklaringen), ("school", bekend))
    waar = Q(pk__in=[])
    for weg, rijen in wegen:
        waar |= Q(pk__in=rijen.filter(**{f"{weg}__isnull": False}).values(weg))
    return [(str(school.pk), school.naam) for school in School.objects.filter(waar)]


class VerklaringFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Nummer",
        method="op_nummer",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    soort = django_filters.ChoiceFilter(
        label="Soort",
        choices=_soorten,
        empty_label="Alle soorten",
        method="op_soort",
        error_messages=_keuzefout("Soort"),
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(code, label) for code, (label, _) in STANDEN.items()],
        empty_label="Alles",
        method="op_stand",
        error_messages=_keuzefout("Stand"),
    )
    einde = django_filters.ChoiceFilter(
        label="Eindigt op",
        choices=_einden,
        empty_label="Alle einddatums",
        method="op_einde",
        error_messages=_keuzefout("Eindigt op"),
    )
    school = django_filters.ChoiceFilter(
        label="School", method="op_school", empty_label="Alle scholen", error_messages=_keuzefout("School")
    )

    class Meta:
        model = Verklaring
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scholen = _scholen(self.queryset, self.request.user)
        if len(scholen) > 1:
            self.filters["school"].extra["choices"] = scholen
        else:
            del self.filters["school"]

    def op_nummer(self, queryset: VerklaringQuerySet, name: str, value: str) -> VerklaringQuerySet:
        """A number or its beginning; only digits are the end of it."""
        nummer = lees_nummer(value)
        if nummer.isdecimal() and len(nummer) <= 5:
            return queryset.filter(nummer__endswith=f"-{nummer:0>5}")
        return queryset.filter(nummer__startswith=nummer)

    def op_soort(self, queryset: VerklaringQuerySet, name: str, value: str) -> VerklaringQuerySet:
        veld = "onderwijs" if value in Onderwijssoort.values else "categorie"
        return queryset.filter(**{veld: value})

    def op_stand(self, queryset: VerklaringQuerySet, name: str, value: str) -> VerklaringQuerySet:
        return queryset.filter(in_status(self.request.user, STANDEN[value][1]))

    def op_einde(self, queryset: VerklaringQuerySet, name: str, value: str) -> VerklaringQuerySet:
        return queryset.filter(einde=date(int(value), 7, 31))

    def op_school(self, queryset: VerklaringQuerySet, name: str, value: str) -> VerklaringQuerySet:
        """The school that asked, that is meant, or that has it."""
        nu = Q(school=value) & ~uit_beeld(self.request.user)
        return queryset.filter(Q(aanvraag__school=value) | Q(aanvraag__beoogde_school=value) | nu)
