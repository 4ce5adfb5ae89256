"""Who may advise and who may decide: the registers of professions and mandates."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from swv.kern.formulieren import DatumField, Formulier
from swv.organisaties.models import Gebruiker, Rol, Rolsoort
from swv.organisaties.toegang import RolToegang
from toelating.models import Deskundigenadvies, Deskundigheid, Mandaat

# Who asks, or works for who asks, does not decide in the name of the samenwerkingsverband.
ROLLEN_VAN_AANVRAGERS = (Rolsoort.COORDINATOR, Rolsoort.BESTUUR, Rolsoort.GAST, Rolsoort.PARTNER)


class GeldigFilter(admin.SimpleListFilter):
    """Rows that count today, or not any more."""

    title = "geldt nu"
    parameter_name = "nu"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("ja", "Geldt nu"), ("nee", "Geldt niet meer, of nog niet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        geldig = self._model(queryset).geldig(timezone.localdate()).values("pk")
        if self.value() == "ja":
            return queryset.filter(pk__in=geldig)
        return queryset.exclude(pk__in=geldig) if self.value() == "nee" else queryset

    @staticmethod
    def _model(queryset: QuerySet[Any]) -> Any:
        return queryset.model._default_manager


class NietVoorZichzelf(ModelForm):
    """Two people: who keeps the register does not write the own name in it."""

    door: Gebruiker
    zin: str

    def clean_gebruiker(self) -> Gebruiker:
        gebruiker: Gebruiker = self.cleaned_data["gebruiker"]
        if gebruiker == self.door:
            raise forms.ValidationError(self.zin)
        return gebruiker


class Register(RolToegang, admin.ModelAdmin):
    """People with something, from when until when. A row is ended, never deleted; what was used stays as it was."""

    form: type[NietVoorZichzelf]
    list_select_related = ["gebruiker"]
    list_filter = [GeldigFilter]
    search_fields = ["gebruiker__naam"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    blijft_te_wijzigen: frozenset[str] = frozenset({"geldig_tot"})

    def is_gebruikt(self, rij: Any) -> bool:
        """Whether somebody acted on the strength of this row."""
        raise NotImplementedError

    def mensen(self) -> "QuerySet[Gebruiker]":
        """Who can stand in the register."""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        titel = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": titel, **(extra_context or {})})  # type: ignore[return-value]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody lengthens the own row either."""
        return super().has_change_permission(request, obj) and (obj is None or obj.gebruiker_id != request.user.pk)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None or not self.is_gebruikt(obj):
            return [*super().get_readonly_fields(request, obj)]
        return [veld.name for veld in self.opts.fields if veld.name not in {"id", *self.blijft_te_wijzigen}]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.door = request.user  # type: ignore[attr-defined]  # a class of its own for this request
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "gebruiker":
            kwargs["queryset"] = self.mensen().order_by("naam")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DeskundigheidForm(NietVoorZichzelf):
    zin = "Uw eigen beroep legt een collega vast, die uw diploma of registratie heeft gezien."


@admin.register(Deskundigheid)
class DeskundigheidAdmin(Register):
    """The professions of the experts, seen by the bureau (diploma or registration)."""

    schrijven = frozenset({Rolsoort.BUREAU, Rolsoort.BEHEERDER})
    form = DeskundigheidForm
    list_display = ["gebruiker", "beroep", "registratie", "geldig_van", "geldig_tot"]
    list_filter = ["beroep", GeldigFilter]
    fields = ["gebruiker", "beroep", "registratie", ("geldig_van", "geldig_tot")]
    blijft_te_wijzigen = frozenset({"registratie", "geldig_tot"})

    def is_gebruikt(self, rij: Deskundigheid) -> bool:
        return Deskundigenadvies.objects.filter(deskundige=rij.gebruiker, beroep=rij.beroep).exists()

    def mensen(self) -> "QuerySet[Gebruiker]":
        return Gebruiker.objects.met_rol(Rolsoort.DESKUNDIGE)


class MandaatForm(NietVoorZichzelf):
    zin = "Niemand geeft zichzelf een mandaat. Vraag een ander om dit vast te leggen."


class RegisterForm(Formulier):
    op = DatumField(label="Op welke dag?")


@admin.register(Mandaat)
class MandaatAdmin(Register):
    """The mandate register (Awb 10:1 and further): who may decide on what in the name of the directeur-bestuurder."""

    schrijven = frozenset({Rolsoort.BEHEERDER, Rolsoort.DIRECTEUR})
    form = MandaatForm
    change_list_template = "admin/toelating/mandaat/lijst.html"
    list_display = ["gebruiker", "soort", "geldig_van", "geldig_tot", "gegeven_door", "besluit"]
    list_filter = ["soort", GeldigFilter]
    list_select_related = ["gebruiker", "gegeven_door"]
    fields = ["gebruiker", "soort", ("geldig_van", "geldig_tot"), "gegeven_door", "besluit"]

    def is_gebruikt(self, rij: Mandaat) -> bool:
        return rij.besluiten.exists()

    def mensen(self) -> "QuerySet[Gebruiker]":
        aanvragers = Rol.objects.geldig(timezone.localdate()).filter(soort__in=ROLLEN_VAN_AANVRAGERS)
        return Gebruiker.objects.filter(is_active=True).exclude(pk__in=aanvragers.values("gebruiker_id"))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A mandate is given by the directeur-bestuurder, whoever keeps the register."""
        if db_field.name == "gegeven_door":
            directeuren = Gebruiker.objects.met_rol(Rolsoort.DIRECTEUR).order_by("naam")
            kwargs |= {"queryset": directeuren, "initial": directeuren.first()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        register = path("register/", self.admin_site.admin_view(self.register_view), name="toelating_mandaat_register")
        return [register, *super().get_urls()]

    def register_view(self, request: HttpRequest) -> HttpResponse:
        """The register as it was on a day, to print."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        vandaag = timezone.localdate()
        form = RegisterForm(request.GET if "op" in request.GET else None, initial={"op": vandaag})
        op = form.cleaned_data["op"] if form.is_bound and form.is_valid() else vandaag
        context = {
            **self.admin_site.each_context(request),
            "title": "Mandaatregister",
            "opts": self.opts,
            "form": form,
            "op": op,
            "mandaten": Mandaat.objects.geldig(op).select_related("gebruiker", "gegeven_door"),
        }
        return render(request, "admin/toelating/mandaat/register.html", context, status=422 if form.errors else 200)
