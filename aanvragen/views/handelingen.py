"""The acts on a dossier: one page for all of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from aanvragen import teksten
from aanvragen.models import Aanvraag
from aanvragen.views.hulp import basiscontext, haal
from aanvragen.views.ondertekenen import BESLUITEN
from aanvragen.workflow import indienen, medetekenen, workflow
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort


class HandelingPagina(LoginRequiredMixin, HandelingView):
    workflow = workflow
    template_name = "invullen/handeling.html"

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
            **teksten.WOORDEN.voor_pagina(handeling),
        )
