"""The catalogue for other systems: public, read only, with the filters of the page."""

from drf_spectacular.utils import OpenApiTypes, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import permissions, serializers, viewsets

from voorzieningen.filters import VoorzieningFilter
from voorzieningen.models import Voorziening


class VoorzieningSerializer(serializers.ModelSerializer[Voorziening]):
    # No docstring: it would appear, in English, in the public schema.
    andere_namen: serializers.SlugRelatedField = serializers.SlugRelatedField(
        source="aliassen", slug_field="naam", many=True, read_only=True, help_text="Vroegere namen en zoekwoorden."
    )
    pagina = serializers.SerializerMethodField(help_text="Adres van de openbare pagina.")

    class Meta:
        model = Voorziening
        fields = [
            "slug",
            "naam",
            "andere_namen",
            "omschrijving",
            "swv",
            "sector",
            "rubriek",
            "soort",
            "doelgroep",
            "aanbieder",
            "toegang",
            "duur",
            "kosten",
            "capaciteit",
            "aanvraagsoort",
            "bron",
            "geldig_van",
            "geldig_tot",
            "pagina",
        ]
        read_only_fields = fields

    @extend_schema_field(OpenApiTypes.URI)
    def get_pagina(self, voorziening: Voorziening) -> str:
        adres = voorziening.get_absolute_url()
        request = self.context.get("request")
        return request.build_absolute_uri(adres) if request else adres


@extend_schema_view(
    list=extend_schema(
        summary="Voorzieningen zoeken",
        description="Alle voorzieningen die nu gelden. Met `zoek` staan de beste treffers bovenaan.",
        auth=[],
    ),
    retrieve=extend_schema(
        summary="Eén voorziening",
        description="Een lege tekst betekent dat de bron het niet zegt.",
        auth=[],
    ),
)
class VoorzieningViewSet(viewsets.ReadOnlyModelViewSet[Voorziening]):
    """The catalogue: some hundred rows, so in one answer."""

    queryset = Voorziening.objects.none()
    serializer_class = VoorzieningSerializer
    permission_classes = [permissions.AllowAny]
    filterset_class = VoorzieningFilter
    lookup_field = "slug"
    pagination_class = None

    def get_queryset(self):  # type: ignore[no-untyped-def]
        return Voorziening.objects.geldig().defer("zoektekst", "zoekvector").met_namen()
