"""Profiles and checklists in the admin, the rules that count for them, and the editions of the checklist."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from swv.kern.beheer import Keuzefilter, WerkvoorraadFilter
from swv.kern.opmaak import datum
from swv.kern.woorden import Stand
from swv.organisaties.models import Schoolbestuur
from voorzieningen.beheer import Voorzieningdossierbeheer
from voorzieningen.models import Checklist, Checklisteditie, Checklistitem, Profiel, Profielregel
from voorzieningen.profielen import lezen, selectors, teksten, workflow
from voorzieningen.profielen.werkvoorraad import CHECKLISTS, WERKVOORRAAD


class BestuurFilter(Keuzefilter):
    title = "schoolbestuur"
    parameter_name = "bestuur"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(str(pk), naam) for pk, naam in Schoolbestuur.objects.leden().values_list("pk", "naam")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        gekozen = self.value() or ""
        return queryset.filter(school__bestuur=gekozen) if gekozen.isdecimal() and len(gekozen) < 10 else queryset


class SchooljaarFilter(Keuzefilter):
    title = "schooljaar"
    parameter_name = "schooljaar"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        jaren = Checklist.objects.order_by("-schooljaar").values_list("schooljaar", flat=True).distinct()
        return [(str(jaar), f"{jaar}-{jaar + 1}") for jaar in jaren]


class Schooldossierbeheer(Voorzieningdossierbeheer):
    dossier_template = "admin/voorzieningen/profielen/dossier.html"
    woorden = teksten
    empty_value_display = "–"
    erbij = ("school__bestuur",)
    list_select_related = ["school__bestuur"]
    search_fields = ["school__naam", "school__code"]
    search_help_text = "Zoek op school"

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        badge, badgesoort = teksten.badge(dossier)
        return {
            **super().inhoud(request, dossier),
            "title": capfirst(str(dossier)),
            "stand": Stand(badge, badgesoort, teksten.zin(dossier)),
        }

    @admin.display(description="Schoolbestuur", ordering="school__bestuur__naam")
    def bestuur(self, dossier: Any) -> str:
        return str(dossier.school.bestuur.naam)


@admin.register(Profiel)
class ProfielAdmin(Schooldossierbeheer):
    """The versions that were published. Schools without one stand on the page `Schoolprofielen`."""

    workflow = workflow.profielen
    werkvoorraad = WERKVOORRAAD
    lijsttitel = "Schoolondersteuningsprofielen"
    list_display = ["school_naam", "bestuur", "toon_stand", "gepubliceerd", "toon_geldig_tot"]
    list_filter = [WerkvoorraadFilter, BestuurFilter]
    ordering = ["geldig_tot", "school__naam"]

    def pagina_links(self, request: HttpRequest, dossier: Profiel) -> list[tuple[str, str]]:
        openbaar = [("Bekijk de openbare pagina", dossier.openbaar_adres)] if dossier.is_openbaar else []
        return [*openbaar, ("Alles van deze school", dossier.school_adres)]

    def inhoud(self, request: HttpRequest, dossier: Profiel) -> dict[str, Any]:
        return {**super().inhoud(request, dossier), "delen": lezen.delen_van(dossier)}

    @admin.display(description="Gepubliceerd op", ordering="gepubliceerd_op")
    def gepubliceerd(self, profiel: Profiel) -> str:
        return datum(profiel.gepubliceerd_op) if profiel.gepubliceerd_op else "–"

    @admin.display(description="Geldig tot", ordering="geldig_tot")
    def toon_geldig_tot(self, profiel: Profiel) -> str:
        return datum(profiel.geldig_tot) if profiel.geldig_tot else "–"

    @admin.display(description="Status", ordering="status")
    def toon_stand(self, profiel: Profiel) -> str:
        """The state; of what is too old that instead."""
        return teksten.badge(profiel)[0]


@admin.register(Checklist)
class ChecklistAdmin(Schooldossierbeheer):
    workflow = workflow.checklists
    werkvoorraad = CHECKLISTS
    lijsttitel = "Checklists basisondersteuning"
    list_display = ["school_naam", "bestuur", "toon_schooljaar", "toon_status", "vastgesteld"]
    list_filter = [WerkvoorraadFilter, SchooljaarFilter, BestuurFilter]
    ordering = ["-schooljaar", "school__naam"]

    def pagina_links(self, request: HttpRequest, dossier: Checklist) -> list[tuple[str, str]]:
        school = reverse("profielen:school", args=[dossier.school.code])
        return [("Bekijk de antwoorden", dossier.get_absolute_url()), ("Alles van deze school", school)]

    def inhoud(self, request: HttpRequest, dossier: Checklist) -> dict[str, Any]:
        return {**super().inhoud(request, dossier), "score": selectors.scores([dossier])[dossier]}

    @admin.display(description="Schooljaar", ordering="schooljaar")
    def toon_schooljaar(self, checklist: Checklist) -> str:
        return checklist.schooljaar_naam

    @admin.display(description="Vastgesteld op", ordering="vastgesteld_op")
    def vastgesteld(self, checklist: Checklist) -> str:
        return datum(checklist.vastgesteld_op) if checklist.vastgesteld_op else "–"


# --- The rules ---------------------------------------------------------------------------------------------


class VanafVandaagForm(ModelForm):
    """What counted yesterday does not change: a new row counts from today at the earliest."""

    def clean_geldig_van(self) -> Any:
        dag = self.cleaned_data["geldig_van"]
        if dag < timezone.localdate() and dag != self.instance.geldig_van:
            raise forms.ValidationError("Deze dag is voorbij. Kies vandaag of een latere dag.")
        return dag


@admin.register(Profielregel)
class ProfielregelAdmin(admin.ModelAdmin):
    """A rule that counts already stays: scores were shown with it. Another rule is another row with a later day."""

    form = VanafVandaagForm
    list_display = ["geldig_van", "norm", "bezig_telt", "minste_scholen", "geldig_maanden", "toelichting"]
    fields = ["geldig_van", "norm", "bezig_telt", "minste_scholen", "geldig_maanden", "toelichting"]
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Profielregel | None = None) -> bool:
        geldt_al = obj is not None and obj.geldig_van <= timezone.localdate()
        return not geldt_al and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new rule begins as the newest."""
        nieuwste = Profielregel.objects.first() or Profielregel()
        velden = ("norm", "bezig_telt", "minste_scholen", "geldig_maanden")
        return {veld: getattr(nieuwste, veld) for veld in velden} | super().get_changeform_initial_data(request)


class ItemInline(admin.StackedInline):
    model = Checklistitem
    extra = 0
    fields = [("ijkpunt", "volgnummer"), "ijkpunt_titel", "domein", "tekst"]

    def _mag(self, request: HttpRequest, obj: Checklisteditie | None) -> bool:
        return obj is None or not obj.checklists.exists()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._mag(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._mag(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._mag(request, obj) and super().has_delete_permission(request, obj)


@admin.register(Checklisteditie)
class ChecklisteditieAdmin(admin.ModelAdmin):
    """A new edition begins with the questions of the newest, to be changed until a school uses it."""

    form = VanafVandaagForm
    list_display = ["naam", "geldig_van", "aantal_vragen", "aantal_checklists"]
    fields = ["naam", "geldig_van", "bron"]
    show_full_result_count = False

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The questions come with the edition, once it is there."""
        return [ItemInline] if obj is not None else []

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Checklisteditie]":
        return (
            super()
            .get_queryset(request)
            .annotate(aantal_items=Count("items", distinct=True), aantal_gebruikt=Count("checklists", distinct=True))
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What is in use keeps its day and name."""
        return ["naam", "geldig_van"] if obj is not None and obj.checklists.exists() else []

    def save_model(self, request: HttpRequest, obj: Checklisteditie, form: ModelForm, change: bool) -> None:
        nieuwste = None if change else Checklisteditie.objects.first()
        super().save_model(request, obj, form, change)
        if nieuwste is not None:
            velden = ("ijkpunt", "volgnummer", "tekst", "ijkpunt_titel", "domein")
            Checklistitem.objects.bulk_create(
                Checklistitem(editie=obj, **{veld: getattr(item, veld) for veld in velden})
                for item in nieuwste.items.all()
            )

    @admin.display(description="Vragen")
    def aantal_vragen(self, editie: Any) -> int:
        return int(editie.aantal_items)

    @admin.display(description="Checklists")
    def aantal_checklists(self, editie: Any) -> int:
        return int(editie.aantal_gebruikt)
