"""The admin of the controller: everything to read, nothing to edit. Money moves only through services."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from financien import admin_jaarplan as admin_jaarplan
from financien import models as m
from financien.rules import is_controller, is_controller_of_directeur
from swv.kern.opmaak import euro

RGS = re.compile(r"[BW][A-Za-z0-9]{1,19}")


class AlleenInzien:
    """Controller and directeur-bestuurder read; nobody adds, changes or removes a row by hand."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(is_controller_of_directeur(request.user))

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(is_controller_of_directeur(request.user))

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class TabelOfZin(AlleenInzien, admin.TabularInline):
    """Rows in a table; without rows the sentence `leeg` instead of an empty table."""

    template = "admin/financien/tabel_of_zin.html"
    leeg: str
    extra = 0


class InEuro:
    """The amount of a row as people write it."""

    @admin.display(description="bedrag")
    def in_euro(self, rij: Any) -> str:
        return euro(rij.bedrag)


def saldo(*soorten: str) -> Subquery:
    """The stored balance of these accounts of a line together, as a column."""
    rekeningen = m.Rekening.objects.filter(post=OuterRef("pk"), soort__in=soorten).order_by().values("post")
    return Subquery(rekeningen.annotate(som=models.Sum("saldo")).values("som"))


class RgsForm(forms.ModelForm):
    """The one thing of a line that is set by hand: how the bookkeeping calls it."""

    class Meta:
        model = m.Begrotingspost
        fields = ("rgs",)

    def clean_rgs(self) -> str:
        rgs: str = self.cleaned_data["rgs"].strip()
        if rgs and not RGS.fullmatch(rgs):
            raise forms.ValidationError(
                "Een RGS-code begint met B of W en heeft verder alleen letters en cijfers, bijvoorbeeld WBedHuiHuu."
            )
        return rgs


@admin.register(m.Begrotingspost)
class BegrotingspostAdmin(AlleenInzien, admin.ModelAdmin):
    """To read, but for the RGS code: the controller sets that, also of a closed year."""

    form = RgsForm
    fields = ("jaar", "code", "naam", "soort", "rubriek", "rgs")
    readonly_fields = ("jaar", "code", "naam", "soort", "rubriek")
    list_display = ("code", "naam", "jaar", "begroot", "toegekend", "betaald", "kosten", "vrij", "gereserveerd")
    list_filter = ("jaar", "soort", "rubriek")
    list_select_related = ("jaar",)
    search_fields = ("code", "naam")
    ordering = ("-jaar__jaar", "volgorde")
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(is_controller(request.user))

    def get_queryset(self, request: HttpRequest) -> QuerySet[m.Begrotingspost]:
        soort = m.Rekening.Soort
        return (
            super()
            .get_queryset(request)
            .annotate(
                saldo_begroting=saldo(soort.BEGROTING, soort.WIJZIGING, soort.OVERGEHEVELD_IN),
                saldo_toegekend=saldo(
                    soort.TOEGEKEND, soort.BETAALD, soort.OVERGEHEVELD_UIT, soort.VRIJGEVALLEN, soort.TERUGGEVORDERD
                ),
                saldo_betaald=saldo(soort.BETAALD),
                saldo_kosten=saldo(soort.KOSTEN),
                saldo_vrij=saldo(soort.VRIJ),
                saldo_gereserveerd=saldo(soort.GERESERVEERD),
            )
        )

    @admin.display(description="begroot")
    def begroot(self, post: Any) -> str:
        return _of_leeg(-post.saldo_begroting)

    @admin.display(description="toegekend")
    def toegekend(self, post: Any) -> str:
        return _of_leeg(post.saldo_toegekend)

    @admin.display(description="waarvan betaald")
    def betaald(self, post: Any) -> str:
        return _of_leeg(post.saldo_betaald)

    @admin.display(description="kosten")
    def kosten(self, post: Any) -> str:
        return _of_leeg(post.saldo_kosten)

    @admin.display(description="vrij", ordering="saldo_vrij")
    def vrij(self, post: Any) -> str:
        return _of_leeg(post.saldo_vrij)

    @admin.display(description="in aanvraag")
    def gereserveerd(self, post: Any) -> str:
        return _of_leeg(post.saldo_gereserveerd)


class BegrotingspostInline(AlleenInzien, admin.TabularInline):
    model = m.Begrotingspost
    fields = ("code", "naam", "soort", "rubriek")
    show_change_link = True
    extra = 0


@admin.register(m.Begrotingsjaar)
class BegrotingsjaarAdmin(AlleenInzien, admin.ModelAdmin):
    list_display = ("jaar", "bron", "gesloten_op")
    inlines = (BegrotingspostInline,)

    def view_on_site(self, obj: m.Begrotingsjaar) -> str:
        return reverse("financien:begroting", args=[obj.jaar])


class BoekingsregelInline(InEuro, AlleenInzien, admin.TabularInline):
    model = m.Boekingsregel
    fields = readonly_fields = ("rekening", "in_euro")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[m.Boekingsregel]:
        return super().get_queryset(request).select_related("rekening__post")


class OverschrijdingInline(InEuro, TabelOfZin):
    model = m.Overschrijding
    leeg = "Met deze boeking is er geen post overschreden."
    fields = readonly_fields = ("post", "in_euro", "reden", "door", "goedgekeurd_op")


@admin.register(m.Boeking)
class BoekingAdmin(AlleenInzien, admin.ModelAdmin):
    list_display = ("geboekt_op", "ingangsdatum", "soort", "omschrijving", "door")
    list_filter = ("soort",)
    list_select_related = ("door",)
    search_fields = ("sleutel", "omschrijving")
    fields = ("omschrijving", "soort", "boekdatum", "ingangsdatum", "geboekt_op", "door", "keert_om", "sleutel")
    readonly_fields = ("geboekt_op",)
    inlines = (BoekingsregelInline, OverschrijdingInline)
    show_full_result_count = False


class BetalingstermijnInline(InEuro, AlleenInzien, admin.TabularInline):
    model = m.Betalingstermijn
    fields = readonly_fields = ("volgnummer", "in_euro", "te_betalen_in_euro", "vervaldatum", "voorwaarde", "status")
    extra = 0

    @admin.display(description="nog te betalen")
    def te_betalen_in_euro(self, termijn: m.Betalingstermijn) -> str:
        return euro(termijn.te_betalen)


class TerugvorderingInline(InEuro, AlleenInzien, admin.TabularInline):
    model = m.Terugvordering
    fields = readonly_fields = ("in_euro", "post", "reden", "door")
    extra = 0


class VerschuivingInline(InEuro, AlleenInzien, admin.TabularInline):
    """What moved to another year, with the commitment that it became."""

    model = m.Verschuiving
    fk_name = "van"
    fields = readonly_fields = ("in_euro", "naar_jaar", "reden", "door")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[m.Verschuiving]:
        return super().get_queryset(request).select_related("naar__post__jaar", "door")

    @admin.display(description="naar")
    def naar_jaar(self, verschuiving: m.Verschuiving) -> str:
        return f"{verschuiving.naar.post} ({verschuiving.naar.post.jaar})"


class VrijvalInline(InEuro, TabelOfZin):
    model = m.Vrijval
    leeg = "Van dit geld is nog niets vrijgevallen."
    fields = readonly_fields = ("in_euro", "reden", "door")


@admin.register(m.Verplichting)
class VerplichtingAdmin(AlleenInzien, admin.ModelAdmin):
    """Kenmerk and amount only: the dossier itself, with its pupil, is not shown or linked here."""

    list_display = ("kenmerk", "omschrijving", "post", "jaar", "toegekend", "betaald_in_euro", "openstaand")
    list_filter = ("post__jaar", "post__rubriek")
    list_select_related = ("post__jaar", "boeking")
    search_fields = ("kenmerk", "omschrijving")
    fields = (
        "kenmerk",
        "omschrijving",
        "soort",
        "school",
        "schooljaar",
        "post",
        "jaar",
        "toegekend",
        "betaald_in_euro",
        "openstaand",
        "boeking",
        "ingetrokken_met",
    )
    readonly_fields = ("jaar", "toegekend", "betaald_in_euro", "openstaand")
    inlines = (BetalingstermijnInline, VrijvalInline, TerugvorderingInline, VerschuivingInline)
    show_full_result_count = False

    @admin.display(description="toegekend", ordering="bedrag")
    def toegekend(self, verplichting: m.Verplichting) -> str:
        return euro(verplichting.bedrag)

    @admin.display(description="begrotingsjaar", ordering="post__jaar__jaar")
    def jaar(self, verplichting: m.Verplichting) -> str:
        return str(verplichting.post.jaar)

    @admin.display(description="betaald", ordering="betaald")
    def betaald_in_euro(self, verplichting: m.Verplichting) -> str:
        return euro(verplichting.betaald)

    @admin.display(description="openstaand")
    def openstaand(self, verplichting: m.Verplichting) -> str:
        return euro(verplichting.openstaand)


def _of_leeg(bedrag: Decimal | None) -> str:
    return "–" if bedrag is None else euro(bedrag)
