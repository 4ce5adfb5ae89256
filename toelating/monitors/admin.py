"""The monitors as work of the bureau in the admin, and the dated rule behind the escalation."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from swv.invullen.bsn import ZonderBsn
from swv.kern.beheer import Dossierbeheer, WerkvoorraadFilter
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import dagen_nog, datum
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.selectors import berichten
from swv.termijnen.selectors import overzicht
from toelating.models import Aanmelding, Aanmeldingstatus, Thuiszitter, Thuiszittersregel
from toelating.monitors import selectors, teksten, werkvoorraad
from toelating.monitors.bewaren import bewaring
from toelating.monitors.workflow import aanmelding, thuiszitter


class Monitorbeheer(Dossierbeheer):
    """What the pages of both dossiers share. No list names a pupil: that stands in the dossier."""

    list_filter = [WerkvoorraadFilter]
    list_select_related = ["school"]
    search_fields = ["kenmerk", "school__naam"]
    search_help_text = "Zoek op kenmerk of school"
    empty_value_display = "–"
    stand: ClassVar[Any]

    def zin_gelukt(self, handeling: Handeling) -> str:
        return teksten.GELUKT[handeling.naam]

    def paginacontext(self, request: HttpRequest, dossier: Any, **overig: Any) -> dict[str, Any]:
        lijst = str(self.opts.verbose_name_plural).capitalize()
        return super().paginacontext(request, dossier, lijst_naam=lijst, **overig)

    def pagina_links(self, request: HttpRequest, dossier: Any) -> list[tuple[str, str]]:
        return [("Bekijk in het portaal", dossier.get_absolute_url())]

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        assert isinstance(request.user, Gebruiker)
        return {
            "title": str(dossier),
            "stand": type(self).stand(dossier),
            "gebeurtenissen": list(Gebeurtenis.objects.van(dossier).select_related("door")),
            "verwijzingen": selectors.verwijzingen(request.user, dossier),
            "bewaring": bewaring(dossier),
            "berichten": list(berichten(dossier)),
        }


@admin.register(Aanmelding)
class AanmeldingAdmin(Monitorbeheer):
    """Per school the aanmeldingen that wait for a decision, the earliest last day on top."""

    workflow = aanmelding.workflow
    werkvoorraad = werkvoorraad.AANMELDINGEN
    dossier_template = "admin/toelating/monitors/aanmelding.html"
    lijsttitel = "Zorgplicht: aanmeldingen bij scholen"
    stand = staticmethod(teksten.stand_aanmelding)
    erbij = ("school__bestuur", "leerling", "andere_school")
    list_display = ["kenmerk", "school_naam", "toon_status", "aangemeld", "besluit"]
    ordering = ["beslisdatum", "kenmerk"]

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        return {**super().inhoud(request, dossier), "termijnen": overzicht(dossier)}

    @admin.display(description="Aangemeld op", ordering="aangemeld_op")
    def aangemeld(self, rij: Aanmelding) -> str:
        return datum(rij.aangemeld_op)

    @admin.display(description="Besluit uiterlijk", ordering="beslisdatum")
    def besluit(self, rij: Aanmelding) -> str | SafeString:
        if rij.status != Aanmeldingstatus.ONDERZOEK:
            return "–"
        soort = "swv-laat" if rij.is_te_laat else "swv-optijd"
        return format_html(
            '{} <br><span class="{}">{}</span>', datum(rij.beslisdatum), soort, dagen_nog(rij.beslisdatum)
        )


@admin.register(Thuiszitter)
class ThuiszitterAdmin(Monitorbeheer):
    """Who sits at home, the longest on top, and who is at bat."""

    workflow = thuiszitter.workflow
    werkvoorraad = werkvoorraad.THUISZITTERS
    dossier_template = "admin/toelating/monitors/thuiszitter.html"
    lijsttitel = "Thuiszitters"
    stand = staticmethod(teksten.stand_thuiszitter)
    eerst = ("school_aanwijzen", "stap_afspreken")
    erbij = ("school__bestuur", "leerling", "aangewezen_school")
    vooruit = ("stappen",)
    list_display = ["kenmerk", "school_naam", "toon_status", "weken", "aan_zet"]
    ordering = ["eerste_dag", "kenmerk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("stappen")

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        assert isinstance(request.user, Gebruiker)
        return {
            **super().inhoud(request, dossier),
            "weken": teksten.weken_in_woorden(dossier),
            "notities": selectors.notities(request.user, dossier),
        }

    @admin.display(description="Thuis", ordering="eerste_dag")
    def weken(self, rij: Thuiszitter) -> str:
        return teksten.weken_in_woorden(rij)

    @admin.display(description="Aan zet")
    def aan_zet(self, rij: Thuiszitter) -> str:
        return teksten.aan_zet_kort(rij)


class RegelForm(ZonderBsn, forms.ModelForm):
    class Meta:
        model = Thuiszittersregel
        fields = ["geldig_van", "weken_bureau", "maanden_directeur", "teamleiders"]
        widgets = {"teamleiders": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "teamleiders" in self.fields:
            keuze = self.fields["teamleiders"]
            assert isinstance(keuze, forms.ModelMultipleChoiceField)
            keuze.queryset = Gebruiker.objects.met_rol(Rolsoort.BUREAU).order_by("naam")

    def clean_geldig_van(self) -> Any:
        dag = self.cleaned_data["geldig_van"]
        if dag < timezone.localdate():
            raise ValidationError("Deze dag is al voorbij. Kies vandaag of een latere dag.")
        return dag


@admin.register(Thuiszittersregel)
class ThuiszittersregelAdmin(admin.ModelAdmin):
    """A rule that counts is not changed: a new one counts from its first day, and dossiers keep the days they have. One
    that no dossier counted with yet can be corrected."""

    form = RegelForm
    list_display = ["geldig_van", "weken_bureau", "maanden_directeur"]
    show_full_result_count = False
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.telt_nog_niet)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Plain boxes: the widget of the admin offers to add a person, which is done elsewhere."""
        return db_field.formfield(**kwargs)
