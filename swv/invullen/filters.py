"""The filters of a list of dossiers; an address with filters can be passed on. Nothing of a pupil is searched for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from swv.kern.schooljaar import in_woorden, schooljaar
from swv.organisaties.models import School

OUDSTE_SCHOOLJAAR = 2025


def keuzefout(label: str) -> dict[str, str]:
    return {"invalid_choice": f"Kies bij ‘{label}’ een van de mogelijkheden uit de lijst."}


def _schooljaren() -> list[tuple[str, str]]:
    nu = schooljaar(timezone.localdate())
    return [(str(jaar), in_woorden(jaar)) for jaar in range(nu, OUDSTE_SCHOOLJAAR - 1, -1)]


class Lijstfilter(django_filters.FilterSet):
    """A room says which kinds there are, which states a choice stands for, and the letter of its kenmerk."""

    standen: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]]
    letter: ClassVar[str]

    zoek = django_filters.CharFilter(
        label="Kenmerk",
        method="op_kenmerk",
        max_length=20,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", method="op_soort", empty_label="Alle soorten", error_messages=keuzefout("Soort")
    )
    stand = django_filters.ChoiceFilter(
        label="Stand", method="op_stand", empty_label="Alles", error_messages=keuzefout("Stand")
    )
    jaar = django_filters.ChoiceFilter(
        label="Schooljaar",
        choices=_schooljaren,
        empty_label="Alle schooljaren",
        method="op_schooljaar",
        error_messages=keuzefout("Schooljaar"),
    )
    school = django_filters.ChoiceFilter(
        label="School", method="op_school", empty_label="Alle scholen", error_messages=keuzefout("School")
    )

    def __init__(self, *args: Any, scholen: Sequence[School], **kwargs: Any) -> None:
        """`scholen` are those that this person can choose between."""
        super().__init__(*args, **kwargs)
        self.filters["soort"].extra["choices"] = list(self.soorten())
        self.filters["stand"].extra["choices"] = [(code, label) for code, (label, _) in self.standen.items()]
        if len(scholen) > 1:
            self.filters["school"].extra["choices"] = [(str(school.pk), school.naam) for school in scholen]
        else:
            del self.filters["school"]

    def soorten(self) -> Iterable[tuple[str, str]]:
        raise NotImplementedError

    def op_kenmerk(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """A kenmerk or its beginning, with or without its letter."""
        kenmerk = value.strip().upper()
        return queryset.filter(
            kenmerk__startswith=kenmerk if kenmerk.startswith(self.letter) else f"{self.letter}-{kenmerk}"
        )

    def op_soort(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(soort=value)

    def op_stand(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(status__in=self.standen[value][1])

    def op_school(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(school_id=value)

    def op_schooljaar(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What began in a school year, as a range of the sort key of the list."""
        begin, eind = (
            timezone.make_aware(datetime(jaar, 8, 1))  # noqa: DTZ001
            for jaar in (int(value), int(value) + 1)
        )
        return queryset.filter(aangemaakt_op__gte=begin, aangemaakt_op__lt=eind)
