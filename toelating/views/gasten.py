"""The bureau invites a school of another region, sends the invitation again, or withdraws it. Drafts are not shown."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.generic import View

from swv.invullen.views import gebruiker_van
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating import gasten
from toelating.forms.gasten import ToegangForm, UitnodigenForm
from toelating.models import Uitnodiging

HOOGSTENS = 200  # on one page, the newest; there are a few dozen a year


def _van_bureau(request: HttpRequest) -> Gebruiker:
    """Who asks, when that is somebody of the bureau. Raises PermissionDenied."""
    gebruiker = gebruiker_van(request)
    if not gebruiker.heeft_rol(Rolsoort.BUREAU):
        raise PermissionDenied
    return gebruiker


def _haal(request: HttpRequest, pk: UUID) -> Uitnodiging:
    zichtbaar = Uitnodiging.objects.for_user(gebruiker_van(request))
    alles = zichtbaar.select_related("gast", "school__bestuur", "aanvraag", "uitgenodigd_door", "ingetrokken_door")
    return get_object_or_404(alles, pk=pk)


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    """The invitations, newest first, and how far each is."""
    uitnodigingen = Uitnodiging.objects.for_user(_van_bureau(request)).select_related("gast", "school", "aanvraag")
    return render(request, "toelating/gasten.html", {"uitnodigingen": list(uitnodigingen[:HOOGSTENS])})


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    return render(request, "toelating/gast.html", {"uitnodiging": _haal(request, pk)})


def mail_toegang(request: HttpRequest, uitnodiging: Uitnodiging) -> None:
    """Send the link for a password; what goes wrong with that is said, and never undoes the invitation."""
    try:
        gasten.toegang_mailen(uitnodiging=uitnodiging, request=request)
    except Geweigerd as fout:
        messages.error(request, fout.zin)
    except OSError:
        messages.error(
            request,
            "De uitnodiging staat klaar, maar de mail om een wachtwoord te kiezen is niet verstuurd. Probeer het "
            "straks opnieuw met ‘Opnieuw uitnodigen’.",
        )
    else:
        messages.success(request, f"{uitnodiging.gast.naam} krijgt een mail op {uitnodiging.gast.email}.")


class UitnodigenView(LoginRequiredMixin, View):
    """School, contact and kind; twice the same button gives one invitation."""

    def get(self, request: HttpRequest) -> HttpResponse:
        _van_bureau(request)
        return self._toon(UitnodigenForm(initial={"sleutel": uuid4()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        door, form = _van_bureau(request), UitnodigenForm(request.POST)
        if not form.is_valid():
            return self._toon(form, status=422)
        gegevens = form.cleaned_data
        try:
            uitnodiging = gasten.uitnodigen(
                soort=gegevens["soort"],
                school=form.school,
                persoon=form.persoon,
                toegang_tot=gegevens["toegang_tot"],
                door=door,
                sleutel=gegevens["sleutel"],
            )
        except Geweigerd as fout:
            for veld, zinnen in fout.velden.items():
                form.add_error(veld, zinnen)
            return self._toon(form, status=http_status(fout), weigering=None if fout.velden else fout)
        if uitnodiging.verstuurd_op is None:
            mail_toegang(request, uitnodiging)
        return redirect("toelating:gast", uitnodiging.pk)

    def _toon(self, form: UitnodigenForm, *, status: int = 200, weigering: Geweigerd | None = None) -> HttpResponse:
        context = {"form": form, "weigering": weigering}
        return render(self.request, "toelating/gast_uitnodigen.html", context, status=status)


class Gastpagina(LoginRequiredMixin, View):
    """Something that the bureau does with one invitation."""

    template_name: str

    def toon(self, uitnodiging: Uitnodiging, *, status: int = 200, **extra: Any) -> HttpResponse:
        context = {"uitnodiging": uitnodiging, "weigering": None, **extra}
        return render(self.request, self.template_name, context, status=status)


class OpnieuwView(Gastpagina):
    """Open the dossier again or for longer, and mail the guest."""

    template_name = "toelating/gast_opnieuw.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self.toon(_haal(request, pk), form=ToegangForm())

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        uitnodiging, form = _haal(request, pk), ToegangForm(request.POST)
        if not form.is_valid():
            return self.toon(uitnodiging, status=422, form=form)
        try:
            uitnodiging = gasten.opnieuw_uitnodigen(
                uitnodiging=uitnodiging, toegang_tot=form.cleaned_data["toegang_tot"], door=gebruiker_van(request)
            )
        except Geweigerd as fout:
            return self.toon(uitnodiging, status=http_status(fout), form=form, weigering=fout, heeft_fouten=True)
        mail_toegang(request, uitnodiging)
        return redirect("toelating:gast", uitnodiging.pk)


class IntrekkenView(Gastpagina):
    """Close the dossier for the guest, after asking."""

    template_name = "toelating/gast_intrekken.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        return self.toon(_haal(request, pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        uitnodiging = _haal(request, pk)
        try:
            gasten.uitnodiging_intrekken(uitnodiging=uitnodiging, door=gebruiker_van(request))
        except Geweigerd as fout:
            return self.toon(uitnodiging, status=http_status(fout), weigering=fout, heeft_fouten=True)
        messages.success(request, "De uitnodiging is ingetrokken. De school kan de aanvraag niet meer openen.")
        return redirect("toelating:gast", uitnodiging.pk)
