"""Messages of schools, also about what the bureau cannot see yet, and the texts for what is asked often."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from swv.invullen import gesprekken, kamers
from swv.invullen.bsn import ZonderBsn
from swv.invullen.conceptgesprek import ConceptgesprekView
from swv.invullen.models import Gesprek, Kant, Standaardtekst
from swv.kern.beheer import BegrensdePaginator, Keuzefilter
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang


class NieuwFilter(Keuzefilter):
    title = "berichten"
    parameter_name = "nieuw"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [("ja", "Met een nieuw bericht"), ("concept", "Vragen bij een concept")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "ja":
            return queryset.met_nieuws(Kant.BUREAU)  # type: ignore[attr-defined]
        return queryset.bij_school() if self.value() == "concept" else queryset  # type: ignore[attr-defined]


@admin.register(Gesprek)
class GesprekAdmin(RolToegang, admin.ModelAdmin):
    """All conversations, the newest on top. A dossier that the bureau sees has its own page with it."""

    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    # On a telephone only the first two are seen without scrolling.
    list_display = ["soort_naam", "nieuw", "school_naam", "laatste_op"]
    list_filter = [NieuwFilter]
    empty_value_display = ""
    list_select_related = ["school"]
    ordering = ["-laatste_op", "-id"]
    search_fields = ["school__naam"]
    search_help_text = "Zoek op school"
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BegrensdePaginator

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Gesprek]":
        return Gesprek.objects.for_user(request.user).met_stand(Kant.BUREAU)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup == NieuwFilter.parameter_name

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().changelist_view(request, {"title": "Gesprekken met scholen", **(extra_context or {})})  # type: ignore[return-value]

    @admin.display(description="School", ordering="school__naam")
    def school_naam(self, gesprek: Gesprek) -> str:
        return gesprek.school.naam

    @admin.display(description="Nieuw")
    def nieuw(self, gesprek: Any) -> str:
        return "Nieuw bericht" if gesprek.heeft_nieuws else ""

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of the dossier when the bureau sees that; otherwise the messages alone."""
        if not self.has_view_permission(request):
            raise Http404
        try:
            gesprek = Gesprek.objects.for_user(request.user).select_related("school", "content_type").get(pk=object_id)
        except (Gesprek.DoesNotExist, ValidationError) as fout:
            raise Http404 from fout
        kamer, dossier = gesprekken.kamer_van_gesprek(gesprek), gesprek.bron
        if dossier is not None and not kamer.is_bij_school(dossier):
            opts = kamer.model._meta
            return redirect(f"admin:{opts.app_label}_{opts.model_name}_gesprek", dossier.pk)
        return cast(HttpResponse, ConceptgesprekView.as_view(site=self.admin_site, gesprek=gesprek)(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The messages are the history."""
        return redirect("admin:invullen_gesprek_change", object_id)


class StandaardtekstForm(ZonderBsn, forms.ModelForm):
    """For which kinds is asked by their names, whichever room they are of."""

    soorten = forms.MultipleChoiceField(
        label="Waarvoor",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kies niets als de tekst overal bij past.",
    )

    class Meta:
        model = Standaardtekst
        fields = ["titel", "tekst", "soorten", "is_actief"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soorten"].choices = kamers.soortkeuzes()  # type: ignore[attr-defined]


@admin.register(Standaardtekst)
class StandaardtekstAdmin(RolToegang, admin.ModelAdmin):
    """Written by bureau and beheerder. A text that was used stands in the message itself, so changing it here changes
    nothing that was sent."""

    lezen = frozenset({Rolsoort.DIRECTEUR})
    schrijven = frozenset({Rolsoort.BUREAU, Rolsoort.BEHEERDER})
    form = StandaardtekstForm
    list_display = ["titel", "waarvoor", "is_actief"]
    list_filter = ["is_actief"]
    search_fields = ["titel"]
    show_full_result_count = False

    @admin.display(description="Waarvoor")
    def waarvoor(self, tekst: Standaardtekst) -> str:
        namen = dict(kamers.soortkeuzes())
        return ", ".join(namen.get(soort, soort) for soort in tekst.soorten) or "Alles"
