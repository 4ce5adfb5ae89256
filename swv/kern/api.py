"""The API door: refusals as problem+json, dossiers in the scope of the caller, the acts of a workflow as one route."""

from typing import Any, ClassVar, Generic, TypeVar

from django.db import transaction
from django.utils.dateparse import parse_datetime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, pagination, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from swv.kern.deuren import bevestigd_op, geheel, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import bevestigen, formulier, is_al_gedaan, verrichten
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling, Workflow

__all__ = ["DossierViewSet", "MetHandelingen", "NieuwsteEerst", "beschrijf", "doe", "uitzondering"]

D = TypeVar("D", bound=Dossier)


def uitzondering(exc: Exception, context: dict[str, Any]) -> Response | None:
    """A refusal of the domain as an answer of the API, with the same sentence as on screen (RFC 9457)."""
    if isinstance(exc, Geweigerd):
        status = http_status(exc)
        return Response(
            {
                "type": "about:blank",
                "title": exc.zin,
                "status": status,
                "code": exc.code,
                "velden": exc.velden,
            },
            status=status,
            content_type="application/problem+json",
        )
    return exception_handler(exc, context)


def beschrijf(workflow: Workflow, dossier: Dossier, user: Any) -> list[dict[str, Any]]:
    """The acts that this person can do now, with the fields that each asks for."""
    return [_beschrijving(handeling, dossier, user) for handeling in workflow.available(dossier, user)]


def _beschrijving(handeling: Handeling, dossier: Dossier, user: Any) -> dict[str, Any]:
    form = formulier(handeling, dossier, door=user)
    velden = [
        {"naam": naam, "label": str(veld.label), "verplicht": veld.required} for naam, veld in form.fields.items()
    ]
    if handeling.tweede_factor:
        velden.append({"naam": "code", "label": "Code van de authenticator-app", "verplicht": True})
    return {"naam": handeling.naam, "label": handeling.label, "velden": velden}


def doe(workflow: Workflow, dossier: Dossier, naam: str, request: Request) -> Dossier:
    """Do the act `naam` with the body of the request. Raises Geweigerd, answered by `uitzondering`."""
    if not isinstance(request.data, dict):
        raise Geweigerd("Stuur de gegevens als een JSON-object.")
    handeling = workflow.vind(naam)
    with transaction.atomic():  # a refused act gives the code of the authenticator app back
        return _verricht(handeling, dossier, request, request.data)


def _verricht(handeling: Handeling, dossier: Dossier, request: Request, gegevens: dict[str, Any]) -> Dossier:
    versie = gegevens.get("versie")
    if versie is not None and geheel(str(versie)) is None:
        raise Geweigerd("De versie is geen geheel getal. Stuur de versie mee die u van ons kreeg, of laat haar weg.")
    try:
        moment = bevestigen(handeling, request.user, str(gegevens.get("code") or ""))
        if moment is None and request.auth is None:
            moment = bevestigd_op(request)
        return verrichten(
            handeling,
            dossier,
            door=request.user,
            data=gegevens,
            files=request.FILES,
            versie=geheel(str(versie)) if versie is not None else None,
            bevestigd_op=moment,
        )
    except Geweigerd as fout:
        if is_al_gedaan(handeling, dossier, request.user, fout):
            return type(dossier)._base_manager.get(pk=dossier.pk)
        raise


class HandelingVeldSerializer(serializers.Serializer[Any]):
    naam = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of a field of the answer
    verplicht = serializers.BooleanField()


class HandelingSerializer(serializers.Serializer[Any]):
    naam = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the name of a field of the answer
    velden = HandelingVeldSerializer(many=True)


class MetHandelingen(serializers.Serializer[Any]):
    """The acts that the caller can do now on one dossier, with the fields that each asks for."""

    handelingen = serializers.SerializerMethodField()

    @extend_schema_field(HandelingSerializer(many=True))
    def get_handelingen(self, dossier: Dossier) -> list[dict[str, Any]]:
        return beschrijf(self.context["view"].workflow, dossier, self.context["request"].user)


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


def _schema_van_handeling(antwoord: type[serializers.ModelSerializer[Any]]) -> Any:
    return extend_schema(
        request=OpenApiTypes.OBJECT,
        responses={
            200: antwoord,
            403: OpenApiResponse(description="Deze persoon mag dit niet, of de code ontbreekt."),
            409: OpenApiResponse(description="Kan niet in deze status, of de versie is verouderd."),
            422: OpenApiResponse(description="Niet goed ingevuld; `velden` zegt per veld wat er mis is."),
        },
    )


class DossierViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[D], Generic[D]):
    """Dossiers that the caller may see, newest first, and the acts on each. A room gives the model with its
    `for_user`, the workflow, what a row shows, and what is fetched along."""

    model: ClassVar[Any]
    workflow: ClassVar[Workflow]
    lijst_serializer: ClassVar[type[serializers.ModelSerializer[Any]]]
    detail_serializer: ClassVar[type[serializers.ModelSerializer[Any]]]
    erbij: ClassVar[tuple[str, ...]] = ()
    pagination_class = NieuwsteEerst

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.queryset = cls.model.objects.none()
        extend_schema_view(handeling=_schema_van_handeling(cls.detail_serializer))(cls)

    def get_queryset(self):  # type: ignore[no-untyped-def]
        return self.model.objects.for_user(self.request.user).select_related(*self.erbij)

    def get_serializer_class(self) -> type[serializers.ModelSerializer[Any]]:
        return self.lijst_serializer if self.action == "list" else self.detail_serializer

    @action(detail=True, methods=["post"], url_path="handelingen/(?P<naam>[a-z_]+)")
    def handeling(self, request: Request, pk: str, naam: str) -> Response:
        """Do one act. Body: the fields of the act, optionally `versie` and, for a signature, `code`."""
        dossier = doe(self.workflow, self.get_object(), naam, request)
        return Response(self.get_serializer(dossier).data)
