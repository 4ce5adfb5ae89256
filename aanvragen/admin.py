"""The work of the bureau in Django's admin: piles of work, the dossier, and the same acts as everywhere."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html

from aanvragen import teksten, werkvoorraad
from aanvragen.dossier import dossier_van
from aanvragen.models import Aanvraag, Regeling, Status
from aanvragen.models.aanvraag import BIJ_DE_SCHOOL
from aanvragen.soorten import alle
from aanvragen.tasks import laten_verrichten
from aanvragen.workflow import in_behandeling_nemen, workflow
from swv.kern.deuren import HandelingView
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.opmaak import dagen_nog, datum
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang

# The signature has a desk of its own, with advice and effect on the budget beside it.
NIET_IN_BEHEER = frozenset({"toekennen", "afwijzen", "buiten_behandeling_stellen", "teruggeven"})
# What brings a dossier further stands first, as the one button that asks for attention.
EERST = frozenset({"in_behandeling_nemen", "adviseren", "buiten_behandeling_voorleggen"})
HOOGSTENS = 1000
METEEN = 25  # rows of an act on many at once that a person waits for


class BegrensdePaginator(Paginator):
    """Counts no further than a thousand: more pages than that nobody turns."""

    @cached_property
    def count(self) -> int:
        aanvragen: QuerySet[Aanvraag] = self.object_list  # type: ignore[assignment]
        return len(aanvragen.order_by().values_list("pk", flat=True)[:HOOGSTENS])


class WerkvoorraadFilter(admin.SimpleListFilter):
    title = "werkvoorraad"
    parameter_name = "stapel"
    template = "admin/aanvragen/aanvraag/werkvoorraad.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        aantallen = werkvoorraad.tellingen(model_admin.get_queryset(request), request.user)
        return [(rij.code, f"{rij.naam} ({aantallen[rij.code]})") for rij in werkvoorraad.STAPELS]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Aanvraag]") -> "QuerySet[Aanvraag]":
        return werkvoorraad.stapel(self.value(), queryset, request.user)


class SoortFilter(admin.SimpleListFilter):
    title = "soort"
    parameter_name = "soort"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(soort.code, soort.naam) for soort in alle()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Aanvraag]") -> "QuerySet[Aanvraag]":
        return queryset.filter(soort=self.value()) if self.value() in {rij.code for rij in alle()} else queryset


class StatusFilter(admin.SimpleListFilter):
    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Status if status not in BIJ_DE_SCHOOL]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Aanvraag]") -> "QuerySet[Aanvraag]":
        return queryset.filter(status=self.value()) if self.value() in Status.values else queryset


class BeheerHandelingView(HandelingView):
    """An act by the bureau, in the admin."""

    workflow = workflow
    template_name = "admin/aanvragen/aanvraag/handeling.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is missing for an act is said before somebody types, not after."""
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if handeling.weigering(dossier, request.user) is None and (fout := handeling.belemmering(dossier)):
            return self._toon(dossier, handeling, None, fout)
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Aanvraag:
        return _ophalen(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, teksten.gelukt(handeling))
        return redirect("admin:aanvragen_aanvraag_change", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {**admin.site.each_context(self.request), "aanvraag": dossier, "title": handeling.label}


def _ophalen(request: HttpRequest, pk: Any) -> Aanvraag:
    """The dossier, for who judges it. A role of the admin beside a role at a school or as an expert does not open
    what only the bureau may read. Raises Http404."""
    if not admin.site.get_model_admin(Aanvraag).has_view_permission(request):
        raise Http404
    aanvragen = Aanvraag.objects.for_user(request.user).select_related(
        "school__bestuur", "regeling", "leerling", "behandelaar", "advies_door", "besloten_door"
    )
    try:
        return aanvragen.get(pk=pk)
    except (Aanvraag.DoesNotExist, ValueError) as fout:
        raise Http404 from fout


@admin.register(Aanvraag)
class AanvraagAdmin(RolToegang, admin.ModelAdmin):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    schrijven = frozenset()

    # What and until when first: on a telephone only these two are seen without scrolling.
    list_display = ["kenmerk", "toon_beslisdatum", "soort_naam", "school_naam", "toon_status", "behandelaar"]
    list_filter = [WerkvoorraadFilter, SoortFilter, StatusFilter]
    list_select_related = ["school", "regeling", "behandelaar"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "nog niemand"
    paginator = BegrensdePaginator
    ordering = ["beslisdatum", "id"]
    search_fields = ["kenmerk", "school__naam"]
    search_help_text = "Zoek op kenmerk of school"
    actions = ["neem_in_behandeling"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Aanvraag]":
        return Aanvraag.objects.for_user(request.user)

    @admin.display(description="Soort", ordering="soort")
    def soort_naam(self, aanvraag: Aanvraag) -> str:
        return aanvraag.soort_naam

    @admin.display(description="School", ordering="school__naam")
    def school_naam(self, aanvraag: Aanvraag) -> str:
        return aanvraag.school.naam

    @admin.display(description="Status", ordering="status")
    def toon_status(self, aanvraag: Aanvraag) -> str:
        return aanvraag.get_status_display()

    @admin.display(description="Besluit uiterlijk", ordering="beslisdatum")
    def toon_beslisdatum(self, aanvraag: Aanvraag) -> str:
        if not aanvraag.is_open:
            return "–"
        if aanvraag.beslisdatum is None:
            return "staat stil"
        soort = "swv-laat" if aanvraag.beslisdatum < timezone.localdate() else "swv-optijd"
        woorden = dagen_nog(aanvraag.beslisdatum)
        return format_html('{} <br><span class="{}">{}</span>', datum(aanvraag.beslisdatum), soort, woorden)

    @admin.action(description="In behandeling nemen")
    def neem_in_behandeling(self, request: HttpRequest, queryset: "QuerySet[Aanvraag]") -> None:
        """The act on each selected dossier, with an honest report: what went, what did not and why. Nobody waits for
        a long list: the worker does that, and what it could not do stays on its pile."""
        pks = list(queryset.values_list("pk", flat=True)[: HOOGSTENS + 1])
        if len(pks) > HOOGSTENS:
            self.message_user(request, f"Kies hoogstens {HOOGSTENS} aanvragen tegelijk.", messages.WARNING)
            return
        if len(pks) > METEEN and laten_verrichten(in_behandeling_nemen, pks, request.user):  # type: ignore[arg-type]
            zin = f"{len(pks)} aanvragen worden een voor een in behandeling genomen. Ververs de lijst om het te volgen."
            self.message_user(request, zin, messages.SUCCESS)
            return
        gelukt, geweigerd = _verricht(in_behandeling_nemen, queryset.select_related("school", "regeling"), request)
        if gelukt:
            self.message_user(request, f"In behandeling genomen: {', '.join(gelukt)}.", messages.SUCCESS)
        for regel in geweigerd:
            self.message_user(request, regel, messages.WARNING)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only the filters of the page: another column would let the bureau guess at what a school is still typing."""
        return lookup in {WerkvoorraadFilter.parameter_name, SoortFilter.parameter_name, StatusFilter.parameter_name}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": "Werkvoorraad", **(extra_context or {})})  # type: ignore[return-value]

    def get_urls(self) -> list[URLPattern]:
        doen = path(
            "<uuid:pk>/doen/<slug:naam>/",
            self.admin_site.admin_view(BeheerHandelingView.as_view()),
            name="aanvragen_aanvraag_handeling",
        )
        return [doen, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The dossier page: who, what, until when, the next act, and everything there is to read."""
        aanvraag = _ophalen(request, object_id)
        mogelijk = [rij for rij in workflow.available(aanvraag, request.user) if rij.naam not in NIET_IN_BEHEER]
        belemmerd = [(rij, fout.zin) for rij in mogelijk if (fout := rij.belemmering(aanvraag))]
        nu = [rij for rij in mogelijk if rij not in [handeling for handeling, _ in belemmerd]]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{aanvraag.soort_naam} {aanvraag.kenmerk}",
            "aanvraag": aanvraag,
            "overzicht": dossier_van(aanvraag),
            "handelingen": sorted(nu, key=lambda rij: rij.naam not in EERST),
            "belemmerd": belemmerd,
            "lijst_url": reverse("admin:aanvragen_aanvraag_changelist"),
        }
        return TemplateResponse(request, "admin/aanvragen/aanvraag/dossier.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline on the dossier is the history; there is no second one."""
        return redirect("admin:aanvragen_aanvraag_change", object_id)


def _verricht(handeling: Handeling, aanvragen: Iterable[Aanvraag], request: HttpRequest) -> tuple[list[str], list[str]]:
    gelukt, geweigerd = [], []
    for aanvraag in aanvragen:
        try:
            handeling(aanvraag, door=request.user)
        except Geweigerd as fout:
            geweigerd.append(f"{aanvraag.kenmerk}: {fout.zin}")
        else:
            gelukt.append(aanvraag.kenmerk or "")
    return gelukt, geweigerd


@admin.register(Regeling)
class RegelingAdmin(RolToegang, admin.ModelAdmin):
    """The rules that policy can change. A running dossier keeps the version it began with."""

    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER, Rolsoort.BEHEERDER})
    schrijven = frozenset({Rolsoort.BEHEERDER})
    blijft_te_wijzigen = frozenset({"geldig_tot", "begrotingspost_code", "toelichting"})
    list_display = ["soort", "geldig_van", "geldig_tot", "beslistermijn_weken", "begrotingspost_code", "briefsoort"]
    list_filter = ["soort"]

    def get_readonly_fields(self, request: HttpRequest, obj: Regeling | None = None) -> list[str]:
        """What counts for a dossier stays as it was: for other terms or limits one ends this version and adds one."""
        if obj is None or not Aanvraag.objects.filter(regeling=obj).exists():
            return []
        return [veld.name for veld in Regeling._meta.fields if veld.name not in {"id", *self.blijft_te_wijzigen}]
