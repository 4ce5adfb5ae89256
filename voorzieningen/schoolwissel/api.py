"""The API door: pupils who seek another school and rounds that the caller may see, and the acts on each. Names, what is
needed and reasons stay in the portal."""

from rest_framework import serializers

from swv.kern.api import DossierViewSet, MetHandelingen
from voorzieningen.models import Schoolwissel, Wisselronde
from voorzieningen.schoolwissel import ronde, workflow


class SchoolwisselSerializer(serializers.ModelSerializer[Schoolwissel]):
    status_naam = serializers.CharField(source="get_status_display", read_only=True)
    schooljaar = serializers.IntegerField(source="ronde.schooljaar", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    naar_school = serializers.CharField(source="naar_school.code", read_only=True, allow_null=True)

    class Meta:
        model = Schoolwissel
        fields = [
            "id",
            "kenmerk",
            "schooljaar",
            "school",
            "status",
            "status_naam",
            "leerjaar",
            "aangemeld_op",
            "naar_school",
            "naar_niveau",
            "antwoord_uiterlijk",
            "geplaatst_op",
            "versie",
        ]
        read_only_fields = fields


class SchoolwisselDetailSerializer(MetHandelingen, SchoolwisselSerializer):
    class Meta(SchoolwisselSerializer.Meta):
        fields = [*SchoolwisselSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class SchoolwisselViewSet(DossierViewSet[Schoolwissel]):
    """Pupils who seek another school, newest first, and the acts on each."""

    model = Schoolwissel
    workflow = workflow.workflow
    lijst_serializer, detail_serializer = SchoolwisselSerializer, SchoolwisselDetailSerializer
    filterset_fields = ["status"]
    erbij = ("ronde", "school", "naar_school", "leerling")


class WisselrondeSerializer(serializers.ModelSerializer[Wisselronde]):
    status_naam = serializers.CharField(source="get_status_display", read_only=True)

    class Meta:
        model = Wisselronde
        fields = ["id", "schooljaar", "status", "status_naam", "aanmelden_tot", "doel_op", "versie"]
        read_only_fields = fields


class WisselrondeDetailSerializer(MetHandelingen, WisselrondeSerializer):
    class Meta(WisselrondeSerializer.Meta):
        fields = [*WisselrondeSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields


class WisselrondeViewSet(DossierViewSet[Wisselronde]):
    """Rounds of the school change, newest first, and the acts on each."""

    model = Wisselronde
    workflow = ronde.workflow
    lijst_serializer, detail_serializer = WisselrondeSerializer, WisselrondeDetailSerializer
    filterset_fields = ["status"]
