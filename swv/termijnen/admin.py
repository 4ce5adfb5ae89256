"""The equated days of new decrees. A day once added stays: dates were computed and told with it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from swv.termijnen.models import GelijkgesteldeDag
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
