"""The work of the bureau on aanvragen in Django's admin, and the rules that policy can change."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from aanvragen import teksten
from aanvragen.dossier import dossier_van
from aanvragen.forms_beheer import RegelingForm
from aanvragen.models import Aanvraag, Regeling, Status, Uitvoering
from aanvragen.models.aanvraag import AFGESLOTEN, BIJ_DE_SCHOOL
from aanvragen.soorten import alle
from aanvragen.tasks import verrichten
from aanvragen.uitvoering.admin import UitvoeringAdmin as UitvoeringAdmin
from aanvragen.werkvoorraad import WERKVOORRAAD
from aanvragen.wijziging import admin as _wijziging  # noqa: F401  # registers its pages
from aanvragen.wijziging.selectors import verloop
from aanvragen.workflow import in_behandeling_nemen, workflow
from swv.invullen.beheer import MetGesprek, MetStandaardtekst
from swv.kern.beheer import Keuzefilter, WerkvoorraadFilter
from swv.kern.versies import Versiebeheer
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from swv.organisaties.toegang import RolToegang
from voorzieningen.selectors import plaatskaart


class SoortFilter(Keuzefilter):
    title = "soort"
    parameter_name = "soort"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(soort.code, soort.naam) for soort in alle()]


class StatusFilter(Keuzefilter):
    title = "status"
    parameter_name = "status"

    def keuzes(self) -> Iterable[tuple[str, str]]:
        return [(status.value, str(status.label)) for status in Status if status not in BIJ_DE_SCHOOL]


@admin.register(Aanvraag)
class AanvraagAdmin(RolToegang, MetGesprek):
    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR})
    schrijven = frozenset()

    workflow = workflow
    werkvoorraad = WERKVOORRAAD
    handelingview = MetStandaardtekst
    dossier_template = "admin/aanvragen/aanvraag/dossier.html"
    handeling_template = "admin/aanvragen/aanvraag/handeling.html"
    # The signature has a desk of its own, with advice and effect on the budget beside it.
    elders = frozenset({"toekennen", "afwijzen", "buiten_behandeling_stellen", "teruggeven"})
    eerst = (
        "in_behandeling_nemen",
        "adviseren",
        "toezeggen",
        "beantwoorden",
        "buiten_behandeling_voorleggen",
        "niet_verder_behandelen",
    )
    erbij = ("school__bestuur", "regeling", "leerling", "behandelaar", "advies_door", "besloten_door")

    # What and until when first: on a telephone only these two are seen without scrolling.
    list_display = ["kenmerk", "toon_beslisdatum", "soort_naam", "school_naam", "toon_status", "behandelaar"]
    list_filter = [WerkvoorraadFilter, SoortFilter, StatusFilter]
    list_select_related = ["school", "regeling", "behandelaar"]
    ordering = ["beslisdatum", "id"]
    search_fields = ["kenmerk", "school__naam"]
    search_help_text = "Zoek op kenmerk of school"
    actions = ["neem_in_behandeling"]

    @admin.action(description="In behandeling nemen")
    def neem_in_behandeling(self, request: HttpRequest, queryset: "QuerySet[Aanvraag]") -> None:
        self.op_velen(
            request, queryset, in_behandeling_nemen, taak=verrichten, wat="aanvragen", klaar="in behandeling genomen"
        )

    def zin_gelukt(self, handeling: Handeling) -> str:
        return teksten.gelukt(handeling)

    def pagina_links(self, request: HttpRequest, dossier: Aanvraag) -> list[tuple[str, str]]:
        uitvoering = Uitvoering.objects.for_user(request.user).filter(aanvraag=dossier).first()
        return [("Uitvoering", uitvoering.get_absolute_url())] if uitvoering else []

    def inhoud(self, request: HttpRequest, dossier: Aanvraag) -> dict[str, Any]:
        return {
            "title": f"{dossier.soort_naam} {dossier.kenmerk}",
            "aanvraag": dossier,
            "overzicht": dossier_van(dossier),
            "samenwerking": self.samenwerking(request, dossier),
            "plaatskaart": plaatskaart(dossier, request.user) if dossier.is_toegekend else None,
            "wijzigingen": verloop(dossier, request.user, in_beheer=True),
        }


GELD = ("betaalschema", "vraagt_verantwoording")  # how it is paid, and whether it is accounted for


@admin.register(Regeling)
class RegelingAdmin(RolToegang, Versiebeheer):
    """The rules that policy can change. A running dossier keeps the version it began with; for other amounts, terms or
    texts one makes a new version, with a day on which it begins to count."""

    lezen = frozenset({Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER, Rolsoort.BEHEERDER})
    schrijven = frozenset({Rolsoort.BEHEERDER})
    dossiermodel = Aanvraag
    afgesloten, bij_de_school = AFGESLOTEN, BIJ_DE_SCHOOL
    blijft_te_wijzigen = Versiebeheer.blijft_te_wijzigen | {"begrotingspost_code", "open_tot"}
    blijft_in_woorden = "de einddatum, de laatste dag om aan te vragen, de begrotingspost en de toelichting"
    form = RegelingForm
    list_display = ["soort_naam", "geldig_van", "geldig_tot", "begrotingspost_code", "lopend"]
    list_filter = [SoortFilter]
    fieldsets = [
        (None, {"fields": ["soort", ("geldig_van", "geldig_tot"), ("open_van", "open_tot")]}),
        ("Bedragen en grenzen", {"fields": ["getallen", "begrotingspost_code", *GELD, "plan", "ambities"]}),
        ("Termijn en brief", {"fields": ["beslistermijn_weken", "briefsoort", "rechtsmiddel", "brieftekst"]}),
        ("Teksten", {"fields": ["uitleg", "toelichting"]}),
    ]

    def volgt_dag(self, versie: Regeling) -> bool:
        return versie.volgt_dag

    def concepten(self, versie: Regeling) -> "QuerySet[Aanvraag]":
        """Of every version where a day counts that the school can still change."""
        if versie.volgt_dag:
            return Aanvraag.objects.filter(soort=versie.soort, status__in=self.bij_de_school)
        return super().concepten(versie)

    in_woorden = MappingProxyType({"getallen": "getallen_in_woorden", "betaalschema": "betaling_in_woorden"})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *self.in_woorden.values()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What can only be read stands there in words, not as it is kept."""
        delen = super().get_fieldsets(request, obj)
        if obj is None or (self.has_change_permission(request, obj) and not self.is_gebruikt(obj)):
            return delen
        return [
            (titel, {**opties, "fields": [self.in_woorden.get(str(veld), veld) for veld in opties["fields"]]})
            for titel, opties in delen
        ]

    @admin.display(description="Bedragen en grenzen")
    def getallen_in_woorden(self, versie: Regeling) -> str:
        regels = [f"{naam}: {str(waarde).replace('.', ',')}" for naam, waarde in versie.getallen_met_namen()]
        return "\n".join(regels) or "geen"

    @admin.display(description="Betaling")
    def betaling_in_woorden(self, versie: Regeling) -> str:
        return versie.betaling

    def soort_in_woorden(self, versie: Regeling) -> str:
        return versie.soort_naam

    @admin.display(description="Soort", ordering="soort")
    def soort_naam(self, versie: Regeling) -> str:
        return versie.soort_naam
