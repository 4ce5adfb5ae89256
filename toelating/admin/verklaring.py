"""TLVs in Django's admin: a list to look through; what can be done with one stands on its own page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang
from toelating.models import Leerlingental, Verklaring


class EindeFilter(admin.SimpleListFilter):
    """By the year of its last day, which is always 31 July."""

    title = "einddatum"
    parameter_name = "einde"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        dagen = model_admin.get_queryset(request).order_by("einde").values_list("einde", flat=True).distinct()
        return [(str(dag.year), f"31 juli {dag.year}") for dag in dagen]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Verklaring]") -> "QuerySet[Verklaring]":
        jaar = self.value() or ""
        return queryset.filter(einde__year=int(jaar)) if jaar.isdecimal() and len(jaar) == 4 else queryset


@admin.register(Verklaring)
class VerklaringAdmin(RolToegang, admin.ModelAdmin):
    """Read only; every change is an act, on the page of the TLV. No pupils in a list."""

    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    list_display = ["toon_nummer", "soort_naam", "ingang", "geldig_tot", "toon_status", "aangevraagd_door", "school_nu"]
    list_display_links = None
    list_filter = ["status", "onderwijs", "categorie", EindeFilter]
    list_select_related = ["aanvraag__school", "school"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    ordering = ["-aangemaakt_op", "-id"]
    search_fields = ["nummer"]
    search_help_text = "Zoek op nummer"
    empty_value_display = "–"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Verklaring]":
        return Verklaring.objects.for_user(request.user)

    @admin.display(description="TLV", ordering="nummer")
    def toon_nummer(self, verklaring: Verklaring) -> SafeString:
        adres, nummer = verklaring.get_absolute_url(), verklaring.nummer
        return format_html('<a class="swv-geen-afbreking" href="{}">{}</a>', adres, nummer)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": "TLV’s", **(extra_context or {})})  # type: ignore[return-value]

    @admin.display(description="Voor")
    def soort_naam(self, verklaring: Verklaring) -> str:
        return verklaring.soort_naam

    @admin.display(description="Status", ordering="status")
    def toon_status(self, verklaring: Verklaring) -> str:
        return verklaring.get_status_display()

    @admin.display(description="Aangevraagd door", ordering="aanvraag__school__naam")
    def aangevraagd_door(self, verklaring: Verklaring) -> str:
        return verklaring.aanvraag.school.naam

    @admin.display(description="School nu", ordering="school__naam")
    def school_nu(self, verklaring: Verklaring) -> str | None:
        return verklaring.school.naam if verklaring.school else None

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A TLV has one page, in the portal, that says itself who may see it."""
        return redirect("toelating:verklaring", object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("toelating:verklaring", object_id)


@admin.register(Leerlingental)
class LeerlingentalAdmin(RolToegang, admin.ModelAdmin):
    """How many pupils the region has, with its source. A correction is a new row."""

    lezen = frozenset({Rolsoort.DIRECTEUR, Rolsoort.BUREAU, Rolsoort.CONTROLLER, Rolsoort.BEHEERDER})
    schrijven = frozenset({Rolsoort.BUREAU, Rolsoort.CONTROLLER})
    list_display = ["peildatum", "aantal", "vergelijking", "bron", "door", "ingevoerd_op"]
    list_select_related = ["door"]

    def has_change_permission(self, request: HttpRequest, obj: Leerlingental | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Leerlingental, form: Any, change: bool) -> None:
        obj.door = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
