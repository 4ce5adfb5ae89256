"""A change for school and board: begin, fill in, send, follow."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from aanvragen.models import Wijziging
from aanvragen.wijziging import teksten
from aanvragen.wijziging.views.hulp import basiscontext, haal
from aanvragen.wijziging.views.ondertekenen import BESLUITEN
from aanvragen.wijziging.workflow import workflow
from swv.invullen import views
from swv.invullen.models import Invuldossier
from swv.invullen.views import gebruiker_van
from swv.invullen.views.stand import conceptcontext, standcontext
from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    gebruiker, wijziging = gebruiker_van(request), haal(request, pk)
    if wijziging.is_concept:
        context = conceptcontext(wijziging, gebruiker, teksten.WOORDEN)
        return render(request, "aanvragen/wijziging/concept.html", basiscontext(wijziging, **context))
    return render(request, "aanvragen/wijziging/detail.html", _stand(wijziging, gebruiker))


def _stand(wijziging: Wijziging, gebruiker: Gebruiker) -> dict[str, Any]:
    van_bureau = gebruiker.heeft_rol(Rolsoort.BUREAU)
    return basiscontext(
        wijziging,
        **standcontext(wijziging, gebruiker, teksten.WOORDEN),
        stand=teksten.stand(wijziging),
        voortgang=None,
        werkplek=reverse("admin:aanvragen_wijziging_change", args=[wijziging.pk]) if van_bureau else "",
    )


class Wijzigingpagina(views.Invulpagina):
    def get_dossier(self) -> Wijziging:
        return haal(self.request, self.kwargs["pk"])

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Wijziging)
        return basiscontext(dossier, **extra)


class ControlerenView(Wijzigingpagina, views.ControlerenView):
    template_name = "aanvragen/wijziging/controleren.html"

    def verzending(self, dossier: Invuldossier) -> views.Verzending | None:
        return teksten.WOORDEN.verzending(dossier, self.gebruiker)

    def handelingen(self, dossier: Invuldossier) -> list[tuple[Handeling, str]]:
        return teksten.WOORDEN.knoppen(dossier, self.gebruiker)


class HandelingPagina(LoginRequiredMixin, HandelingView):
    """The acts: one page for all of them."""

    workflow = workflow
    template_name = "invullen/handeling.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A decision is taken at the signing desk, with the advice and the effect on the budget beside it."""
        if kwargs["naam"] in BESLUITEN and gebruiker_van(request).heeft_rol(Rolsoort.DIRECTEUR):
            return redirect("wijzigingen:besluiten", kwargs["pk"], kwargs["naam"])
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Wijziging:
        return haal(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, teksten.gelukt(handeling))
        return redirect("wijzigingen:detail", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Wijziging)
        return basiscontext(dossier, **teksten.WOORDEN.voor_pagina(handeling))
