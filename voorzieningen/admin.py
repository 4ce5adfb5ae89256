"""The catalogue and the robots in the admin. A state changes only through an act; rows of people are read only."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from swv.kern.deuren import HandelingView
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling, Workflow
from voorzieningen import services, workflow
from voorzieningen.activiteiten.admin import ActiviteitAdmin, InschrijvingAdmin
from voorzieningen.forms import OnderhoudFormSet
from voorzieningen.models import Alias, Hulpmiddel, Onderhoud, Robot, Uitlening, Voorziening, Wachtplaats
from voorzieningen.plaatsen.admin import CapaciteitAdmin, PlaatsingAdmin
from voorzieningen.uitlenen.teksten import GELUKT
from voorzieningen.wijzer.admin import WijzerstapAdmin

__all__ = [
    "ActiviteitAdmin",
    "CapaciteitAdmin",
    "ChecklistAdmin",
    "InschrijvingAdmin",
    "PlaatsingAdmin",
    "ProfielAdmin",
    "SchoolwisselAdmin",
    "WijzerstapAdmin",
]
from voorzieningen.profielen.admin import ChecklistAdmin, ProfielAdmin
from voorzieningen.schoolwissel.admin import SchoolwisselAdmin


class AliasInline(admin.StackedInline):
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


class BeheerHandelingView(HandelingView):
    """An act on a robot or a loan, in the admin."""

    template_name = "voorzieningen/beheer_handeling.html"
    model_admin: ClassVar["MetHandelingen"] = None  # type: ignore[assignment]  # as_view gives it

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.workflow = self.model_admin.workflow

    def get_dossier(self) -> Dossier:
        rij = self.model_admin.get_object(self.request, str(self.kwargs["pk"]))
        if rij is None or not self.model_admin.has_view_permission(self.request, rij):
            raise Http404
        return rij

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, GELUKT[handeling.naam].format(getattr(dossier, "robot", dossier)))
        return redirect(self.model_admin.adres("change"), dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {
            **self.model_admin.admin_site.each_context(self.request),
            "title": handeling.label,
            "opts": self.model_admin.opts,
            "lijst_url": reverse(self.model_admin.adres("changelist")),
            "terug_url": reverse(self.model_admin.adres("change"), args=[dossier.pk]),
        }


class MetHandelingen(admin.ModelAdmin):
    """A page with the acts that this person can do now as buttons, and the timeline below."""

    workflow: ClassVar[Workflow]
    change_form_template = "voorzieningen/beheer_rij.html"

    def adres(self, wat: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{wat}"

    def get_urls(self) -> list[URLPattern]:
        doen = path(
            "<uuid:pk>/doen/<slug:naam>/",
            self.admin_site.admin_view(BeheerHandelingView.as_view(model_admin=self)),
            name=f"{self.opts.app_label}_{self.opts.model_name}_handeling",
        )
        return [doen, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rij = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if isinstance(rij, Dossier):
            context |= {"title": str(rij), "subtitle": None}
            context["handelingen"] = [
                (handeling, reverse(self.adres("handeling"), args=[rij.pk, handeling.naam]))
                for handeling in self.workflow.available(rij, request.user)
            ]
            context["gebeurtenissen"] = list(Gebeurtenis.objects.van(rij).select_related("door"))
        return super().change_view(request, object_id, form_url, context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline on the page is the history; there is no second one."""
        return redirect(self.adres("change"), object_id)


@admin.register(Hulpmiddel)
class HulpmiddelAdmin(admin.ModelAdmin):
    """Another kind of thing to lend is a row here, and then its pieces in the stock."""

    list_display = ["naam", "code", "antwoord_werkdagen", "herinner_dagen", "voorziening"]
    list_select_related = ["voorziening"]
    search_fields = ["naam", "code"]
    prepopulated_fields = {"code": ["naam"]}
    autocomplete_fields = ["voorziening"]


class OnderhoudInline(admin.StackedInline):
    model = Onderhoud
    formset = OnderhoudFormSet
    extra = 0


@admin.register(Robot)
class RobotAdmin(MetHandelingen):
    workflow = workflow.robots
    list_display = ["naam", "hulpmiddel", "serienummer", "soort", "status"]
    list_filter = ["status", "hulpmiddel"]
    list_select_related = ["hulpmiddel"]
    search_fields = ["naam", "serienummer"]
    fields = ["hulpmiddel", "naam", "serienummer", "soort", "opmerking", "status"]
    readonly_fields = ["status"]
    inlines = [OnderhoudInline]

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            services.onderhoud_gewijzigd(robot=form.instance, door=request.user)

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
class UitleningAdmin(AlleenLezen, MetHandelingen):
    workflow = workflow.uitleningen
    list_display = ["robot", "school", "van", "tot", "status"]
    list_filter = ["status", "robot"]
    search_fields = ["school__naam", "school__code", "robot__naam"]
    list_select_related = ["robot", "school"]
    date_hierarchy = "van"
    show_full_result_count = False
    fields = [
        "robot",
        "school",
        "van",
        "tot",
        "status",
        "antwoord_uiterlijk",
        "uitgereikt_op",
        "teruggebracht_op",
        "schade",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Uitlening]:
        return Uitlening.objects.for_user(request.user).select_related("robot", "school")


@admin.register(Wachtplaats)
class WachtplaatsAdmin(AlleenLezen):
    list_display = ["school", "hulpmiddel", "van", "tot", "aangemaakt_op", "uitlening", "vervallen_op"]
    search_fields = ["school__naam", "school__code"]
    list_filter = ["hulpmiddel"]
    list_select_related = ["school", "hulpmiddel", "uitlening__robot", "uitlening__school"]
    show_full_result_count = False
    fields = ["school", "hulpmiddel", "van", "tot", "aangemaakt_op", "uitlening", "vervallen_op", "reden"]
    actions = ["van_de_lijst_halen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wachtplaats]:
        return Wachtplaats.objects.for_user(request.user)

    @admin.action(description="Van de wachtlijst halen")
    def van_de_lijst_halen(self, request: HttpRequest, queryset: QuerySet[Wachtplaats]) -> None:
        """Each selected school, with an honest report: who left, who could not and why."""
        for plaats in queryset.select_related("school"):
            try:
                services.wachtplaats_verlaten(
                    wachtplaats=plaats, door=request.user, reden="Door het bureau van de wachtlijst gehaald."
                )
            except Geweigerd as fout:
                self.message_user(request, f"{plaats.school.naam}: {fout.zin}", messages.WARNING)
            else:
                self.message_user(request, f"{plaats.school.naam} staat niet meer op de wachtlijst.", messages.SUCCESS)
