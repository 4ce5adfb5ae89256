"""What the admin of every kind of dossier shares: piles of work, the page of a dossier, and the same acts as
everywhere."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from celery import Task
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from swv.kern.deuren import HandelingView
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.opmaak import dagen_nog, datum
from swv.kern.taakdeur import laten_verrichten
from swv.kern.werkvoorraad import Werkvoorraad
from swv.kern.workflow import Handeling, Workflow

HOOGSTENS = 1000
METEEN = 25  # rows of an act on many at once that a person waits for


class BegrensdePaginator(Paginator):
    """Counts no further than a thousand: more pages than that nobody turns."""

    @cached_property
    def count(self) -> int:
        rijen: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return len(rijen.order_by().values_list("pk", flat=True)[:HOOGSTENS])


class WerkvoorraadFilter(admin.SimpleListFilter):
    """The piles, with how many lie on each."""

    title = "werkvoorraad"
    parameter_name = "stapel"
    template = "admin/dossier/werkvoorraad.html"

    def __init__(self, request: HttpRequest, params: Any, model: type[Model], model_admin: Any) -> None:
        self.werkvoorraad: Werkvoorraad = model_admin.werkvoorraad
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        aantallen = self.werkvoorraad.tellingen(model_admin.get_queryset(request), request.user)
        return [(rij.code, f"{rij.naam} ({aantallen[rij.code]})") for rij in self.werkvoorraad.stapels]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return self.werkvoorraad.stapel(self.value(), queryset, request.user)


class Keuzefilter(admin.SimpleListFilter):
    """One column from a closed list; a word that is not on it filters nothing."""

    def keuzes(self) -> Iterable[tuple[str, str]]:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*self.keuzes()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        gekozen = self.value()
        return queryset.filter(**{str(self.parameter_name): gekozen}) if gekozen in dict(self.keuzes()) else queryset


class BeheerHandelingView(HandelingView):
    """An act by the bureau, in the admin."""

    beheer: ClassVar["Dossierbeheer"] = None  # type: ignore[assignment]  # as_view gives it

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.workflow = self.beheer.workflow
        self.template_name = self.beheer.handeling_template

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is missing for an act is said before somebody types, not after."""
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if handeling.weigering(dossier, request.user) is None and (fout := handeling.belemmering(dossier)):
            return self._toon(dossier, handeling, None, fout)
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Dossier:
        return self.beheer.ophalen(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, self.beheer.zin_gelukt(handeling))
        return redirect(self.beheer.adres("change"), dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return self.beheer.paginacontext(self.request, dossier, title=handeling.label)


class Dossierbeheer(admin.ModelAdmin):
    """The list of work and the page of a dossier. Nothing is typed here past an act.

    `elders` are the acts with a page of their own, such as a signature; `eerst` what brings a dossier further, the
    most urgent first: the one that can be done now stands on the page as the next act.
    """

    workflow: ClassVar[Workflow]
    werkvoorraad: ClassVar[Werkvoorraad]
    handelingview: ClassVar[type[BeheerHandelingView]] = BeheerHandelingView
    dossier_template: ClassVar[str]
    handeling_template: ClassVar[str] = "admin/dossier/handeling.html"
    elders: ClassVar[frozenset[str]] = frozenset()
    eerst: ClassVar[Sequence[str]] = ()
    erbij: ClassVar[Sequence[str]] = ()  # fetched along with the dossier, in the same query
    vooruit: ClassVar[Sequence[str]] = ()  # and with one query each
    lijsttitel: ClassVar[str] = "Werkvoorraad"

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "nog niemand"
    paginator = BegrensdePaginator

    # --- What a room says --------------------------------------------------------------------------------------

    def zin_gelukt(self, handeling: Handeling) -> str:
        """What to say to who did this act."""
        raise NotImplementedError

    def brengt_verder(self, dossier: Any) -> Sequence[str]:
        """The acts of `eerst`, as they count for this dossier."""
        return self.eerst

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        """What there is to read on the page of a dossier, for its template."""
        raise NotImplementedError

    def pagina_links(self, request: HttpRequest, dossier: Any) -> Sequence[tuple[str, str]]:
        """What can be done on another page with this dossier, beside its acts: words and address."""
        return ()

    # --- The dossier -------------------------------------------------------------------------------------------

    def adres(self, wat: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{wat}"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return self.model._default_manager.for_user(request.user)

    def ophalen(self, request: HttpRequest, pk: Any) -> Any:
        """The dossier, for who judges it. A role of the admin beside a role at a school or as an expert does not open
        what only the bureau may read. Raises Http404."""
        if not self.has_view_permission(request):
            raise Http404
        try:
            rijen = self.get_queryset(request).select_related(*self.erbij).prefetch_related(*self.vooruit)
            return rijen.get(pk=pk)
        except (self.model.DoesNotExist, ValueError) as fout:
            raise Http404 from fout

    def paginacontext(self, request: HttpRequest, dossier: Dossier, **overig: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "dossier": dossier,
            "opts": self.opts,
            "handeling_adres": self.adres("handeling"),
            "lijst_url": reverse(self.adres("changelist")),
            "terug_url": reverse(self.adres("change"), args=[dossier.pk]),
            **overig,
        }

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The dossier page: who, what, until when, the next act, and everything there is to read."""
        dossier = self.ophalen(request, object_id)
        context = self.paginacontext(
            request,
            dossier,
            pagina_links=self.pagina_links(request, dossier),
            **self._handelingen(request, dossier),
            **self.inhoud(request, dossier),
        )
        return TemplateResponse(request, self.dossier_template, context)

    def _handelingen(self, request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        """The next act, the other acts that can be done now, and what cannot be done yet with the reason why."""
        mogelijk = [rij for rij in self.workflow.available(dossier, request.user) if rij.naam not in self.elders]
        belemmerd = [(rij, fout.zin) for rij in mogelijk if (fout := rij.belemmering(dossier))]
        kan_niet = {rij.naam for rij, _ in belemmerd}
        kan = {rij.naam: rij for rij in mogelijk if rij.naam not in kan_niet}
        volgende = next((kan.pop(naam) for naam in self.brengt_verder(dossier) if naam in kan), None)
        return {"volgende": volgende, "handelingen": [*kan.values()], "belemmerd": belemmerd}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline on the dossier is the history; there is no second one."""
        return redirect(self.adres("change"), object_id)

    def get_urls(self) -> list[URLPattern]:
        doen = path(
            "<uuid:pk>/doen/<slug:naam>/",
            self.admin_site.admin_view(self.handelingview.as_view(beheer=self)),
            name=f"{self.opts.app_label}_{self.opts.model_name}_handeling",
        )
        return [doen, *super().get_urls()]

    # --- The list ----------------------------------------------------------------------------------------------

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only the filters of the page: another column would let the bureau guess at what a school is still typing."""
        return lookup in {filter_.parameter_name for filter_ in self.get_list_filter(request)}  # type: ignore[union-attr]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": self.lijsttitel, **(extra_context or {})})  # type: ignore[return-value]

    @admin.display(description="Soort", ordering="soort")
    def soort_naam(self, dossier: Any) -> str:
        return str(dossier.soort_naam)

    @admin.display(description="School", ordering="school__naam")
    def school_naam(self, dossier: Any) -> str:
        return str(dossier.school.naam)

    @admin.display(description="Status", ordering="status")
    def toon_status(self, dossier: Any) -> str:
        return str(dossier.get_status_display())

    @admin.display(description="Besluit uiterlijk", ordering="beslisdatum")
    def toon_beslisdatum(self, dossier: Any) -> str | SafeString:
        if not dossier.is_open:
            return "–"
        if dossier.beslisdatum is None:
            return "staat stil"
        soort = "swv-laat" if dossier.beslisdatum < timezone.localdate() else "swv-optijd"
        woorden = dagen_nog(dossier.beslisdatum)
        return format_html('{} <br><span class="{}">{}</span>', datum(dossier.beslisdatum), soort, woorden)

    def op_velen(
        self, request: HttpRequest, queryset: "QuerySet[Any]", handeling: Handeling, *, taak: Task, wat: str, klaar: str
    ) -> None:
        """The act on each selected dossier, with an honest report: what went, what did not and why. Nobody waits for
        a long list: the worker does that, and what it could not do stays on its pile.

        `wat` is the word for many of them, `klaar` what is said of who was done.
        """
        pks = list(queryset.values_list("pk", flat=True)[: HOOGSTENS + 1])
        if len(pks) > HOOGSTENS:
            self.message_user(request, f"Kies hoogstens {HOOGSTENS} {wat} tegelijk.", messages.WARNING)
            return
        if len(pks) > METEEN and laten_verrichten(taak, handeling, pks, request.user):
            zin = f"{len(pks)} {wat} worden een voor een {klaar}. Ververs de lijst om het te volgen."
            self.message_user(request, zin, messages.SUCCESS)
            return
        gelukt, geweigerd = _verricht(handeling, queryset.select_related(*self.erbij), request)
        if gelukt:
            self.message_user(request, f"{klaar.capitalize()}: {', '.join(gelukt)}.", messages.SUCCESS)
        for regel in geweigerd:
            self.message_user(request, regel, messages.WARNING)


def _verricht(handeling: Handeling, dossiers: Iterable[Any], request: HttpRequest) -> tuple[list[str], list[str]]:
    gelukt, geweigerd = [], []
    for dossier in dossiers:
        try:
            handeling(dossier, door=request.user)
        except Geweigerd as fout:
            geweigerd.append(f"{dossier.kenmerk}: {fout.zin}")
        else:
            gelukt.append(dossier.kenmerk or "")
    return gelukt, geweigerd
