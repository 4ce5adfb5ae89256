"""What the samenwerkingsverband itself decides: procedures in dated versions, and text blocks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone

from swv.kern.beheer import Keuzefilter
from swv.kern.versies import Versiebeheer
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang
from toelating.models import Soort, Stukeis, Tekstblok, Tlvaanvraag, Toelatingsregeling, Veldeis
from toelating.models.aanvraag import AFGESLOTEN, BIJ_DE_SCHOOL
from toelating.onderdelen import instelbare_vragen

LEZEN = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
BEHEERDER = frozenset({Rolsoort.BEHEERDER})


def is_gebruikt(regeling: Toelatingsregeling | None) -> bool:
    return regeling is not None and Tlvaanvraag.objects.filter(regeling=regeling).exists()


class VanRegeling(RolToegang, admin.StackedInline):
    """What belongs to a version stays with it, once a dossier counts with it."""

    lezen = LEZEN
    schrijven = verwijderen = BEHEERDER
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not is_gebruikt(obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_gebruikt(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_gebruikt(obj)


class StukeisInline(VanRegeling):
    model = Stukeis
    fields = [("stuk", "volgorde"), ("eis", "hoogstens_maanden", "is_weigerbaar"), "gevolg", "uitleg"]


class VeldeisInline(VanRegeling):
    model = Veldeis
    fields = [("veld", "wijze")]

    def get_formset(self, request: HttpRequest, obj: Toelatingsregeling | None = None, **kwargs: Any) -> Any:
        """Only the questions of this kind that can be asked otherwise, in their own words."""
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None and "veld" in formset.form.base_fields:
            vragen = instelbare_vragen(obj.soort)
            formset.form.base_fields["veld"] = forms.ChoiceField(
                label="Vraag", choices=[("", "---------"), *vragen.items()]
            )
        return formset


@admin.register(Toelatingsregeling)
class ToelatingsregelingAdmin(RolToegang, Versiebeheer):
    """The rules of a procedure. A running dossier keeps the version it began with; for other rules one makes a new
    version from this one, with a day on which it begins to count."""

    lezen = LEZEN
    schrijven = BEHEERDER
    dossiermodel = Tlvaanvraag
    afgesloten, bij_de_school = AFGESLOTEN, BIJ_DE_SCHOOL
    kinderen = ("stukeisen", "veldeisen")
    list_display = ["soort", "geldig_van", "geldig_tot", "adviseurs", "beslistermijn_weken", "lopend"]
    list_filter = ["soort"]
    inlines = [StukeisInline, VeldeisInline]
    fieldsets = [
        (None, {"fields": ["soort", ("geldig_van", "geldig_tot")]}),
        (
            "Termijnen",
            {"fields": ["beslistermijn_weken", "aanvulling_werkdagen", "advies_werkdagen", "zienswijze_werkdagen"]},
        ),
        ("Wie adviseert", {"fields": ["met_deskundigen", "met_commissie"]}),
        ("Ouders en leerling", {"fields": ["zelf_gehoord_vanaf"]}),
        ("Duur en nummer", {"fields": ["gewone_duur", "vervalt_na_maanden", "nummerreeks"]}),
        ("Teksten in de brief", {"fields": ["grondslag", "rechtsmiddel", "vervolgtekst", "laatste_jaar"]}),
        (
            "Grondslag van andere brieven",
            {"fields": ["grondslag_uitstel", "grondslag_buiten_behandeling", "grondslag_intrekking"]},
        ),
        ("Bezwaar en beroep", {"fields": ["criteria", "beroep"]}),
        ("Bewaren", {"fields": ["besluit_bewaren_jaren"]}),
        ("Toelichting", {"fields": ["toelichting"]}),
    ]

    @admin.display(description="Advies van")
    def adviseurs(self, regeling: Toelatingsregeling) -> str:
        wie = [
            naam
            for naam, met in (("deskundigen", regeling.met_deskundigen), ("commissie", regeling.met_commissie))
            if met
        ]
        return " en ".join(wie) or "bureau"

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Documents and questions depend on the kind: they come once that is kept."""
        return [] if obj is None else [*self.inlines]

    def response_add(self, request: HttpRequest, obj: Toelatingsregeling, post_url_continue: str | None = None) -> Any:
        messages.success(request, "De regeling is toegevoegd. Voeg nu de stukken toe.")
        return redirect("admin:toelating_toelatingsregeling_change", obj.pk)


class UitkomstVanBlok(Keuzefilter):
    title = "besluit"
    parameter_name = "uitkomst"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return Tekstblok.Uitkomst.choices


class SoortVanBlok(admin.SimpleListFilter):
    """Blocks for one kind, with those for every kind."""

    title = "soort"
    parameter_name = "soort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(waarde, str(label)) for waarde, label in Soort.choices]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Tekstblok]") -> "QuerySet[Tekstblok]":
        return queryset.filter(soort__in=["", self.value()]) if self.value() in Soort.values else queryset


@admin.register(Tekstblok)
class TekstblokAdmin(RolToegang, admin.ModelAdmin):
    """A paragraph that a motivation can begin with. What a letter says was copied from it and does not change along."""

    lezen = LEZEN
    schrijven = frozenset({Rolsoort.BUREAU, Rolsoort.BEHEERDER})
    list_display = ["naam", "uitkomst", "soort_of_elke", "volgorde", "geldig_van", "geldig_tot"]
    list_filter = [UitkomstVanBlok, SoortVanBlok]
    search_fields = ["naam", "tekst"]
    fields = ["naam", ("uitkomst", "soort"), "tekst", "volgorde", ("geldig_van", "geldig_tot")]
    show_full_result_count = False

    @admin.display(description="Soort", ordering="soort")
    def soort_of_elke(self, blok: Tekstblok) -> str:
        return str(blok.get_soort_display()) if blok.soort else "elke soort"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"geldig_van": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        veld = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "tekst" and veld is not None:
            veld.help_text = (
                "Wij vullen in: {voornaam} en {onderwijs}, en bij afgeven ook {categorie}, {ingang} en {einde}."
            )
        return veld
