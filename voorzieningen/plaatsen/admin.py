"""Places in the admin: the waiting lists and offers as work of the bureau, and how many places there are."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from swv.invullen.views import gebruiker_van
from swv.kern.beheer import Keuzefilter, WerkvoorraadFilter
from swv.kern.formulieren import BestandField, Formulier
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.opmaak import datum
from voorzieningen.beheer import Voorzieningdossierbeheer
from voorzieningen.models import Capaciteit, Plaatsing, Voorziening
from voorzieningen.plaatsen import aantallen, bestand, schoolbestand, selectors, teksten
from voorzieningen.plaatsen.csvrijen import MAX_BYTES, Geladen
from voorzieningen.plaatsen.werkvoorraad import WERKVOORRAAD
from voorzieningen.plaatsen.workflow import workflow


class VoorzieningFilter(Keuzefilter):
    title = "voorziening"
    parameter_name = "voorziening"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        gevraagd = Voorziening.objects.filter(pk__in=Plaatsing.objects.values("voorziening"))
        return [(str(pk), naam) for pk, naam in gevraagd.order_by("naam").values_list("pk", "naam")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        gekozen = self.value() or ""
        return queryset.filter(voorziening=gekozen) if gekozen.isdecimal() and len(gekozen) < 10 else queryset


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(str(waarde), str(naam)) for waarde, naam in Plaatsing.Status.choices]


@admin.register(Plaatsing)
class PlaatsingAdmin(Voorzieningdossierbeheer):
    """Per facility who waits, first in line on top, who was offered a place and who has one."""

    workflow, woorden = workflow, teksten
    werkvoorraad = WERKVOORRAAD
    dossier_template = "admin/voorzieningen/plaatsing/dossier.html"
    lijsttitel = "Plaatsen en wachtlijsten"
    eerst = ("plaats_aanbieden", "aanbod_laten_vervallen")
    erbij = ("voorziening", "school__bestuur")

    list_display = [
        "toon_voorziening",
        "school_naam",
        "toon_status",
        "voorrang",
        "toon_periode",
        "gevraagd",
        "antwoord",
    ]
    list_filter = [WerkvoorraadFilter, VoorzieningFilter, StatusFilter]
    list_select_related = ["school", "voorziening"]
    ordering = ["voorziening__naam", *Plaatsing.VOLGORDE]
    search_fields = ["school__naam", "kenmerk"]
    search_help_text = "Zoek op school of kenmerk"

    def inhoud(self, request: HttpRequest, dossier: Plaatsing) -> dict[str, Any]:
        return {
            **super().inhoud(request, dossier),
            "title": dossier.soort_naam,
            "plaatsing": dossier,
            "stand": teksten.stand(dossier, selectors.plaats_in_de_rij(dossier)),
        }

    @admin.display(description="Voorziening", ordering="voorziening__naam")
    def toon_voorziening(self, plaatsing: Plaatsing) -> str:
        return plaatsing.voorziening.naam

    @admin.display(description="Periode", ordering="van")
    def toon_periode(self, plaatsing: Plaatsing) -> str:
        return f"{datum(plaatsing.van)} tot en met {datum(plaatsing.tot)}"

    @admin.display(description="Voorrang")
    def voorrang(self, plaatsing: Plaatsing) -> str:
        return "ja" if plaatsing.heeft_voorrang else "–"

    @admin.display(description="Gevraagd op", ordering="aangevraagd_op")
    def gevraagd(self, plaatsing: Plaatsing) -> str:
        return datum(plaatsing.aangevraagd_op)

    @admin.display(description="Antwoord uiterlijk", ordering="antwoord_uiterlijk")
    def antwoord(self, plaatsing: Plaatsing) -> str:
        if plaatsing.status != Plaatsing.Status.AANGEBODEN or plaatsing.antwoord_uiterlijk is None:
            return "–"
        return datum(plaatsing.antwoord_uiterlijk)


# --- How many places there are -----------------------------------------------------------------------------


class CapaciteitForm(ModelForm):
    """A plain list of facilities: that of the admin with a search box in it has no name for who cannot see it."""

    class Meta:
        model = Capaciteit
        fields = ["voorziening", "van", "tot", "telling", "aantal", "antwoord_werkdagen", "toelichting"]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        velden = ("voorziening", "van", "tot", "telling")
        if all(gegevens.get(veld) for veld in velden) and gegevens["van"] <= gegevens["tot"]:
            rij = Capaciteit(**{veld: gegevens[veld] for veld in velden}, aantal=gegevens.get("aantal"))
            try:
                aantallen.controleer(rij)
            except ValidationError as fout:
                self.add_error(None, fout)
        return gegevens


class LadenForm(Formulier):
    in_zin = {"bestand": "het bestand met de aantallen"}

    bestand = BestandField(label="Bestand met aantallen plaatsen", soorten=("csv",), max_mb=1)

    def clean_bestand(self) -> Any:
        gekozen = self.cleaned_data["bestand"]
        if gekozen.size > MAX_BYTES:
            raise forms.ValidationError("Dit bestand is te groot. Het mag hoogstens 1 MB zijn.")
        return gekozen


@admin.register(Capaciteit)
class CapaciteitAdmin(admin.ModelAdmin):
    """How many places a facility has, per period. A change is offered to who waits at once."""

    form = CapaciteitForm
    change_list_template = "admin/voorzieningen/capaciteit/lijst.html"
    list_display = ["voorziening", "van", "tot", "toon_aantal", "antwoord_werkdagen"]
    list_filter = ["telling"]
    list_select_related = ["voorziening"]
    ordering = ["voorziening__naam", "-van"]
    search_fields = ["voorziening__naam"]
    search_help_text = "Zoek op voorziening"
    date_hierarchy = "van"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": "Aantallen plaatsen", **(extra_context or {})})  # type: ignore[return-value]

    @admin.display(description="Plaatsen", ordering="aantal")
    def toon_aantal(self, capaciteit: Capaciteit) -> str:
        return capaciteit.in_woorden

    def save_model(self, request: HttpRequest, obj: Capaciteit, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        aantallen.bewaard(obj)

    def get_urls(self) -> list[URLPattern]:
        beheer = self.admin_site.admin_view
        laden = path("laden/", beheer(self.laden), name="voorzieningen_capaciteit_laden")
        scholen = path("scholen-laden/", beheer(self.scholen_laden), name="voorzieningen_schoolplaats_laden")
        return [laden, scholen, *super().get_urls()]

    def laden(self, request: HttpRequest) -> HttpResponse:
        """How many places facilities have."""
        return self._laden(request, bestand.plaatsen_laden, titel="Aantallen plaatsen laden", sjabloon="laden.html")

    def scholen_laden(self, request: HttpRequest) -> HttpResponse:
        """How many free places schools have."""

        def lader(inhoud: bytes) -> Geladen:
            return schoolbestand.schoolplaatsen_laden(inhoud, door=gebruiker_van(request))

        return self._laden(request, lader, titel="Vrije plaatsen van scholen laden", sjabloon="scholen_laden.html")

    def _laden(
        self, request: HttpRequest, lader: Callable[[bytes], Geladen], *, titel: str, sjabloon: str
    ) -> HttpResponse:
        """A file with many numbers at once: all of it, or nothing and why."""
        if not request.user.has_perm("voorzieningen.plaatsen_laden"):
            raise PermissionDenied("Alleen het bureau laadt aantallen plaatsen.")
        form = LadenForm(request.POST, request.FILES) if request.method == "POST" else LadenForm()
        if form.is_bound and form.is_valid():
            try:
                with niet_eindeloos_wachten():
                    geladen = lader(form.cleaned_data["bestand"].read())
            except Geweigerd as fout:
                for zin in fout.velden.get("bestand", [fout.zin]):
                    form.add_error("bestand", zin)
            else:
                messages.success(request, f"De aantallen zijn geladen: {geladen.in_woorden}")
                return redirect("admin:voorzieningen_capaciteit_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": titel,
            "opts": self.opts,
            "form": form,
            "lijst_url": reverse("admin:voorzieningen_capaciteit_changelist"),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, f"admin/voorzieningen/capaciteit/{sjabloon}", context, status=status)
