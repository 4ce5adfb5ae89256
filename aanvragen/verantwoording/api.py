"""The API door: read verantwoordingen in the scope of the caller, and do the acts of the workflow."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from aanvragen.models import Verantwoording, Verantwoordingstatus
from aanvragen.verantwoording.workflow import workflow
from swv.kern.api import DossierViewSet, MetHandelingen


class VerantwoordingSerializer(serializers.ModelSerializer[Verantwoording]):
    """Figures and state; what the school wrote is read in the portal."""

    soort = serializers.CharField(source="aanvraag.soort", read_only=True)
    aanvraag = serializers.CharField(source="aanvraag.kenmerk", read_only=True)
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    school_naam = serializers.CharField(source="school.naam", read_only=True)

    class Meta:
        model = Verantwoording
        fields = [
            "id",
            "kenmerk",
            "aanvraag",
            "soort",
            "schooljaar",
            "status",
            "status_naam",
            "school",
            "school_naam",
            "toegekend",
            "besteed",
            "vastgesteld",
            "vrijgevallen",
            "teruggevorderd",
            "uiterlijk",
            "ingediend_op",
            "beslisdatum",
            "besloten_op",
            "versie",
        ]
        read_only_fields = fields


class VerantwoordingDetailSerializer(MetHandelingen, VerantwoordingSerializer):
    class Meta(VerantwoordingSerializer.Meta):
        fields = [*VerantwoordingSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class VerantwoordingFilter(filters.FilterSet):
    status = filters.MultipleChoiceFilter(choices=Verantwoordingstatus.choices)
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Verantwoording
        fields = ["schooljaar", "status", "school"]


class VerantwoordingViewSet(DossierViewSet[Verantwoording]):
    """Verantwoordingen that the caller may see, newest first, and the acts on each."""

    model = Verantwoording
    workflow = workflow
    lijst_serializer, detail_serializer = VerantwoordingSerializer, VerantwoordingDetailSerializer
    filterset_class = VerantwoordingFilter
    erbij = ("school__bestuur", "aanvraag__regeling")
