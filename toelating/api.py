"""The API door: read requests and TLVs in the scope of the caller, and do the acts of their workflows."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from toelating.models import Categorie, Soort, Status, Tlvaanvraag, Verklaring, Verklaringstatus
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


class VerklaringDetailSerializer(MetHandelingen, VerklaringSerializer):
    class Meta(VerklaringSerializer.Meta):
        fields = [*VerklaringSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class VerklaringFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Verklaringstatus.choices)
    nummer = filters.CharFilter()
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Verklaring
        fields = ["status", "nummer", "school"]


class VerklaringViewSet(DossierViewSet[Verklaring]):
    """TLVs that the caller may see, newest first, and the acts on each."""

    model = Verklaring
    workflow = verklaring.workflow
    lijst_serializer, detail_serializer = VerklaringSerializer, VerklaringDetailSerializer
    filterset_class = VerklaringFilter
    erbij = ("school", "aanvraag")
