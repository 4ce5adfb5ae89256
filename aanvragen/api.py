"""The API door: read aanvragen in the scope of the caller, and do the acts of the workflow."""

from django_filters import rest_framework as filters
from rest_framework import serializers

from aanvragen.models import Aanvraag, Status
from aanvragen.soorten import alle
from aanvragen.workflow import workflow
from swv.kern.api import DossierViewSet, MetHandelingen


class AanvraagSerializer(serializers.ModelSerializer[Aanvraag]):
    """What a list shows. Names of pupils stay out: ask the dossier itself in the portal."""

    soort_naam = serializers.CharField(read_only=True)
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    school_naam = serializers.CharField(source="school.naam", read_only=True)

    class Meta:
        model = Aanvraag
        fields = [
            "id",
            "kenmerk",
            "soort",
            "soort_naam",
            "status",
            "status_naam",
            "school",
            "school_naam",
            "gevraagd_bedrag",
            "toegekend_bedrag",
            "van",
            "tot",
            "ingediend_op",
            "beslisdatum",
            "besluitnummer",
            "besloten_op",
            "versie",
        ]
        read_only_fields = fields


class AanvraagDetailSerializer(MetHandelingen, AanvraagSerializer):
    class Meta(AanvraagSerializer.Meta):
        fields = [*AanvraagSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class AanvraagFilter(filters.FilterSet):
    soort = filters.ChoiceFilter(choices=lambda: [(soort.code, soort.naam) for soort in alle()])
    status = filters.MultipleChoiceFilter(choices=Status.choices)
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Aanvraag
        fields = ["soort", "status", "school"]


class AanvraagViewSet(DossierViewSet[Aanvraag]):
    """Aanvragen that the caller may see, newest first, and the acts on each."""

    model = Aanvraag
    workflow = workflow
    lijst_serializer, detail_serializer = AanvraagSerializer, AanvraagDetailSerializer
    filterset_class = AanvraagFilter
    erbij = ("school", "regeling")
