"""The API door: read aanvragen in the scope of the caller, and do the acts of the workflow."""

from typing import Any

from django.utils.dateparse import parse_datetime
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, pagination, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from aanvragen.models import Aanvraag, Status
from aanvragen.soorten import alle
from aanvragen.workflow import workflow
from swv.kern.api import beschrijf, doe


class HandelingVeldSerializer(serializers.Serializer[Any]):
    naam = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of a field of the answer
    verplicht = serializers.BooleanField()


class HandelingSerializer(serializers.Serializer[Any]):
    naam = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of a field of the answer
    velden = HandelingVeldSerializer(many=True)


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


class AanvraagDetailSerializer(AanvraagSerializer):
    handelingen = serializers.SerializerMethodField()

    class Meta(AanvraagSerializer.Meta):
        fields = [*AanvraagSerializer.Meta.fields, "handelingen"]
        read_only_fields = fields

    @extend_schema(responses=HandelingSerializer(many=True))
    def get_handelingen(self, aanvraag: Aanvraag) -> list[dict[str, Any]]:
        return beschrijf(workflow, aanvraag, self.context["request"].user)


class AanvraagFilter(filters.FilterSet):
    soort = filters.ChoiceFilter(choices=lambda: [(soort.code, soort.naam) for soort in alle()])
    status = filters.MultipleChoiceFilter(choices=Status.choices)
    school = filters.CharFilter(field_name="school__code")

    class Meta:
        model = Aanvraag
        fields = ["soort", "status", "school"]


class NieuwsteEerst(pagination.CursorPagination):
    """Keyset pages: the last page is as quick as the first."""

    ordering = ("-aangemaakt_op", "-id")
    page_size = 50

    def decode_cursor(self, request: Request) -> pagination.Cursor | None:
        """Raises NotFound for a place that somebody made up."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None and not _is_moment(str(cursor.position)):
            raise NotFound(self.invalid_cursor_message)
        return cursor


def _is_moment(tekst: str) -> bool:
    try:
        moment = parse_datetime(tekst)
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None


class AanvraagViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Aanvraag]):
    """Aanvragen that the caller may see, newest first, and the acts on each."""

    queryset = Aanvraag.objects.none()
    serializer_class = AanvraagSerializer
    filterset_class = AanvraagFilter
    pagination_class = NieuwsteEerst

    def get_queryset(self):  # type: ignore[no-untyped-def]
        return Aanvraag.objects.for_user(self.request.user).select_related("school", "regeling")

    def get_serializer_class(self) -> type[AanvraagSerializer]:
        return AanvraagSerializer if self.action == "list" else AanvraagDetailSerializer

    @extend_schema(
        request=OpenApiTypes.OBJECT,
        responses={
            200: AanvraagDetailSerializer,
            403: OpenApiResponse(description="Deze persoon mag dit niet, of de code ontbreekt."),
            409: OpenApiResponse(description="Kan niet in deze status, of de versie is verouderd."),
            422: OpenApiResponse(description="Niet goed ingevuld; `velden` zegt per veld wat er mis is."),
        },
    )
    @action(detail=True, methods=["post"], url_path="handelingen/(?P<naam>[a-z_]+)")
    def handeling(self, request: Request, pk: str, naam: str) -> Response:
        """Do one act. Body: the fields of the act, optionally `versie` and, for a signature, `code`."""
        aanvraag = doe(workflow, self.get_object(), naam, request)
        return Response(self.get_serializer(aanvraag).data, status=status.HTTP_200_OK)
