"""The work of the bureau on verantwoordingen in Django's admin."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from aanvragen.models import Verantwoording, Verantwoordingstatus
from aanvragen.models.verantwoording import BIJ_DE_SCHOOL, BIJ_HET_BUREAU
from aanvragen.verantwoording import selectors, teksten
from aanvragen.verantwoording.afrekenen import Afrekening, plan
from aanvragen.verantwoording.werkvoorraad import WERKVOORRAAD
from aanvragen.verantwoording.workflow import workflow
from swv.invullen.dossier import Dossierinhoud, inhoud_van
from swv.kern.beheer import Dossierbeheer, Keuzefilter, WerkvoorraadFilter
from swv.kern.opmaak import dagen_nog, dagen_tot, datum, euro
from swv.kern.schooljaar import in_woorden
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang

# The day that still counts: of the school until it is sent, of the bureau until it is judged, and then none.
WANNEER = Case(
    When(status__in=BIJ_DE_SCHOOL, then=F("uiterlijk")), When(status__in=BIJ_HET_BUREAU, then=F("beslisdatum"))
)


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Verantwoordingstatus]


class SchooljaarFilter(admin.SimpleListFilter):
    title = "schooljaar"
    parameter_name = "jaar"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        jaren = Verantwoording.objects.order_by("-schooljaar").values_list("schooljaar", flat=True).distinct()
        return [(str(jaar), in_woorden(jaar)) for jaar in jaren]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        gekozen = self.value() or ""
        return queryset.filter(schooljaar=int(gekozen)) if gekozen.isdecimal() and len(gekozen) == 4 else queryset


@dataclass(frozen=True)
class Verantwoordinginhoud(Dossierinhoud):
    """With the money: what was paid, and what approving would do now."""

    betaald: Any
    afrekening: Afrekening | None
    metingen: Any


def inhoud(rij: Verantwoording) -> Verantwoordinginhoud:
    """The whole file in a fixed number of queries. What a school is still typing stays out of it, and so does what
    school and board say to each other about it."""
    gelezen = inhoud_van(
        rij,
        Verantwoordinginhoud,
        betaald=selectors.betaald_per([rij])[rij.pk],
        afrekening=plan(rij, rij.telt_mee) if rij.status == Verantwoordingstatus.INGEDIEND else None,
        metingen=list(rij.aanvraag.effectmetingen.select_related("beantwoord_door").order_by("na_maanden")),
    )
    if rij.is_verstuurd:
        return gelezen
    van_portaal = [gebeurtenis for gebeurtenis in gelezen.gebeurtenissen if gebeurtenis.door_id is None]
    return replace(gelezen, antwoorden=[], stukken=[], geweigerd=[], gebeurtenissen=van_portaal)


@admin.register(Verantwoording)
class VerantwoordingAdmin(RolToegang, Dossierbeheer):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    schrijven = frozenset()

    workflow = workflow
    werkvoorraad = WERKVOORRAAD
    lijsttitel = "Verantwoordingen"
    dossier_template = "admin/aanvragen/verantwoording/dossier.html"
    handeling_template = "admin/aanvragen/verantwoording/handeling.html"
    eerst = ("bedrag_bijwerken", "goedkeuren")
    erbij = (
        "aanvraag__regeling",
        "aanvraag__aangevraagd_door",
        "school__bestuur",
        "behandelaar",
        "ingediend_door",
        "besloten_door",
    )

    # What and until when first: on a telephone only these two are seen without scrolling.
    list_display = [
        "kenmerk",
        "toon_wanneer",
        "waarvoor",
        "school_naam",
        "toon_status",
        "toon_toegekend",
        "toon_besteed",
    ]
    list_filter = [WerkvoorraadFilter, SchooljaarFilter, StatusFilter]
    list_select_related = ["aanvraag", "school"]
    ordering = [WANNEER.asc(nulls_last=True), "kenmerk"]
    search_fields = ["kenmerk", "school__naam", "aanvraag__kenmerk"]
    search_help_text = "Zoek op kenmerk of school"

    @admin.display(description="Uiterlijk", ordering=WANNEER)
    def toon_wanneer(self, rij: Verantwoording) -> str | SafeString:
        """For the school until it is sent, for the bureau until it is judged."""
        dag = rij.uiterlijk if rij.is_bij_de_school else rij.beslisdatum
        if dag is None or not (rij.is_bij_de_school or rij.is_open):
            return "staat stil" if rij.is_open else "–"
        soort = "swv-laat" if dagen_tot(dag) < 0 else "swv-optijd"
        return format_html('{} <br><span class="{}">{}</span>', datum(dag), soort, dagen_nog(dag))

    @admin.display(description="Toekenning")
    def waarvoor(self, rij: Verantwoording) -> str:
        extra = ", extra geld" if rij.is_extra else ""
        return f"{rij.aanvraag.soort_naam} {rij.schooljaar_naam}{extra}"

    @admin.display(description="Toegekend", ordering="toegekend")
    def toon_toegekend(self, rij: Verantwoording) -> str:
        return euro(rij.toegekend)

    @admin.display(description="Besteed", ordering="besteed")
    def toon_besteed(self, rij: Verantwoording) -> str:
        return "–" if rij.besteed is None else euro(rij.besteed)

    def zin_gelukt(self, handeling: Handeling) -> str:
        return teksten.gelukt(handeling)

    def inhoud(self, request: HttpRequest, dossier: Verantwoording) -> dict[str, Any]:
        return {
            "title": f"{dossier.soort_naam} {dossier.kenmerk}",
            "verantwoording": dossier,
            "overzicht": inhoud(dossier),
        }
