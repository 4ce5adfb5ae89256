"""Requests for a TLV: piles of work, the dossier, and the same acts as everywhere."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from swv.invullen.beheer import MetGesprek, MetStandaardtekst
from swv.kern.beheer import Keuzefilter, WerkvoorraadFilter
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang
from toelating import beheerteksten
from toelating.aan_zet import aan_zet
from toelating.admin.zoeken import LeerlingZoekenView
from toelating.dossier import dossier_van
from toelating.dwangsom.stand import som_bij
from toelating.forms.tekstblokken import MetTekstblokken
from toelating.models import Soort, Status, Tlvaanvraag
from toelating.models.aanvraag import BIJ_DE_SCHOOL
from toelating.tasks import verrichten
from toelating.werkvoorraad import WERKVOORRAAD
from toelating.workflow import in_behandeling_nemen, workflow

# What one reads beside the form of an act.
ERNAAST = {
    **dict.fromkeys(("aanvulling_vragen", "buiten_behandeling_voorleggen", "deskundigen_aanwijzen"), "stukken"),
    **dict.fromkeys(
        (
            "adviseren",
            "adviezen_samenvatten",
            "commissieadvies_vastleggen",
            "commissieadvies_verbeteren",
            "zienswijze_vragen",
            "voorleggen",
        ),
        "advies",
    ),
}
BIJWERKEN = "bijwerken"  # a button that only fills the form in


class SoortFilter(Keuzefilter):
    title = "soort"
    parameter_name = "soort"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return Soort.choices


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Status if status not in BIJ_DE_SCHOOL]


class TlvHandelingView(MetStandaardtekst):
    """An act, beside what one has to know for it; a motivation can be begun with text blocks."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if BIJWERKEN not in request.POST:
            return super().post(request, *args, **kwargs)
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        weigering = handeling.weigering(dossier, request.user)
        if weigering is not None or not issubclass(handeling.invoer, MetTekstblokken):
            return self.get(request, *args, **kwargs)
        form = handeling.invoer(request.POST, dossier=dossier, door=request.user)
        return self._toon(dossier, handeling, form.aangevuld(), handeling.belemmering(dossier))

    def extra_context(self, dossier: Any, handeling: Handeling) -> dict[str, Any]:
        context = super().extra_context(dossier, handeling) | {"aanvraag": dossier}
        ernaast = ERNAAST.get(handeling.naam, "")
        overzicht = dossier_van(dossier, user=self.request.user) if ernaast else None
        return context | {"ernaast": ernaast, "overzicht": overzicht, "dwangsom": som_bij(dossier, handeling)}


@admin.register(Tlvaanvraag)
class TlvaanvraagAdmin(RolToegang, MetGesprek):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    schrijven = frozenset()

    workflow = workflow
    werkvoorraad = WERKVOORRAAD
    handelingview = TlvHandelingView
    dossier_template = "admin/toelating/tlvaanvraag/dossier.html"
    handeling_template = "admin/toelating/tlvaanvraag/handeling.html"
    change_list_template = "admin/toelating/tlvaanvraag/lijst.html"
    lijsttitel = "Werkvoorraad TLV’s"
    # Who signs, and who advises, works at a desk of their own; a school in the portal.
    elders = frozenset(
        {
            "afgeven",
            "afwijzen",
            "buiten_behandeling_stellen",
            "laten_beoordelen",
            "teruggeven",
            "advies_geven",
            "oordeel_geven",
            "verschonen",
            "aanvullen",
            "intrekken",
        }
    )
    eerst = (
        "dwangsom_vaststellen",
        "in_behandeling_nemen",
        "deskundigen_aanwijzen",
        "naar_commissie",
        "adviseren",
        "adviezen_samenvatten",
        "commissieadvies_vastleggen",
        "agenderen",
        "aanvulling_afsluiten",
        "zienswijze_afsluiten",
        "voorleggen",
    )
    erbij = (
        "school__bestuur",
        "regeling",
        "leerling",
        "behandelaar",
        "beoogde_school",
        "vorige",
        "gast",
        "aangevraagd_door",
        "medegetekend_door",
        "opgesteld_door",
        "besloten_door",
        "mandaat__gegeven_door",
    )
    vooruit = ("regeling__stukeisen", "regeling__veldeisen")

    # What and until when first: on a telephone only these two are seen without scrolling.
    list_display = ["kenmerk", "toon_beslisdatum", "soort_naam", "school_naam", "toon_status", "behandelaar"]
    list_filter = [WerkvoorraadFilter, SoortFilter, StatusFilter]
    list_select_related = ["school", "behandelaar"]
    ordering = ["beslisdatum", "id"]
    search_fields = ["kenmerk", "school__naam"]
    search_help_text = "Zoek op kenmerk of school"
    actions = ["neem_in_behandeling"]

    @admin.action(description="In behandeling nemen")
    def neem_in_behandeling(self, request: HttpRequest, queryset: "QuerySet[Tlvaanvraag]") -> None:
        self.op_velen(
            request, queryset, in_behandeling_nemen, taak=verrichten, wat="aanvragen", klaar="in behandeling genomen"
        )

    def brengt_verder(self, dossier: Tlvaanvraag) -> Sequence[str]:
        """The decision waits until the parents have a copy of the advice: then that is what comes first."""
        wacht_op_kopie = dossier.status == Status.ADVIES_GEREED and dossier.advies_aan_ouders_op is None
        return ("advies_aan_ouders", *self.eerst) if wacht_op_kopie else self.eerst

    def zin_gelukt(self, handeling: Handeling) -> str:
        return beheerteksten.gelukt(handeling)

    def pagina_links(self, request: HttpRequest, dossier: Tlvaanvraag) -> Sequence[tuple[str, str]]:
        """A paper that came in against the decision."""
        if not dossier.is_besloten or not request.user.heeft_rol(Rolsoort.BUREAU):  # type: ignore[union-attr]
            return ()
        return [("Bezwaar registreren", reverse("admin:toelating_bezwaar_registreren", args=[dossier.pk]))]

    def inhoud(self, request: HttpRequest, dossier: Tlvaanvraag) -> dict[str, Any]:
        overzicht = dossier_van(dossier, user=request.user)
        return {
            "title": f"{dossier.soort_naam} {dossier.kenmerk}",
            "aanvraag": dossier,
            "overzicht": overzicht,
            "samenwerking": self.samenwerking(request, dossier),
            "aan_zet": aan_zet(overzicht),
        }

    def get_urls(self) -> list[URLPattern]:
        zoeken = path(
            "leerling/",
            self.admin_site.admin_view(LeerlingZoekenView.as_view(beheer=self)),
            name="toelating_tlvaanvraag_leerling",
        )
        return [zoeken, *super().get_urls()]
