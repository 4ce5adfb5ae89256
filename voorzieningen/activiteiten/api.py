"""The API doors: activities and places in them that the caller may see, and the acts on each."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from voorzieningen.activiteiten import inschrijvingen, workflow
from voorzieningen.models import Activiteit, Inschrijving


class ActiviteitSerializer(serializers.ModelSerializer[Activiteit]):
    """What a list shows."""

    status_naam = serializers.CharField(source="get_status_display", read_only=True)

    class Meta:
        model = Activiteit
        fields = [
            "id",
            "kenmerk",
            "soort",
            "titel",
            "omschrijving",
            "schooljaar",
            "voor",
            "capaciteit",
            "inschrijven_van",
            "inschrijven_tot",
            "begint",
            "eindigt",
            "status",
            "status_naam",
            "versie",
        ]
        read_only_fields = fields


class ActiviteitDetailSerializer(MetHandelingen, ActiviteitSerializer):
    class Meta(ActiviteitSerializer.Meta):
        fields = [*ActiviteitSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class ActiviteitFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Activiteit.Status.choices)
    soort = filters.MultipleChoiceFilter(choices=Activiteit.Soort.choices)

    class Meta:
        model = Activiteit
        fields = ["status", "soort", "schooljaar"]


class ActiviteitViewSet(DossierViewSet[Activiteit]):
    """Activities that the caller may see, newest first, and the acts on each."""

    model = Activiteit
    workflow = workflow.workflow
    lijst_serializer, detail_serializer = ActiviteitSerializer, ActiviteitDetailSerializer
    filterset_class = ActiviteitFilter


class InschrijvingSerializer(serializers.ModelSerializer[Inschrijving]):
    """What a list shows. Whose it is stands in the portal."""

    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    activiteit = serializers.CharField(source="activiteit.kenmerk", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True, default=None)

    class Meta:
        model = Inschrijving
        fields = ["id", "activiteit", "school", "status", "status_naam", "ingeschreven_op", "versie"]
        read_only_fields = fields


class InschrijvingDetailSerializer(MetHandelingen, InschrijvingSerializer):
    class Meta(InschrijvingSerializer.Meta):
        fields = [*InschrijvingSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class InschrijvingFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Inschrijving.Status.choices)
    activiteit = filters.CharFilter(field_name="activiteit__kenmerk")

    class Meta:
        model = Inschrijving
        fields = ["status", "activiteit"]


class InschrijvingViewSet(DossierViewSet[Inschrijving]):
    """Places in activities that the caller may see, newest first, and the acts on each."""

    model = Inschrijving
    workflow = inschrijvingen.workflow
    lijst_serializer, detail_serializer = InschrijvingSerializer, InschrijvingDetailSerializer
    filterset_class = InschrijvingFilter
    erbij = ("activiteit", "school")
