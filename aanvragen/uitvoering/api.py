"""The API door: who carries out an award reads it and fills in hours from its own system. No pupils in lists."""

from rest_framework import serializers

from aanvragen.models import Uitvoering, Urenweek
from aanvragen.uitvoering.workflow import uitvoeringen
from swv.kern.api import DossierViewSet, MetHandelingen


class UrenweekSerializer(serializers.ModelSerializer[Urenweek]):
    class Meta:
        model = Urenweek
        fields = ["week", "uren", "toelichting", "op"]
        read_only_fields = fields


class UitvoeringSerializer(serializers.ModelSerializer[Uitvoering]):
    kenmerk = serializers.CharField(read_only=True)
    soort = serializers.CharField(source="aanvraag.soort", read_only=True)
    soort_naam = serializers.CharField(read_only=True)
    school = serializers.CharField(source="aanvraag.school.code", read_only=True)
    school_naam = serializers.CharField(source="aanvraag.school.naam", read_only=True)
    van = serializers.DateField(source="aanvraag.van", read_only=True)
    tot = serializers.DateField(source="aanvraag.tot", read_only=True)
    toegekende_uren = serializers.DecimalField(
        source="aanvraag.toegekende_uren", max_digits=6, decimal_places=2, read_only=True
    )

    class Meta:
        model = Uitvoering
        fields = [
            "id",
            "kenmerk",
            "soort",
            "soort_naam",
            "status",
            "school",
            "school_naam",
            "van",
            "tot",
            "toegekende_uren",
            "versie",
        ]
        read_only_fields = fields


class UitvoeringDetailSerializer(MetHandelingen, UitvoeringSerializer):
    weken = UrenweekSerializer(many=True, read_only=True)

    class Meta(UitvoeringSerializer.Meta):
        fields = [*UitvoeringSerializer.Meta.fields, "weken", "handelingen"]
        read_only_fields = fields


class UitvoeringViewSet(DossierViewSet[Uitvoering]):
    """Awards that the caller carries out or may follow, newest first, and the acts on each."""

    model = Uitvoering
    workflow = uitvoeringen
    lijst_serializer, detail_serializer = UitvoeringSerializer, UitvoeringDetailSerializer
    erbij = ("aanvraag__school", "aanvraag__regeling")
