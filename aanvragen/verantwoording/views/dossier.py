"""One verantwoording: what a school fills in, where it is, and its acts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import rules, selectors, teksten
from aanvragen.verantwoording.workflow import workflow
from swv.invullen import views
from swv.invullen.models import Invuldossier
from swv.invullen.views import gebruiker_van
from swv.invullen.views.stand import conceptcontext, standcontext
from swv.invullen.voortgang import voortgang
from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort


def haal(request: HttpRequest, pk: UUID) -> Verantwoording:
    """The dossier, when this person may see it. Raises Http404: a foreign dossier is a missing one."""
    return get_object_or_404(selectors.met_alles(Verantwoording.objects.for_user(gebruiker_van(request))), pk=pk)


def basiscontext(rij: Verantwoording, **context: Any) -> dict[str, Any]:
    """What every page shows: the dossier (under both its names) and the line above the title."""
    boven = f"{rij.kenmerk} · {rij.school.naam}"
    return {"verantwoording": rij, "dossier": rij, "boven": boven, **context}


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The task list while the school fills it in, a status page afterwards. Who judges reads what is sent, in the
    admin; what a school is still typing nobody else reads."""
    gebruiker, rij = gebruiker_van(request), haal(request, pk)
    is_school = bool(rules.is_school.test(gebruiker, rij))
    if not rij.is_verstuurd and not is_school:
        return redirect("admin:aanvragen_verantwoording_change", rij.pk)
    betaald = selectors.betaald_per([rij])[rij.pk]
    if rij.is_klaargezet:
        context = conceptcontext(rij, gebruiker, teksten.WOORDEN) | {"betaald": betaald}
        return render(request, "aanvragen/verantwoording/invullen.html", basiscontext(rij, **context))
    van_bureau = gebruiker.heeft_rol(Rolsoort.BUREAU)
    context = basiscontext(
        rij,
        **standcontext(rij, gebruiker, teksten.WOORDEN),
        stand=teksten.stand(rij),
        voortgang=voortgang(rij) if rij.mag_invullen(gebruiker) else None,
        betaald=betaald,
        werkplek=reverse("admin:aanvragen_verantwoording_change", args=[rij.pk]) if van_bureau else "",
    )
    return render(request, "aanvragen/verantwoording/detail.html", context)


class Verantwoordingpagina(views.Invulpagina):
    def get_dossier(self) -> Verantwoording:
        return haal(self.request, self.kwargs["pk"])

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Verantwoording)
        return basiscontext(dossier, **extra)


class ControlerenView(Verantwoordingpagina, views.ControlerenView):
    template_name = "aanvragen/verantwoording/controleren.html"

    def verzending(self, dossier: Invuldossier) -> views.Verzending | None:
        return teksten.WOORDEN.verzending(dossier, self.gebruiker)

    def handelingen(self, dossier: Invuldossier) -> list[tuple[Handeling, str]]:
        return teksten.WOORDEN.knoppen(dossier, self.gebruiker)


class HandelingPagina(LoginRequiredMixin, HandelingView):
    workflow = workflow
    template_name = "invullen/handeling.html"

    def get_dossier(self) -> Verantwoording:
        return haal(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, teksten.gelukt(handeling))
        return redirect("verantwoording:detail", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Verantwoording)
        return basiscontext(dossier, **teksten.WOORDEN.voor_pagina(handeling))
