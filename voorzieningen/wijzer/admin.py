"""The wijzer in the admin: a step with what it leads to. A step ends by a date, so that a link to it is never wrong."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import BaseInlineFormSet, ValidationError
from django.http import HttpRequest

from voorzieningen.models import Wijzeradvies, Wijzerstap

HOOGSTENS = 3


class AdviesFormSet(BaseInlineFormSet):
    """Two or three facilities are a help, ten are a list."""

    def clean(self) -> None:
        super().clean()
        regels = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]
        gekozen = [regel["voorziening"].swv for regel in regels if not regel.get("DELETE")]
        if vol := next((swv for swv in gekozen if gekozen.count(swv) > HOOGSTENS), ""):
            raise ValidationError(
                f"Er staan meer dan {HOOGSTENS} voorzieningen van {vol}. "
                f"Kies de {HOOGSTENS} die het best passen, of stel nog een vraag."
            )
        if gekozen and self.instance.vraag:
            raise ValidationError("Deze stap stelt nog een vraag. Haal de vraag weg, of haal de voorzieningen weg.")


class AdviesInline(admin.StackedInline):
    model = Wijzeradvies
    formset = AdviesFormSet
    extra = 1


class VervolgInline(admin.StackedInline):
    """The answers to the question of this step, to go on to."""

    model = Wijzerstap
    fk_name = "ouder"
    fields = readonly_fields = ("antwoord", "vraag", "volgorde", "geldig_tot")
    extra = 0
    show_change_link = True
    verbose_name_plural = "antwoorden op de vraag"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Wijzerstap)
class WijzerstapAdmin(admin.ModelAdmin):
    list_display = ["antwoord", "ouder", "groep", "vraag", "aantal_adviezen", "geldig_tot"]
    list_filter = ["groep"]
    list_select_related = ["ouder"]
    search_fields = ["antwoord", "zoekwoorden", "vraag"]
    prepopulated_fields = {"slug": ["antwoord"]}
    inlines = [AdviesInline, VervolgInline]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wijzerstap]:
        return super().get_queryset(request).annotate(aantal=Count("adviezen"))

    @admin.display(description="voorzieningen")
    def aantal_adviezen(self, stap: Wijzerstap) -> int:
        return int(stap.aantal)  # type: ignore[attr-defined]
