"""The API door: read changes in the scope of the caller, and do the acts of the workflow."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from aanvragen.models import Wijziging, Wijzigingstatus, Wijzigsoort
from aanvragen.wijziging.workflow import workflow
from swv.kern.api import DossierViewSet, MetHandelingen


class WijzigingSerializer(serializers.ModelSerializer[Wijziging]):
    """What a list shows. Reasons and names stay out: ask the dossier itself in the portal."""

    soort_naam = serializers.CharField(read_only=True)
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    aanvraag = serializers.CharField(source="aanvraag.kenmerk", read_only=True)
    school = serializers.CharField(source="aanvraag.school.code", read_only=True)

    class Meta:
        model = Wijziging
        fields = [
            "id",
            "kenmerk",
            "aanvraag",
            "school",
            "soort",
            "soort_naam",
            "status",
            "status_naam",
            "van_school",
            "gevraagd_bedrag",
            "gevraagde_uren",
            "gevraagd_tot",
            "ingediend_op",
            "besluitnummer",
            "besloten_op",
            "versie",
        ]
        read_only_fields = fields


class WijzigingDetailSerializer(MetHandelingen, WijzigingSerializer):
    class Meta(WijzigingSerializer.Meta):
        fields = [*WijzigingSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class WijzigingFilter(filters.FilterSet):
    soort = filters.ChoiceFilter(choices=Wijzigsoort.choices)
    status = filters.MultipleChoiceFilter(choices=Wijzigingstatus.choices)
    aanvraag = filters.CharFilter(field_name="aanvraag__kenmerk")

    class Meta:
        model = Wijziging
        fields = ["soort", "status", "aanvraag"]


class WijzigingViewSet(DossierViewSet[Wijziging]):
    """Changes of awards that the caller may see, newest first, and the acts on each."""

    model = Wijziging
    workflow = workflow
    lijst_serializer, detail_serializer = WijzigingSerializer, WijzigingDetailSerializer
    filterset_class = WijzigingFilter
    erbij = ("aanvraag__school", "aanvraag__regeling")
