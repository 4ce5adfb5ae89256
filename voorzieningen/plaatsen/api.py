"""The API door: places that the caller may see, and the acts on each."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen.workflow import workflow


class PlaatsingSerializer(serializers.ModelSerializer[Plaatsing]):
    """What a list shows. Reasons and explanations stay in the portal."""

    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    voorziening = serializers.SlugField(source="voorziening.slug", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = Plaatsing
        fields = [
            "id",
            "kenmerk",
            "voorziening",
            "school",
            "status",
            "status_naam",
            "van",
            "tot",
            "gevraagd_van",
            "gevraagd_tot",
            "aangevraagd_op",
            "antwoord_uiterlijk",
            "uren_per_week",
            "doel",
            "effect",
            "versie",
        ]
        read_only_fields = fields


class PlaatsingDetailSerializer(MetHandelingen, PlaatsingSerializer):
    class Meta(PlaatsingSerializer.Meta):
        fields = [*PlaatsingSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class PlaatsingFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Plaatsing.Status.choices)
    voorziening = filters.CharFilter(field_name="voorziening__slug")
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Plaatsing
        fields = ["status", "voorziening", "school"]


class PlaatsingViewSet(DossierViewSet[Plaatsing]):
    """Places in facilities that the caller may see, newest first, and the acts on each."""

    model = Plaatsing
    workflow = workflow
    lijst_serializer, detail_serializer = PlaatsingSerializer, PlaatsingDetailSerializer
    filterset_class = PlaatsingFilter
    erbij = ("voorziening", "school")
