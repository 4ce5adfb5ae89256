"""The work of the bureau on changes in Django's admin."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from aanvragen.models import Wijziging, Wijzigingstatus, Wijzigsoort
from aanvragen.models.wijziging import BIJ_BUREAU, BIJ_DE_SCHOOL
from aanvragen.wijziging import teksten
from aanvragen.wijziging.dossier import dossier_van
from aanvragen.wijziging.workflow import workflow
from swv.kern.beheer import Dossierbeheer, Keuzefilter, WerkvoorraadFilter
from swv.kern.werkvoorraad import Stapel, Werkvoorraad, altijd, met_status, te_laat, van_mij, van_niemand
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang

WERKVOORRAAD = Werkvoorraad(
    binnen=Q(status__in=BIJ_BUREAU),
    stapels=(
        Stapel("mijn", "Mijn werk", van_mij),
        Stapel("vrij", "Nog van niemand", van_niemand),
        Stapel("school", "Wacht op de school", met_status(Wijzigingstatus.AANVULLING_GEVRAAGD)),
        Stapel("laat", "Te laat", te_laat),
        Stapel("ondertekening", "Bij de directeur-bestuurder", met_status(Wijzigingstatus.TER_ONDERTEKENING)),
        Stapel("open", "Alles wat open is", altijd),
    ),
)


class SoortFilter(Keuzefilter):
    title = "soort"
    parameter_name = "soort"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return Wijzigsoort.choices


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Wijzigingstatus if status not in BIJ_DE_SCHOOL]


@admin.register(Wijziging)
class WijzigingAdmin(RolToegang, Dossierbeheer):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    schrijven = frozenset()

    workflow = workflow
    werkvoorraad = WERKVOORRAAD
    dossier_template = "admin/aanvragen/wijziging/dossier.html"
    handeling_template = "admin/aanvragen/wijziging/handeling.html"
    # The signature has a desk of its own, with advice and effect on the budget beside it.
    elders = frozenset({"vaststellen", "afwijzen", "teruggeven"})
    eerst = ("in_behandeling_nemen", "voorleggen")
    erbij = (
        "aanvraag__school__bestuur",
        "aanvraag__regeling",
        "aanvraag__leerling",
        "behandelaar",
        "aangevraagd_door",
        "advies_door",
        "besloten_door",
    )
    lijsttitel = "Wijzigingen"

    list_display = ["kenmerk", "toon_beslisdatum", "toon_soort", "toon_aanvraag", "school_naam", "toon_status"]
    list_filter = [WerkvoorraadFilter, SoortFilter, StatusFilter]
    list_select_related = ["aanvraag__school", "behandelaar"]
    ordering = ["beslisdatum", "id"]
    search_fields = ["kenmerk", "aanvraag__school__naam"]
    search_help_text = "Zoek op kenmerk of school"

    @admin.display(description="Wijziging", ordering="soort")
    def toon_soort(self, wijziging: Wijziging) -> str:
        wie = "school" if wijziging.van_school else "bureau"
        return f"{wijziging.get_soort_display()} ({wie})"

    @admin.display(description="Toekenning", ordering="aanvraag__soort")
    def toon_aanvraag(self, wijziging: Wijziging) -> str:
        return wijziging.aanvraag.soort_naam

    @admin.display(description="School", ordering="aanvraag__school__naam")
    def school_naam(self, wijziging: Wijziging) -> str:
        return wijziging.school.naam

    @admin.display(description="Besluit uiterlijk", ordering="beslisdatum")
    def toon_beslisdatum(self, wijziging: Wijziging) -> Any:
        if not wijziging.van_school:
            return "geen termijn"
        return super().toon_beslisdatum(wijziging)

    def zin_gelukt(self, handeling: Handeling) -> str:
        return teksten.gelukt(handeling)

    def pagina_links(self, request: HttpRequest, dossier: Wijziging) -> Sequence[tuple[str, str]]:
        return [("Naar de aanvraag", reverse("admin:aanvragen_aanvraag_change", args=[dossier.aanvraag_id]))]

    def inhoud(self, request: HttpRequest, dossier: Wijziging) -> dict[str, Any]:
        return {
            "title": f"{dossier.soort_naam} {dossier.kenmerk}",
            "wijziging": dossier,
            "aanvraag": dossier.aanvraag,
            "overzicht": dossier_van(dossier, request.user),  # type: ignore[arg-type]  # has_view_permission says so
        }
