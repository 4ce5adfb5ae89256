"""The API door: read requests and TLVs in the scope of the caller, and do the acts of their workflows."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from toelating.blik import blik_van, in_status, is_uit_beeld, uit_beeld
from toelating.models import Categorie, Soort, Status, Tlvaanvraag, Verklaring, Verklaringstatus
from toelating.verklaringen import met_regel
from toelating.workflow import verklaring, workflow


class BesluitSerializer(serializers.Serializer[Any]):
    """What was decided; before that moment a concept is nobody's business but the bureau's."""

    nummer = serializers.CharField(source="besluitnummer")
    op = serializers.DateTimeField(source="besloten_op")
    categorie = serializers.ChoiceField(choices=Categorie.choices, allow_blank=True)
    ingang = serializers.DateField(allow_null=True)
    einde = serializers.DateField(allow_null=True)


class TlvaanvraagSerializer(serializers.ModelSerializer[Tlvaanvraag]):
    """What a list shows. Names of pupils stay out: ask the dossier itself in the portal."""

    soort_naam = serializers.CharField(read_only=True)
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    school_naam = serializers.CharField(source="school.naam", read_only=True)
    besluit = serializers.SerializerMethodField()

    class Meta:
        model = Tlvaanvraag
        fields = [
            "id",
            "kenmerk",
            "soort",
            "soort_naam",
            "status",
            "status_naam",
            "school",
            "school_naam",
            "gevraagde_categorie",
            "gevraagde_ingang",
            "gevraagd_tot",
            "ingediend_op",
            "beslisdatum",
            "besluit",
            "bekendgemaakt_op",
            "versie",
        ]
        read_only_fields = fields

    @extend_schema_field(BesluitSerializer(allow_null=True))
    def get_besluit(self, aanvraag: Tlvaanvraag) -> dict[str, Any] | None:
        return BesluitSerializer(aanvraag).data if aanvraag.is_besloten else None


class TlvaanvraagDetailSerializer(MetHandelingen, TlvaanvraagSerializer):
    class Meta(TlvaanvraagSerializer.Meta):
        fields = [*TlvaanvraagSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class TlvaanvraagFilter(filters.FilterSet):
    soort = filters.ChoiceFilter(choices=Soort.choices)
    status = filters.MultipleChoiceFilter(choices=Status.choices)
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Tlvaanvraag
        fields = ["soort", "status", "school"]


class TlvaanvraagViewSet(DossierViewSet[Tlvaanvraag]):
    """Requests for a TLV that the caller may see, newest first, and the acts on each."""

    model = Tlvaanvraag
    workflow = workflow
    lijst_serializer, detail_serializer = TlvaanvraagSerializer, TlvaanvraagDetailSerializer
    filterset_class = TlvaanvraagFilter
    erbij = ("school__bestuur", "regeling")


class VerklaringSerializer(serializers.ModelSerializer[Verklaring]):
    """One TLV by its number, as DUO knows it; without the pupil."""

    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True, allow_null=True, default=None)

    class Meta:
        model = Verklaring
        fields = [
            "id",
            "nummer",
            "aanvraag",
            "status",
            "status_naam",
            "onderwijs",
            "categorie",
            "ingang",
            "einde",
            "geldig_tot",
            "afgegeven_op",
            "gebruiken_voor",
            "school",
            "geplaatst_op",
            "versie",
        ]
        read_only_fields = fields

    def to_representation(self, instance: Verklaring) -> dict[str, Any]:
        """Once the pupil has a place, the school that asked reads no more of it here than on the page."""
        rij = super().to_representation(instance)
        if not is_uit_beeld(blik_van(self.context["request"].user, instance), instance):
            return rij
        geplaatst = Verklaringstatus.VERZILVERD
        anders = {"school": None, "geplaatst_op": None, "geldig_tot": rij["einde"]}
        return {**rij, **anders, "status": str(geplaatst), "status_naam": str(geplaatst.label)}


class VerklaringDetailSerializer(MetHandelingen, VerklaringSerializer):
    class Meta(VerklaringSerializer.Meta):
        fields = [*VerklaringSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class VerklaringFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Verklaringstatus.choices, method="op_status")
    nummer = filters.CharFilter()
    school = filters.CharFilter(field_name="school__code", method="op_school")

    class Meta:
        model = Verklaring
        fields = ["status", "nummer", "school"]

    def op_status(self, queryset: Any, name: str, value: list[str]) -> Any:
        return queryset.filter(in_status(self.request.user, value)) if value else queryset

    def op_school(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(~uit_beeld(self.request.user), school__code=value)


class VerklaringViewSet(DossierViewSet[Verklaring]):
    """TLVs that the caller may see, newest first, and the acts on each."""

    model = Verklaring
    workflow = verklaring.workflow
    lijst_serializer, detail_serializer = VerklaringSerializer, VerklaringDetailSerializer
    filterset_class = VerklaringFilter
    erbij = ("school", "aanvraag")

    def get_queryset(self) -> Any:
        return met_regel(super().get_queryset())
