"""The catalogue and the robots in the admin. A state changes only through an act; rows of people are read only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from voorzieningen import services
from voorzieningen.models import Alias, Robot, Uitlening, Voorziening, Wachtplaats


class AliasInline(admin.TabularInline):
    model = Alias
    extra = 1


@admin.register(Voorziening)
class VoorzieningAdmin(admin.ModelAdmin):
    """Ends by a date, never by deleting: a link to the page keeps working."""

    list_display = ["naam", "soort", "rubriek", "swv", "aanvraagsoort", "geldig_van", "geldig_tot"]
    list_filter = ["rubriek", "soort", "swv"]
    search_fields = ["naam", "aliassen__naam"]
    prepopulated_fields = {"slug": ["naam"]}
    inlines = [AliasInline]
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Voorziening], search_term: str
    ) -> tuple[QuerySet[Voorziening], bool]:
        """The same search as the public page."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=Voorziening.objects.zoeken(search_term).order_by().values("pk")), False


@admin.register(Robot)
class RobotAdmin(admin.ModelAdmin):
    list_display = ["naam", "serienummer", "soort", "status"]
    list_filter = ["status"]
    search_fields = ["naam", "serienummer"]
    fields = ["naam", "serienummer", "soort", "opmerking", "status"]
    readonly_fields = ["status"]

    def save_model(self, request: HttpRequest, obj: Robot, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            services.robot_toegevoegd(robot=obj, door=request.user)


class AlleenLezen(admin.ModelAdmin):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Uitlening)
class UitleningAdmin(AlleenLezen):
    list_display = ["robot", "school", "van", "tot", "status"]
    list_filter = ["status", "robot"]
    search_fields = ["school__naam", "school__code", "robot__naam"]
    list_select_related = ["robot", "school"]
    date_hierarchy = "van"
    show_full_result_count = False
    fields = ["robot", "school", "van", "tot", "status", "uitgereikt_op", "teruggebracht_op", "schade"]


@admin.register(Wachtplaats)
class WachtplaatsAdmin(AlleenLezen):
    list_display = ["school", "van", "tot", "aangemaakt_op", "uitlening", "vervallen_op"]
    search_fields = ["school__naam", "school__code"]
    list_select_related = ["school", "uitlening__robot", "uitlening__school"]
    show_full_result_count = False
    fields = ["school", "van", "tot", "aangemaakt_op", "uitlening", "vervallen_op", "reden"]
