"""The equated days of new decrees, and the amounts of a dwangsom. A day once added stays: dates were computed and told
with it. An amount can be put right: what was set before stands in its letter."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from swv.kern.opmaak import euro
from swv.termijnen.models import Dwangsomtarief, GelijkgesteldeDag
from swv.termijnen.services import dag_gelijkstellen


@admin.register(GelijkgesteldeDag)
class GelijkgesteldeDagAdmin(admin.ModelAdmin):
    list_display = ["dag", "naam", "besluit"]
    fields = ["dag", "naam", "besluit"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: GelijkgesteldeDag, form: forms.ModelForm, change: bool) -> None:
        """Add the day and move the open terms it touches, in one go."""
        obj.pk = dag_gelijkstellen(dag=obj.dag, naam=obj.naam, besluit=obj.besluit).pk


@admin.register(Dwangsomtarief)
class DwangsomtariefAdmin(admin.ModelAdmin):
    list_display = ["geldig_van", "eerste", "tweede", "derde", "hoogste"]
    fields = ["geldig_van", ("eerste", "tweede", "derde"), "bron", "grondslag", "rechtsmiddel"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="Hoogstens")
    def hoogste(self, rij: Dwangsomtarief) -> str:
        return euro(rij.tarief.hoogste)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new version begins with the texts of law of the newest."""
        nieuwste = Dwangsomtarief.objects.first()
        teksten = {"grondslag": nieuwste.grondslag, "rechtsmiddel": nieuwste.rechtsmiddel} if nieuwste else {}
        return {**teksten, **super().get_changeform_initial_data(request)}
