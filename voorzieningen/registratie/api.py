"""The API door: registrations that the caller may see, and the acts on each. Names and explanations stay in the
portal."""

from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from voorzieningen.models import Registratie
from voorzieningen.registratie.workflow import workflow


class RegistratieSerializer(serializers.ModelSerializer[Registratie]):
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = Registratie
        fields = [
            "id",
            "kenmerk",
            "school",
            "status",
            "status_naam",
            "aanbieder",
            "van",
            "tot",
            "uren_per_week",
            "doel",
            "effect",
            "versie",
        ]
        read_only_fields = fields


class RegistratieDetailSerializer(MetHandelingen, RegistratieSerializer):
    class Meta(RegistratieSerializer.Meta):
        fields = [*RegistratieSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class RegistratieViewSet(DossierViewSet[Registratie]):
    """Pupils in niet-schoolse voorzieningen, newest first, and the acts on each."""

    model = Registratie
    workflow = workflow
    lijst_serializer, detail_serializer = RegistratieSerializer, RegistratieDetailSerializer
    filterset_fields = ["status", "doel"]
    erbij = ("school", "leerling")
