"""The worklist of the bureau for what follows awards. What can be done with one stands on its own page."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from aanvragen.models import Uitvoering, Uitvoeringstatus
from aanvragen.soorten import alle
from aanvragen.uitvoering.stand import met_stand, nog_open
from aanvragen.uitvoering.werkvoorraad import WERKVOORRAAD
from swv.kern.beheer import BegrensdePaginator, Keuzefilter, WerkvoorraadFilter
from swv.kern.opmaak import datum
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang


class SoortFilter(Keuzefilter):
    title = "soort"
    parameter_name = "aanvraag__soort"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(soort.code, soort.naam) for soort in alle() if soort.heeft_uitvoering]


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Uitvoeringstatus]


FILTERS = (WerkvoorraadFilter, SoortFilter, StatusFilter)


@admin.register(Uitvoering)
class UitvoeringAdmin(RolToegang, admin.ModelAdmin):
    """Read only; no pupils in a list."""

    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    werkvoorraad = WERKVOORRAAD
    list_display = ["toon_kenmerk", "soort_naam", "school_naam", "tot_en_met", "toon_open"]
    list_display_links = None
    list_filter = FILTERS
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BegrensdePaginator
    ordering = ["aanvraag__tot", "id"]
    search_fields = ["aanvraag__kenmerk", "aanvraag__school__naam"]
    search_help_text = "Zoek op kenmerk of school"
    empty_value_display = "–"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Uitvoering]":
        return met_stand(Uitvoering.objects.for_user(request.user))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only the filters of the page."""
        return lookup in {filter_.parameter_name for filter_ in FILTERS}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": "Uitvoering", **(extra_context or {})})  # type: ignore[return-value]

    @admin.display(description="Kenmerk", ordering="aanvraag__kenmerk")
    def toon_kenmerk(self, uitvoering: Uitvoering) -> SafeString:
        adres, kenmerk = uitvoering.get_absolute_url(), uitvoering.kenmerk
        return format_html('<a class="swv-geen-afbreking" href="{}">{}</a>', adres, kenmerk)

    @admin.display(description="Soort", ordering="aanvraag__soort")
    def soort_naam(self, uitvoering: Uitvoering) -> str:
        return uitvoering.soort_naam

    @admin.display(description="School", ordering="aanvraag__school__naam")
    def school_naam(self, uitvoering: Uitvoering) -> str:
        return uitvoering.school.naam

    @admin.display(description="Tot en met", ordering="aanvraag__tot")
    def tot_en_met(self, uitvoering: Uitvoering) -> str | None:
        return datum(uitvoering.aanvraag.tot) if uitvoering.aanvraag.tot else None

    @admin.display(description="Nog open")
    def toon_open(self, uitvoering: Uitvoering) -> str | SafeString:
        if not uitvoering.loopt:
            return str(uitvoering.get_status_display())
        return format_html_join(" ", "{}", ((zin,) for zin in nog_open(uitvoering))) or "Niets meer"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """It has one page, in the portal, that says itself who may see it."""
        return redirect("uitvoering:detail", object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("uitvoering:detail", object_id)
