"""The API door: profiles and checklists that the caller may see, and the acts on each."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from voorzieningen.models import Checklist, Profiel
from voorzieningen.profielen import selectors
from voorzieningen.profielen.workflow import checklists, profielen


class ProfielSerializer(serializers.ModelSerializer[Profiel]):
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = Profiel
        fields = ["id", "school", "status", "status_naam", "gepubliceerd_op", "geldig_tot", "is_te_oud", "versie"]
        read_only_fields = fields


class ProfielDetailSerializer(MetHandelingen, ProfielSerializer):
    """With the texts as the school wrote them, and the web addresses of its facilities in the catalogue."""

    voorzieningen: serializers.SlugRelatedField = serializers.SlugRelatedField(
        slug_field="slug", many=True, read_only=True
    )

    class Meta(ProfielSerializer.Meta):
        fields = [*ProfielSerializer.Meta.fields, "antwoorden", "voorzieningen", "handelingen"]
        read_only_fields = fields


class ProfielFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Profiel.Status.choices)
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Profiel
        fields = ["status", "school"]


class ProfielViewSet(DossierViewSet[Profiel]):
    """Profiles that the caller may see, newest first, and the acts on each."""

    model = Profiel
    workflow = profielen
    lijst_serializer, detail_serializer = ProfielSerializer, ProfielDetailSerializer
    filterset_class = ProfielFilter
    erbij = ("school",)


class ChecklistSerializer(serializers.ModelSerializer[Checklist]):
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = Checklist
        fields = ["id", "school", "schooljaar", "status", "status_naam", "vastgesteld_op", "versie"]
        read_only_fields = fields


class ScoreSerializer(serializers.Serializer[Any]):
    procent = serializers.IntegerField()
    norm = serializers.IntegerField()
    haalt_norm = serializers.BooleanField()
    per_ijkpunt = serializers.DictField(child=serializers.IntegerField())


class ChecklistDetailSerializer(MetHandelingen, ChecklistSerializer):
    """With the score, once it is fixed."""

    score = serializers.SerializerMethodField()

    class Meta(ChecklistSerializer.Meta):
        fields = [*ChecklistSerializer.Meta.fields, "score", "handelingen"]
        read_only_fields = fields

    @extend_schema_field(ScoreSerializer(allow_null=True))
    def get_score(self, checklist: Checklist) -> dict[str, Any] | None:
        score = selectors.scores([checklist]).get(checklist)
        if score is None:
            return None
        return {
            "procent": score.procent,
            "norm": score.regel.norm,
            "haalt_norm": score.haalt_norm,
            "per_ijkpunt": {str(nummer): score.procent_van(nummer) for nummer in score.per_ijkpunt},
        }


class ChecklistFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Checklist.Status.choices)
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Checklist
        fields = ["status", "school", "schooljaar"]


class ChecklistViewSet(DossierViewSet[Checklist]):
    """Checklists that the caller may see, newest first, and the acts on each."""

    model = Checklist
    workflow = checklists
    lijst_serializer, detail_serializer = ChecklistSerializer, ChecklistDetailSerializer
    filterset_class = ChecklistFilter
    erbij = ("school",)
