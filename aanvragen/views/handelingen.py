"""The acts on a dossier: one page for all of them, and throwing a draft away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from aanvragen import teksten
from aanvragen.models import Aanvraag
from aanvragen.views.hulp import basiscontext, gebruiker_van, haal
from aanvragen.views.ondertekenen import BESLUITEN
from aanvragen.workflow import indienen, medetekenen, workflow
from swv.invullen import services
from swv.kern.deuren import HandelingView, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort


class HandelingPagina(LoginRequiredMixin, HandelingView):
    workflow = workflow
    template_name = "aanvragen/handeling.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A decision is taken at the signing desk, with the advice and the effect on the budget beside it."""
        if kwargs["naam"] in BESLUITEN and gebruiker_van(request).heeft_rol(Rolsoort.DIRECTEUR):
            return redirect("aanvragen:besluiten", kwargs["pk"], kwargs["naam"])
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Aanvraag:
        return haal(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        if handeling in (indienen, medetekenen):
            return redirect("aanvragen:ontvangst", dossier.pk)
        messages.success(self.request, teksten.gelukt(handeling))
        return redirect("aanvragen:detail", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Aanvraag)
        return basiscontext(
            dossier,
            uitleg=teksten.UITLEG.get(handeling.naam, ()),
            knoptekst=teksten.VERSTUREN.get(handeling.naam, handeling.label),
            knopsoort="gevaar" if handeling.naam in teksten.GEVAARLIJK else "primair",
        )


@require_POST
def antwoord_bewaren(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Autosave of the answer to a question of the bureau."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    aanvraag = haal(request, pk)
    try:
        services.antwoord_op_aanvulling_bewaren(
            aanvraag, antwoord=request.POST.get("antwoord", ""), door=gebruiker_van(request)
        )
    except Geweigerd as fout:
        return render(request, "aanvragen/_niet_bewaard.html", {"weigering": fout})
    return render(request, "aanvragen/_bewaard.html", {"aanvraag": None, "moment": timezone.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def weggooien(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    aanvraag = haal(request, pk)
    if not aanvraag.mag_weggooien(gebruiker_van(request)):
        messages.error(request, services.ALLEEN_CONCEPT)
        return redirect(aanvraag)
    if request.method != "POST":
        return render(request, "aanvragen/weggooien.html", basiscontext(aanvraag, weigering=None))
    try:
        services.weggooien(aanvraag, door=gebruiker_van(request))
    except Geweigerd as fout:
        context = basiscontext(aanvraag, weigering=fout, heeft_fouten=True)
        return render(request, "aanvragen/weggooien.html", context, status=http_status(fout))
    messages.success(request, "Het concept en de bestanden die erbij stonden zijn weg.")
    return redirect("aanvragen:start")
