"""The acts on a request: one page for all of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from toelating import teksten
from toelating.models import Tlvaanvraag
from toelating.views.school.hulp import basiscontext, haal_voor_handeling
from toelating.workflow import indienen, medetekenen, workflow

# A decision is taken at the signing desk, with the advice beside it.
BESLUITEN = frozenset({"afgeven", "afwijzen", "buiten_behandeling_stellen", "teruggeven", "laten_beoordelen"})


class HandelingPagina(LoginRequiredMixin, HandelingView):
    workflow = workflow
    template_name = "invullen/handeling.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if handeling.naam in BESLUITEN and handeling.weigering(dossier, request.user) is None:
            return redirect("toelating:ondertekenen")
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Tlvaanvraag:
        return haal_voor_handeling(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        if handeling in (indienen, medetekenen):
            return redirect("toelating:ontvangst", dossier.pk)
        messages.success(self.request, teksten.gelukt(handeling))
        if not Tlvaanvraag.objects.buiten_advies(self.request.user).filter(pk=dossier.pk).exists():
            return redirect("/")
        return redirect("toelating:detail", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Tlvaanvraag)
        return basiscontext(dossier, **teksten.WOORDEN.voor_pagina(handeling))
