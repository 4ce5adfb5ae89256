"""The work of the bureau on objections in Django's admin: the list with clocks, the case, and its acts."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from swv.kern.deuren import HandelingView, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.opmaak import dagen_nog, datum
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang
from swv.termijnen.schema import Soort as Klok
from toelating.bezwaar import teksten
from toelating.bezwaar.dossier import dossier_van, in_volgorde, volgende_stap
from toelating.bezwaar.selectors import besluitbrief, met_klok
from toelating.bezwaar.services import bezwaar_registreren
from toelating.bezwaartermijn import bezwaartermijn_tegen
from toelating.dwangsom.stand import som_bij
from toelating.forms.bezwaar import BezwaarRegistrerenForm
from toelating.models import Bezwaar, Bezwaarstatus, Ingebrekestelling, Tlvaanvraag
from toelating.models.bezwaar import OPEN
from toelating.ouders import geadresseerden
from toelating.workflow.bezwaar import workflow

# The signature has a desk of its own, with the advice of the LBT beside it.
NIET_IN_BEHEER = frozenset(
    {
        "gegrond_verklaren",
        "ongegrond_verklaren",
        "niet_ontvankelijk_verklaren",
        "teruggeven",
        "teruggeven_bij_lbt",
        "teruggeven_zonder_lbt",
    }
)
WAT: dict[str, str] = {
    Klok.LBT: "Advies vragen aan de LBT",
    Klok.VERWEER: "Verweerschrift sturen",
    Klok.BEZWAAR: "Beslissen",
    Klok.AANVULLING: "Wacht op herstel",
    Klok.ONDERTEKENING: "Ondertekenen",
}
VAN: dict[str, str] = {Bezwaar.Van.OUDERS: "ouders", Bezwaar.Van.BESTUUR: "bestuur", Bezwaar.Van.ANDER: "een ander"}
Stapel = tuple[str, str, Callable[[Any, date], Q]]
IN_GEBREKE = Q(pk__in=Ingebrekestelling.objects.open().filter(bezwaar__isnull=False).values("bezwaar"))
STAPELS: tuple[Stapel, ...] = (
    ("mijn", "Mijn werk", lambda user, vandaag: Q(behandelaar=user)),
    ("vrij", "Nog van niemand", lambda user, vandaag: Q(behandelaar__isnull=True)),
    ("lbt", "LBT nog te vragen", lambda user, vandaag: Q(status=Bezwaarstatus.ONTVANGEN)),
    ("herstel", "Wacht op herstel", lambda user, vandaag: Q(status=Bezwaarstatus.HERSTEL_GEVRAAGD)),
    ("bij_lbt", "Bij de LBT", lambda user, vandaag: Q(status=Bezwaarstatus.BIJ_LBT)),
    ("beslissen", "Beslissing voorbereiden", lambda user, vandaag: Q(status=Bezwaarstatus.ADVIES_GEREED)),
    ("ondertekening", "Bij de directeur-bestuurder", lambda user, vandaag: Q(status=Bezwaarstatus.TER_ONDERTEKENING)),
    ("laat", "Een termijn is voorbij", lambda user, vandaag: Q(uiterlijk__lt=vandaag)),
    ("ingebrekestelling", "Ingebrekestelling", lambda user, vandaag: IN_GEBREKE),
    ("open", "Alles wat open is", lambda user, vandaag: ~Q(pk__in=[])),
)


class StapelFilter(admin.SimpleListFilter):
    title = "werkvoorraad"
    parameter_name = "stapel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        open_ = model_admin.get_queryset(request).filter(status__in=OPEN)
        vandaag = timezone.localdate()
        aantallen = open_.aggregate(
            **{code: Count("pk", filter=waar(request.user, vandaag)) for code, _, waar in STAPELS}
        )
        return [(code, f"{naam} ({aantallen[code]})") for code, naam, _ in STAPELS]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Bezwaar]") -> "QuerySet[Bezwaar]":
        waar = next((waar for code, _, waar in STAPELS if code == self.value()), None)
        return queryset.filter(waar(request.user, timezone.localdate()), status__in=OPEN) if waar else queryset


class StatusFilter(admin.SimpleListFilter):
    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Bezwaarstatus]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Bezwaar]") -> "QuerySet[Bezwaar]":
        return queryset.filter(status=self.value()) if self.value() in Bezwaarstatus.values else queryset


class BezwaarHandelingView(HandelingView):
    """An act on an objection, in the admin."""

    workflow = workflow
    template_name = "admin/toelating/bezwaar/handeling.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is missing for an act is said before somebody types, not after."""
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if handeling.weigering(dossier, request.user) is None and (fout := handeling.belemmering(dossier)):
            return self._toon(dossier, handeling, None, fout)
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Bezwaar:
        return _ophalen(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, teksten.gelukt(handeling))
        return redirect("admin:toelating_bezwaar_change", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {
            **admin.site.each_context(self.request),
            "bezwaar": dossier,
            "title": handeling.label,
            "dwangsom": som_bij(dossier, handeling),
        }


def _ophalen(request: HttpRequest, pk: Any) -> Bezwaar:
    """The objection, for who judges it. Raises Http404."""
    if not admin.site.get_model_admin(Bezwaar).has_view_permission(request):
        raise Http404
    bezwaren = Bezwaar.objects.for_user(request.user).select_related(
        "aanvraag__school__bestuur",
        "aanvraag__leerling",
        "aanvraag__regeling",
        "besluit",
        "behandelaar",
        "geregistreerd_door",
        "opgesteld_door",
        "besloten_door",
        "verklaring",
    )
    try:
        return bezwaren.defer("besluit__html").get(pk=pk)
    except (Bezwaar.DoesNotExist, ValueError) as fout:
        raise Http404 from fout


@admin.register(Bezwaar)
class BezwaarAdmin(RolToegang, admin.ModelAdmin):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})

    # What and until when first: on a telephone only these two are seen without scrolling.
    list_display = ["kenmerk", "toon_klok", "toon_status", "toon_van", "aanvraag_kenmerk", "school", "behandelaar"]
    list_filter = [StapelFilter, StatusFilter]
    list_select_related = ["aanvraag__school", "behandelaar"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "nog niemand"
    ordering = ["-ontvangen_op", "-kenmerk"]
    search_fields = ["kenmerk", "aanvraag__kenmerk", "aanvraag__school__naam", "lbt_kenmerk"]
    search_help_text = "Zoek op kenmerk of school"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Bezwaar]":
        return met_klok(Bezwaar.objects.for_user(request.user))

    @admin.display(description="Van", ordering="van")
    def toon_van(self, bezwaar: Bezwaar) -> str:
        return VAN[bezwaar.van]

    @admin.display(description="Aanvraag", ordering="aanvraag__kenmerk")
    def aanvraag_kenmerk(self, bezwaar: Bezwaar) -> str:
        return bezwaar.aanvraag.kenmerk or ""

    @admin.display(description="School", ordering="aanvraag__school__naam")
    def school(self, bezwaar: Bezwaar) -> str:
        return bezwaar.aanvraag.school.naam

    @admin.display(description="Status", ordering="status")
    def toon_status(self, bezwaar: Bezwaar) -> str:
        te_laat = " (te laat ingediend)" if bezwaar.is_te_laat else ""
        return f"{bezwaar.get_status_display()}{te_laat}"

    @admin.display(description="Eerstvolgende termijn", ordering="uiterlijk")
    def toon_klok(self, bezwaar: Bezwaar) -> str:
        uiterlijk: date | None = bezwaar.uiterlijk  # type: ignore[attr-defined]  # added by met_klok
        if uiterlijk is None:
            return "staat stil" if bezwaar.is_open else "–"
        soort = "swv-laat" if uiterlijk < timezone.localdate() else "swv-optijd"
        wat = WAT.get(bezwaar.klok, "")  # type: ignore[attr-defined]
        return format_html('{}<br>{} <span class="{}">{}</span>', wat, datum(uiterlijk), soort, dagen_nog(uiterlijk))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup in {StapelFilter.parameter_name, StatusFilter.parameter_name}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": "Bezwaren", **(extra_context or {})})  # type: ignore[return-value]

    def get_urls(self) -> list[URLPattern]:
        omhul = self.admin_site.admin_view
        return [
            path("registreren/<uuid:aanvraag_pk>/", omhul(self.registreren), name="toelating_bezwaar_registreren"),
            path(
                "<uuid:pk>/doen/<slug:naam>/",
                omhul(BezwaarHandelingView.as_view()),
                name="toelating_bezwaar_handeling",
            ),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The case: what, until when, the one next act, and everything there is to read."""
        bezwaar = _ophalen(request, object_id)
        dossier = dossier_van(bezwaar)
        mogelijk = [rij for rij in workflow.available(bezwaar, request.user) if rij.naam not in NIET_IN_BEHEER]
        belemmerd = [(rij, fout.zin) for rij in mogelijk if (fout := rij.belemmering(bezwaar))]
        nu = [rij for rij in mogelijk if rij not in [handeling for handeling, _ in belemmerd]]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Bezwaar {bezwaar.kenmerk}",
            "bezwaar": bezwaar,
            "aanvraag": bezwaar.aanvraag,
            "dossier": dossier,
            "stand": teksten.stand(bezwaar),
            "volgende_stap": volgende_stap(dossier),
            "handelingen": in_volgorde(nu, dossier),
            "belemmerd": belemmerd,
            "mag_tekenen": _mag_tekenen(bezwaar, request.user),
            "lijst_url": reverse("admin:toelating_bezwaar_changelist"),
        }
        return TemplateResponse(request, "admin/toelating/bezwaar/dossier.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The timeline of the case is the history; there is no second one."""
        return redirect("admin:toelating_bezwaar_change", object_id)

    def registreren(self, request: HttpRequest, aanvraag_pk: UUID) -> HttpResponse:
        """A paper came in against the decision on this request: what stands on it becomes a case."""
        user: Any = request.user
        if not user.heeft_rol(Rolsoort.BUREAU):
            raise Http404
        aanvragen = Tlvaanvraag.objects.for_user(user).select_related("school__bestuur", "leerling", "regeling")
        aanvraag = get_object_or_404(aanvragen, pk=aanvraag_pk)
        form = BezwaarRegistrerenForm(request.POST or None, request.FILES or None, aanvraag=aanvraag, door=user)
        weigering: Geweigerd | None = None
        if request.method == "POST" and form.is_valid():
            try:
                bezwaar = bezwaar_registreren(aanvraag=aanvraag, door=user, **form.cleaned_data)
            except Geweigerd as fout:
                weigering = fout
            else:
                messages.success(
                    request, f"Bezwaar {bezwaar.kenmerk} is geregistreerd. De ontvangstbevestiging wordt gemaakt."
                )
                return redirect("admin:toelating_bezwaar_change", bezwaar.pk)
        return self._registratiepagina(request, aanvraag, form, weigering)

    def _registratiepagina(
        self, request: HttpRequest, aanvraag: Tlvaanvraag, form: BezwaarRegistrerenForm, weigering: Geweigerd | None
    ) -> HttpResponse:
        besluit = besluitbrief(aanvraag)
        context = {
            **self.admin_site.each_context(request),
            "title": "Bezwaar registreren",
            "aanvraag": aanvraag,
            "besluit": besluit,
            "kan": aanvraag.is_besloten and besluit is not None,
            "tot": bezwaartermijn_tegen(besluit) if besluit else None,
            "ouders": list(geadresseerden(aanvraag)),
            "bestaand": list(aanvraag.bezwaren.all()),
            "form": form,
            "weigering": weigering,
            "heeft_fouten": weigering is not None or bool(form.errors),
        }
        status = http_status(weigering) if weigering else 422 if form.errors else 200
        return TemplateResponse(request, "admin/toelating/bezwaar/registreren.html", context, status=status)


def _mag_tekenen(bezwaar: Bezwaar, user: Any) -> bool:
    """Whether this person decides: that happens at the signing desk."""
    return any(rij.naam in NIET_IN_BEHEER for rij in workflow.available(bezwaar, user))
