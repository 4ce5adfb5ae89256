"""The filters of the list of aanvragen; an address with filters can be passed on."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.utils import timezone

from aanvragen.models import Aanvraag, Status
from aanvragen.models.aanvraag import AanvraagQuerySet
from aanvragen.soorten import alle
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker, Rolsoort, School

STANDEN: dict[str, tuple[str, tuple[Status, ...]]] = {
    "concept": ("Concept", (Status.CONCEPT,)),
    "bestuur": ("Bij het schoolbestuur", (Status.TER_MEDETEKENING,)),
    "loopt": ("In behandeling", (Status.INGEDIEND, Status.IN_BEHANDELING, Status.TER_ONDERTEKENING)),
    "school": ("Wacht op de school", (Status.AANVULLING_GEVRAAGD, Status.FEEDBACK_GEGEVEN)),
    "toegekend": ("Toegekend", (Status.TOEGEKEND,)),
    "niet": ("Afgewezen of buiten behandeling", (Status.AFGEWEZEN, Status.BUITEN_BEHANDELING)),
    "ingetrokken": ("Ingetrokken", (Status.INGETROKKEN,)),
}
OUDSTE_SCHOOLJAAR = 2025


def _keuzefout(label: str) -> dict[str, str]:
    return {"invalid_choice": f"Kies bij ‘{label}’ een van de mogelijkheden uit de lijst."}


def _schooljaren() -> list[tuple[str, str]]:
    nu = schooljaar(timezone.localdate())
    return [(str(jaar), f"{jaar}-{jaar + 1}") for jaar in range(nu, OUDSTE_SCHOOLJAAR - 1, -1)]


def eigen_scholen(gebruiker: Gebruiker) -> list[School]:
    """The schools somebody can choose between. One query for a board, none for a coördinator."""
    if gebruiker.heeft_rol(Rolsoort.BESTUUR):
        return list(School.objects.filter(pk__in=gebruiker.school_ids))
    scholen = {rol.school for rol in gebruiker.rollen_nu if rol.soort == Rolsoort.COORDINATOR and rol.school}
    return sorted(scholen, key=lambda school: (school.naam, school.code))


class AanvraagFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Kenmerk",
        method="op_kenmerk",
        max_length=20,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    soort = django_filters.ChoiceFilter(
        label="Soort",
        choices=lambda: [(soort.code, soort.naam) for soort in alle()],
        empty_label="Alle soorten",
        error_messages=_keuzefout("Soort"),
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(code, label) for code, (label, _) in STANDEN.items()],
        empty_label="Alles",
        method="op_stand",
        error_messages=_keuzefout("Stand"),
    )
    jaar = django_filters.ChoiceFilter(
        label="Schooljaar",
        choices=_schooljaren,
        empty_label="Alle schooljaren",
        method="op_schooljaar",
        error_messages=_keuzefout("Schooljaar"),
    )
    school = django_filters.ChoiceFilter(
        label="School", field_name="school_id", empty_label="Alle scholen", error_messages=_keuzefout("School")
    )

    class Meta:
        model = Aanvraag
        fields: list[str] = []

    def __init__(self, *args: Any, gebruiker: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scholen = eigen_scholen(gebruiker)
        if len(scholen) > 1:
            self.filters["school"].extra["choices"] = [(str(school.pk), school.naam) for school in scholen]
        else:
            del self.filters["school"]

    def op_kenmerk(self, queryset: AanvraagQuerySet, name: str, value: str) -> AanvraagQuerySet:
        """A kenmerk or its beginning, with or without `A-`."""
        kenmerk = value.strip().upper()
        return queryset.filter(kenmerk__startswith=kenmerk if kenmerk.startswith("A") else f"A-{kenmerk}")

    def op_stand(self, queryset: AanvraagQuerySet, name: str, value: str) -> AanvraagQuerySet:
        return queryset.filter(status__in=STANDEN[value][1])

    def op_schooljaar(self, queryset: AanvraagQuerySet, name: str, value: str) -> AanvraagQuerySet:
        """The aanvragen begun in a school year, as a range of the sort key of the list."""
        begin, eind = (
            timezone.make_aware(datetime(jaar, 8, 1))  # noqa: DTZ001
            for jaar in (int(value), int(value) + 1)
        )
        return queryset.filter(aangemaakt_op__gte=begin, aangemaakt_op__lt=eind)
