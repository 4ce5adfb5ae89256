"""Rules in dated versions: which dossiers keep an old one, and making a new one from it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from swv.kern.formulieren import DatumField, Formulier
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum
from swv.kern.schooljaar import begin_schooljaar_na

GETOOND = 50  # dossiers by number in the preview of a new version; of more their count


@dataclass(frozen=True)
class Gebruik:
    """How many dossiers that still run count with one version, and will go on to do so. Where a day in its answers says
    which version counts (`volgt_dag`), what was not sent yet has none."""

    open: int
    bij_de_school: int
    volgt_dag: bool = False

    @property
    def zin(self) -> str:
        delen = [_aantal_open(self.open)] if self.open else []
        delen += [_aantal_concepten(self.bij_de_school)] if self.bij_de_school and not self.volgt_dag else []
        if not delen:
            return "Er loopt geen aanvraag met deze versie."
        return f"Op deze versie berust: {' en '.join(delen)}. Daarvoor blijft deze versie gelden."

    @property
    def zin_concepten(self) -> str:
        """What becomes of what was not sent yet, where that follows a day; empty when there is nothing."""
        if not (self.volgt_dag and self.bij_de_school):
            return ""
        krijgt = "krijgt" if self.bij_de_school == 1 else "krijgen"
        concepten = _aantal_concepten(self.bij_de_school)
        return f"{concepten[0].upper()}{concepten[1:]}, {krijgt} bij het versturen de versie van de dag die erin staat."


def _aantal_open(aantal: int) -> str:
    return "1 open aanvraag" if aantal == 1 else f"{aantal} open aanvragen"


def _aantal_concepten(aantal: int) -> str:
    return "1 aanvraag die nog niet is ingediend" if aantal == 1 else f"{aantal} aanvragen die nog niet zijn ingediend"


@transaction.atomic
def nieuwe_versie(versie: Any, *, vanaf: date, kinderen: Collection[str] = ()) -> Any:
    """Copy a version with what belongs to it (`kinderen`: names of the reverse relations), to be changed; from `vanaf`
    on it counts instead of this one.

    Raises Geweigerd when that day does not lie within this version.
    """
    model = type(versie)
    oud = model.objects.select_for_update().get(pk=versie.pk)
    if vanaf <= oud.geldig_van or (oud.geldig_tot and vanaf >= oud.geldig_tot):
        tot = f" en voor {datum(oud.geldig_tot)}" if oud.geldig_tot else ""
        raise Geweigerd(f"Kies een dag na {datum(oud.geldig_van)}{tot}: deze versie geldt in die periode.")
    nieuw = model.objects.get(pk=oud.pk)
    nieuw.pk, nieuw.geldig_van = None, vanaf
    oud.geldig_tot = vanaf
    for rij in (oud, nieuw):
        _bewaar(rij)
    for naam in kinderen:
        relatie = getattr(oud, naam)
        relatie.model.objects.bulk_create(_kopie(rij, relatie.field.name, nieuw) for rij in relatie.all())
    return nieuw


def _bewaar(rij: Model) -> None:
    """Only its days are new: the rest of both stays as it was, also what would not be accepted today. Whoever changes
    that in the new version hears what is wrong."""
    try:
        rij.full_clean(exclude={veld.name for veld in rij._meta.fields} - {"geldig_van", "geldig_tot"})
    except ValidationError as fout:
        raise Geweigerd(" ".join(fout.messages)) from fout
    rij.save()


def _kopie(rij: Model, veld: str, versie: Model) -> Model:
    rij.pk = None
    setattr(rij, veld, versie)
    return rij


class NieuweVersieForm(Formulier):
    in_zin = {"vanaf": "de eerste dag"}
    vanaf = DatumField(label="Vanaf welke dag geldt de nieuwe versie?")


class Versiebeheer(admin.ModelAdmin):
    """Rules in dated versions. What counts for a dossier stays as it was: for other rules one makes a new version, with
    a day on which it begins to count. Only `blijft_te_wijzigen` can be changed in a version that a dossier uses.

    `dossiermodel` has a `regeling`, `kenmerk` and `school`; `afgesloten` and `bij_de_school` are its states that ended
    and that were not sent.
    """

    dossiermodel: ClassVar[type[Model]]
    afgesloten: ClassVar[Collection[str]]
    bij_de_school: ClassVar[Collection[str]]
    kinderen: ClassVar[Collection[str]] = ()
    blijft_te_wijzigen: ClassVar[frozenset[str]] = frozenset({"geldig_tot", "toelichting"})
    blijft_in_woorden: ClassVar[str] = "de einddatum en de toelichting"

    change_form_template = "admin/versies/wijzigen.html"
    show_full_result_count = False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        titel = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": titel, **(extra_context or {})})

    # --- Which dossiers count with it --------------------------------------------------------------------------

    def is_gebruikt(self, versie: Any) -> bool:
        """Whether a dossier counts with this version, also one that ended."""
        return self.dossiermodel._default_manager.filter(regeling=versie).exists()

    def volgt_dag(self, versie: Any) -> bool:
        """Whether a day in the answers says which version counts, not the day on which a dossier was begun."""
        return False

    def concepten(self, versie: Any) -> "QuerySet[Any]":
        """What was begun and not sent yet, and may count with this version."""
        return self.dossiermodel._default_manager.filter(regeling=versie, status__in=self.bij_de_school)

    def open_dossiers(self, versie: Any) -> "QuerySet[Any]":
        """What was sent and keeps this version."""
        van_versie = self.dossiermodel._default_manager.filter(regeling=versie)
        return van_versie.exclude(status__in=[*self.afgesloten, *self.bij_de_school])

    def gebruik(self, versie: Any) -> Gebruik:
        """The dossiers that a new version leaves as they are. Two queries."""
        return Gebruik(
            open=self.open_dossiers(versie).count(),
            bij_de_school=self.concepten(versie).count(),
            volgt_dag=self.volgt_dag(versie),
        )

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        lopend = self.dossiermodel._default_manager.filter(regeling=OuterRef("pk"))
        lopend = lopend.exclude(status__in=self.afgesloten).order_by()
        aantal = Subquery(lopend.values("regeling").annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        return super().get_queryset(request).annotate(aantal_lopend=Coalesce(aantal, 0))

    @admin.display(description="Lopende aanvragen")
    def lopend(self, versie: Any) -> int:
        return int(versie.aantal_lopend)

    def soort_in_woorden(self, versie: Any) -> str:
        return str(versie.get_soort_display())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is None or not self.is_gebruikt(obj):
            return [*super().get_readonly_fields(request, obj)]
        return [veld.name for veld in self.opts.fields if veld.name not in {"id", *self.blijft_te_wijzigen}]

    # --- Pages -------------------------------------------------------------------------------------------------

    def adres(self, wat: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{wat}"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        versie = self.model._default_manager.filter(pk=object_id).first() if object_id.isdecimal() else None
        extra = {
            "gebruik": self.gebruik(versie) if versie else None,
            "is_gebruikt": versie is not None and self.is_gebruikt(versie),
            "blijft_in_woorden": self.blijft_in_woorden,
            "nieuwe_versie_url": reverse(self.adres("nieuwe_versie"), args=[versie.pk]) if versie else "",
        }
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        nieuw = path(
            "<int:pk>/nieuwe-versie/",
            self.admin_site.admin_view(self.nieuwe_versie_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_nieuwe_versie",
        )
        return [nieuw, *super().get_urls()]

    def nieuwe_versie_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a new version changes, before it is made: from when, and for which dossiers it does not count."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        versie = get_object_or_404(self.model, pk=pk)
        if request.method != "POST":
            begin = begin_schooljaar_na(timezone.localdate())
            return self._toon_nieuwe_versie(request, versie, NieuweVersieForm(initial={"vanaf": begin}))
        form = NieuweVersieForm(request.POST)
        if not form.is_valid():
            return self._toon_nieuwe_versie(request, versie, form, status=422)
        try:
            nieuw = nieuwe_versie(versie, vanaf=form.cleaned_data["vanaf"], kinderen=self.kinderen)
        except Geweigerd as fout:
            form.add_error("vanaf", fout.zin)
            return self._toon_nieuwe_versie(request, versie, form, status=422)
        self.log_addition(request, nieuw, [{"added": {}}])
        messages.success(request, "De nieuwe versie is gemaakt, met dezelfde inhoud. Wijzig hier wat anders wordt.")
        return redirect(self.adres("change"), nieuw.pk)

    def _toon_nieuwe_versie(
        self, request: HttpRequest, versie: Any, form: NieuweVersieForm, *, status: int = 200
    ) -> HttpResponse:
        gebruik = self.gebruik(versie)
        dossiers = list(self.open_dossiers(versie).select_related("school").order_by("kenmerk")[:GETOOND])
        context = {
            **self.admin_site.each_context(request),
            "title": "Nieuwe versie maken",
            "opts": self.opts,
            "versie": versie,
            "soort": self.soort_in_woorden(versie),
            "lijst_url": reverse(self.adres("changelist")),
            "terug_url": reverse(self.adres("change"), args=[versie.pk]),
            "gebruik": gebruik,
            "dossiers": dossiers,
            "meer": gebruik.open - len(dossiers),
            "form": form,
        }
        return render(request, "admin/versies/nieuwe_versie.html", context, status=status)
