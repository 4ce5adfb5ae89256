"""The admin of the controller: everything to read, nothing to edit. Money moves only through services."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from financien import models as m
from financien.rules import is_controller_of_directeur
from swv.kern.opmaak import euro


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
    def in_euro(self, rij: m.Boekingsregel | m.Overschrijding | m.Betalingstermijn | m.Vrijval) -> str:
        return euro(rij.bedrag)


def saldo(*soorten: str) -> Subquery:
    """The stored balance of these accounts of a line together, as a column."""
    rekeningen = m.Rekening.objects.filter(post=OuterRef("pk"), soort__in=soorten).order_by().values("post")
    return Subquery(rekeningen.annotate(som=models.Sum("saldo")).values("som"))


@admin.register(m.Begrotingspost)
class BegrotingspostAdmin(AlleenInzien, admin.ModelAdmin):
    list_display = ("code", "naam", "jaar", "begroot", "toegekend", "vrijgevallen", "vrij")
    list_filter = ("jaar", "soort", "rubriek")
    list_select_related = ("jaar",)
    search_fields = ("code", "naam")
    ordering = ("-jaar__jaar", "volgorde")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[m.Begrotingspost]:
        soort = m.Rekening.Soort
        return (
            super()
            .get_queryset(request)
            .annotate(
                saldo_begroting=saldo(soort.BEGROTING, soort.WIJZIGING),
                saldo_toegekend=saldo(soort.TOEGEKEND, soort.BETAALD),
                saldo_vrijgevallen=saldo(soort.VRIJGEVALLEN),
                saldo_vrij=saldo(soort.VRIJ),
            )
        )

    @admin.display(description="begroot")
    def begroot(self, post: Any) -> str:
        return _of_leeg(-post.saldo_begroting)

    @admin.display(description="toegekend")
    def toegekend(self, post: Any) -> str:
        return _of_leeg(post.saldo_toegekend)

    @admin.display(description="vrijgevallen")
    def vrijgevallen(self, post: Any) -> str:
        return _of_leeg(None if post.saldo_vrijgevallen is None else -post.saldo_vrijgevallen)

    @admin.display(description="vrij", ordering="saldo_vrij")
    def vrij(self, post: Any) -> str:
        return _of_leeg(post.saldo_vrij)


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
    fields = readonly_fields = ("volgnummer", "in_euro", "vrijgevallen_in_euro", "voorwaarde", "status")
    extra = 0

    @admin.display(description="vrijgevallen")
    def vrijgevallen_in_euro(self, termijn: m.Betalingstermijn) -> str:
        return euro(termijn.vrijgevallen)


class VrijvalInline(InEuro, TabelOfZin):
    model = m.Vrijval
    leeg = "Van dit geld is nog niets vrijgevallen."
    fields = readonly_fields = ("in_euro", "reden", "door")


@admin.register(m.Verplichting)
class VerplichtingAdmin(AlleenInzien, admin.ModelAdmin):
    """Kenmerk and amount only: the dossier itself, with its pupil, is not shown or linked here."""

    list_display = ("kenmerk", "omschrijving", "post", "toegekend", "openstaand")
    list_filter = ("post__jaar", "post__rubriek")
    list_select_related = ("post", "boeking")
    search_fields = ("kenmerk", "omschrijving")
    fields = ("kenmerk", "omschrijving", "post", "toegekend", "openstaand", "boeking", "ingetrokken_met")
    readonly_fields = ("toegekend", "openstaand")
    inlines = (BetalingstermijnInline, VrijvalInline)
    show_full_result_count = False

    @admin.display(description="toegekend", ordering="bedrag")
    def toegekend(self, verplichting: m.Verplichting) -> str:
        return euro(verplichting.bedrag)

    @admin.display(description="openstaand")
    def openstaand(self, verplichting: m.Verplichting) -> str:
        return euro(verplichting.openstaand)


def _of_leeg(bedrag: Decimal | None) -> str:
    return "–" if bedrag is None else euro(bedrag)
