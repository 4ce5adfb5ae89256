"""Activities in the admin: what is coming and what has to be finished, and per meeting its list and its code."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from swv.kern.beheer import BeheerHandelingView, Keuzefilter, WerkvoorraadFilter
from swv.kern.deuren import geheel
from swv.kern.handelingen import formulier
from swv.kern.opmaak import datum
from voorzieningen.activiteiten import bewijs, inschrijvingen, lijst, selectors, services, teksten
from voorzieningen.activiteiten.forms import NieuweActiviteitForm
from voorzieningen.activiteiten.werkvoorraad import INSCHRIJVINGEN, WERKVOORRAAD
from voorzieningen.activiteiten.workflow import workflow
from voorzieningen.beheer import Voorzieningdossierbeheer
from voorzieningen.models import Activiteit, Inschrijving, Sessie


class SoortFilter(Keuzefilter):
    title = "soort"
    parameter_name = "soort"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(str(code), str(naam).capitalize()) for code, naam in Activiteit.Soort.choices]


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(str(code), str(naam)) for code, naam in Activiteit.Status.choices]


class ActiviteitHandelingView(BeheerHandelingView):
    """An act; when the address names a meeting, about that one."""

    def get_dossier(self) -> Activiteit:
        activiteit: Activiteit = super().get_dossier()  # type: ignore[assignment]
        gevraagd = geheel(self.request.GET.get("sessie") or self.request.POST.get("sessie"))
        activiteit.gekozen_sessie = activiteit.sessies.filter(pk=gevraagd).first() if gevraagd else None  # type: ignore[attr-defined]
        return activiteit


@admin.register(Activiteit)
class ActiviteitAdmin(Voorzieningdossierbeheer):
    """What is coming, the next act on each, and its meetings."""

    workflow, woorden = workflow, teksten
    werkvoorraad = WERKVOORRAAD
    handelingview = ActiviteitHandelingView
    dossier_template = "admin/voorzieningen/activiteit/dossier.html"
    lijsttitel = "Activiteiten"
    eerst = ("openzetten", "afronden")
    elders = frozenset({"bijeenkomst_wijzigen", "bijeenkomst_weghalen", "code_maken", "aanwezigheid_vastleggen"})

    list_display = ["titel", "toon_soort", "toon_begin", "toon_status", "toon_bezetting"]
    list_filter = [WerkvoorraadFilter, SoortFilter, StatusFilter]
    ordering = ["-begint", "id"]
    search_fields = ["titel", "kenmerk"]
    search_help_text = "Zoek op titel of kenmerk"
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activiteit]:
        return Activiteit.objects.for_user(request.user).met_aantallen()

    def pagina_links(self, request: HttpRequest, dossier: Any) -> Sequence[tuple[str, str]]:
        return [("Bekijk in het programma", dossier.get_absolute_url())]

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        return {
            **super().inhoud(request, dossier),
            "title": dossier.titel,
            "activiteit": dossier,
            "stand": teksten.stand(dossier),
            "bijeenkomsten": lijst.bijeenkomsten(dossier, request.user),
            "deelnemers": lijst.deelnemers(dossier),
            "mag_inschrijven": request.user.has_perm("activiteiten.collega_inschrijven", dossier),
        }

    # --- A new one, a presence list, and the code of the room ------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        wegen = (("presentie", self.presentie), ("code", self.code))
        eigen = [
            path(
                f"<uuid:pk>/{naam}/<int:sessie>/",
                self.admin_site.admin_view(view),
                name=f"voorzieningen_activiteit_{naam}",
            )
            for naam, view in wegen
        ]
        return [*eigen, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What it is, and its first meeting; more of them on the page that follows."""
        if not self.has_add_permission(request):
            raise PermissionDenied("Alleen het bureau maakt een activiteit.")
        form = NieuweActiviteitForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            activiteit = services.activiteit_maken(door=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, "De activiteit is gemaakt. Zet haar in het programma als alles klopt.")
            return redirect(self.adres("change"), activiteit.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Nieuwe activiteit",
            "opts": self.opts,
            "form": form,
            "lijst_url": reverse(self.adres("changelist")),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/voorzieningen/activiteit/nieuw.html", context, status=status)

    def _bij_sessie(self, request: HttpRequest, pk: Any, sessie: int) -> tuple[Activiteit, Sessie]:
        """The activity with one of its meetings. Raises Http404."""
        activiteit = self.ophalen(request, pk)
        if (rij := activiteit.sessies.filter(pk=sessie).first()) is None:
            raise Http404
        activiteit.gekozen_sessie = rij
        return activiteit, rij

    def presentie(self, request: HttpRequest, pk: Any, sessie: int) -> HttpResponse:
        """The presence list of one meeting, to print and to tick."""
        activiteit, rij = self._bij_sessie(request, pk, sessie)
        handeling = workflow["aanwezigheid_vastleggen"]
        kan = handeling.weigering(activiteit, request.user) is None and rij.kan_vastleggen
        context = self.paginacontext(
            request,
            activiteit,
            title="Presentielijst",
            sessie=rij,
            deelnemers=lijst.presentie(activiteit, rij),
            form=formulier(handeling, activiteit, door=request.user) if kan else None,
        )
        return TemplateResponse(request, "admin/voorzieningen/activiteit/presentie.html", context)

    def code(self, request: HttpRequest, pk: Any, sessie: int) -> HttpResponse:
        """The code of the room in large letters, for on the wall."""
        activiteit, rij = self._bij_sessie(request, pk, sessie)
        context = self.paginacontext(
            request,
            activiteit,
            title="Code in de zaal",
            sessie=rij,
            mag_maken=workflow["code_maken"].weigering(activiteit, request.user) is None,
        )
        return TemplateResponse(request, "admin/voorzieningen/activiteit/code.html", context)

    # --- The list --------------------------------------------------------------------------------------------

    @admin.display(description="Soort", ordering="soort")
    def toon_soort(self, activiteit: Activiteit) -> str:
        return activiteit.soort_naam

    @admin.display(description="Begint", ordering="begint")
    def toon_begin(self, activiteit: Activiteit) -> str:
        return datum(activiteit.begint)

    @admin.display(description="Plaatsen")
    def toon_bezetting(self, activiteit: Any) -> str:
        van = f"{activiteit.bezet} van {activiteit.capaciteit}" if activiteit.capaciteit else str(activiteit.bezet)
        return f"{van}, {activiteit.wachtend} wachten" if activiteit.wachtend else van


@admin.register(Inschrijving)
class InschrijvingAdmin(Voorzieningdossierbeheer):
    """Who is on which list. The page of one place holds what can still be put right."""

    workflow, woorden = inschrijvingen.workflow, teksten
    werkvoorraad = INSCHRIJVINGEN
    dossier_template = "admin/voorzieningen/inschrijving/dossier.html"
    lijsttitel = "Inschrijvingen voor activiteiten"
    erbij = ("activiteit", "school", "persoon", "ingeschreven_door")

    list_display = ["naam", "toon_school", "toon_activiteit", "toon_status", "toon_dag"]
    list_filter = [WerkvoorraadFilter]
    list_select_related = ["activiteit", "school"]
    ordering = ["-ingeschreven_op", "id"]
    search_fields = ["naam", "school__naam", "activiteit__titel"]
    search_help_text = "Zoek op naam, school of activiteit"
    actions = None

    def pagina_links(self, request: HttpRequest, dossier: Any) -> Sequence[tuple[str, str]]:
        return [("Naar de activiteit", reverse("admin:voorzieningen_activiteit_change", args=[dossier.activiteit_id]))]

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        aanwezig = {rij.sessie_id: rij for rij in dossier.aanwezigheden.all()}
        return {
            **super().inhoud(request, dossier),
            "title": dossier.naam,
            "inschrijving": dossier,
            "stand": teksten.stand_van_inschrijving(dossier, selectors.plaats_in_de_rij(dossier)),
            "sessies": [(sessie, aanwezig.get(sessie.pk)) for sessie in dossier.activiteit.sessies.all()],
            "brief": bewijs.van(dossier),
        }

    @admin.display(description="School", ordering="school__naam")
    def toon_school(self, inschrijving: Inschrijving) -> str:
        return inschrijving.school.naam if inschrijving.school else "–"

    @admin.display(description="Activiteit", ordering="activiteit__titel")
    def toon_activiteit(self, inschrijving: Inschrijving) -> str:
        return inschrijving.activiteit.titel

    @admin.display(description="Ingeschreven op", ordering="ingeschreven_op")
    def toon_dag(self, inschrijving: Inschrijving) -> str:
        return datum(inschrijving.ingeschreven_op)
