"""Something changes: choose what, and begin. The school fills a draft in, the bureau prepares a proposal."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.generic import View

from aanvragen.models import Aanvraag, Wijziging, Wijzigsoort
from aanvragen.views.hulp import basiscontext, haal
from aanvragen.wijziging import rules, teksten
from aanvragen.wijziging.grenzen import mogelijke_soorten
from aanvragen.wijziging.services import beginnen, voorstellen, waarom_niet
from swv.invullen.bsn import ZonderBsn
from swv.invullen.forms import tekstveld
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import http_status
from swv.kern.formulieren import Formulier
from swv.kern.fouten import Geweigerd


class BeginForm(ZonderBsn, Formulier):
    """Only the key that makes that a double click begins one change; the bureau also says why."""

    in_zin = {"aanleiding": "de aanleiding"}
    aanleiding = tekstveld(
        "Waarom stelt u dit voor?", help_text="Dit lezen alleen het bureau en de directeur-bestuurder."
    )
    sleutel = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_bureau: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_bureau:
            del self.fields["aanleiding"]


def _haal(request: HttpRequest, pk: UUID) -> tuple[Aanvraag, bool]:
    """The award, and whether the school itself asks. Raises Http404, or PermissionDenied for who cannot begin."""
    aanvraag = haal(request, pk)
    gebruiker = gebruiker_van(request)
    is_school = bool(rules.is_coordinator.test(gebruiker, aanvraag))
    if not is_school and not rules.is_bureau.test(gebruiker, aanvraag):
        raise PermissionDenied("Alleen de ondersteuningscoördinator van de school vraagt een wijziging.")
    return aanvraag, is_school


@require_safe
@login_required
def kiezen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What changes: one card for each kind that this award can have."""
    aanvraag, is_school = _haal(request, pk)
    weigering = waarom_niet(aanvraag, van_school=is_school)
    soorten = [] if weigering else mogelijke_soorten(aanvraag, van_school=is_school)
    keuzes = [(*teksten.KEUZES[soort], reverse("wijzigingen:beginnen", args=[aanvraag.pk, soort])) for soort in soorten]
    context = basiscontext(aanvraag, keuzes=keuzes, weigering=weigering, is_school=is_school)
    return render(request, "aanvragen/wijziging/kiezen.html", context)


class BeginnenView(LoginRequiredMixin, View):
    """What one kind of change is; the button begins."""

    def get(self, request: HttpRequest, pk: UUID, soort: str) -> HttpResponse:
        aanvraag, is_school = _haal(request, pk)
        form = BeginForm(is_bureau=not is_school, initial={"sleutel": uuid4()})
        return self._toon(aanvraag, soort, form, weigering=waarom_niet(aanvraag, soort, van_school=is_school))

    def post(self, request: HttpRequest, pk: UUID, soort: str) -> HttpResponse:
        aanvraag, is_school = _haal(request, pk)
        form = BeginForm(request.POST, is_bureau=not is_school)
        if not form.is_valid():
            return self._toon(aanvraag, soort, form, status=422)
        begin = beginnen if is_school else voorstellen
        try:
            wijziging = begin(aanvraag=aanvraag, soort=soort, door=gebruiker_van(request), **form.cleaned_data)
        except Geweigerd as fout:
            return self._toon(aanvraag, soort, form, weigering=fout, status=http_status(fout))
        return self._verder(wijziging)

    def _verder(self, wijziging: Wijziging) -> HttpResponse:
        """The school goes on filling in, the bureau to its own page."""
        if wijziging.van_school:
            onderdeel = wijziging.onderdelen[0].code
            return redirect(
                wijziging.adres("onderdeel", onderdeel) if wijziging.is_concept else wijziging.adres("detail")
            )
        messages.success(self.request, f"Wijziging {wijziging.kenmerk} is begonnen. Leg haar voor als zij klaar is.")
        return redirect("admin:aanvragen_wijziging_change", wijziging.pk)

    def _toon(
        self,
        aanvraag: Aanvraag,
        soort: str,
        form: BeginForm,
        *,
        weigering: Geweigerd | None = None,
        status: int = 200,
    ) -> HttpResponse:
        if soort not in Wijzigsoort.values:
            raise Http404(f"Geen wijziging {soort}")
        titel, uitleg = teksten.KEUZES[soort]
        context = basiscontext(
            aanvraag,
            titel=titel,
            uitleg=uitleg,
            form=form,
            weigering=weigering,
            heeft_fouten=weigering is not None,
            is_school="aanleiding" not in form.fields,
        )
        return render(self.request, "aanvragen/wijziging/beginnen.html", context, status=status)
