"""The school change in the admin: pupils on piles of work, by kenmerk; names stand on the page of a pupil only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from swv.kern.beheer import WerkvoorraadFilter
from swv.kern.opmaak import datum
from voorzieningen.beheer import Voorzieningdossierbeheer
from voorzieningen.models import Schoolwissel
from voorzieningen.schoolwissel import selectors, teksten
from voorzieningen.schoolwissel.werkvoorraad import WERKVOORRAAD
from voorzieningen.schoolwissel.workflow import workflow


@admin.register(Schoolwissel)
class SchoolwisselAdmin(Voorzieningdossierbeheer):
    """Pupils who seek another school, first who was registered first."""

    workflow, woorden = workflow, teksten
    werkvoorraad = WERKVOORRAAD
    dossier_template = "admin/voorzieningen/schoolwissel/dossier.html"
    lijsttitel = "Schoolwissel"
    eerst = ("voorstel_sturen",)
    erbij = ("ronde", "school__bestuur", "leerling", "naar_school", "wens1", "wens2", "wens3")
    vooruit = ("regels__school", "niet_naar")

    list_display = ["kenmerk", "school_naam", "toon_status", "zoekt", "toon_nieuwe_school", "gemeld", "antwoord"]
    list_filter = [WerkvoorraadFilter]
    list_select_related = ["school", "naar_school"]
    ordering = [*Schoolwissel.VOLGORDE]
    search_fields = ["kenmerk", "school__naam", "naar_school__naam"]
    search_help_text = "Zoek op kenmerk of school"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return Schoolwissel.objects.for_user(request.user)

    def pagina_links(self, request: HttpRequest, dossier: Schoolwissel) -> list[tuple[str, str]]:
        return [("Naar de ronde", reverse("voorzieningen:wisselronde", args=[dossier.ronde_id]))]

    def inhoud(self, request: HttpRequest, dossier: Schoolwissel) -> dict[str, Any]:
        return {
            **super().inhoud(request, dossier),
            "title": dossier.soort_naam,
            "wissel": dossier,
            "stand": teksten.stand(dossier),
            "uitkomst": selectors.uitkomst_van(dossier),
            "ziet_alles": True,
            "is_bureau": True,
        }

    @admin.display(description="Zoekt")
    def zoekt(self, wissel: Schoolwissel) -> str:
        return f"{wissel.niveaus_in_woorden}, leerjaar {wissel.leerjaar}"

    @admin.display(description="Nieuwe school", ordering="naar_school__naam")
    def toon_nieuwe_school(self, wissel: Schoolwissel) -> str:
        return wissel.naar_school.naam if wissel.naar_school else "–"

    @admin.display(description="Aangemeld op", ordering="aangemeld_op")
    def gemeld(self, wissel: Schoolwissel) -> str:
        return datum(wissel.aangemeld_op)

    @admin.display(description="Antwoord uiterlijk", ordering="antwoord_uiterlijk")
    def antwoord(self, wissel: Schoolwissel) -> str:
        return datum(wissel.antwoord_uiterlijk) if wissel.antwoord_uiterlijk else "–"
