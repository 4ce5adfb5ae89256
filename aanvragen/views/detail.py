"""One dossier: a task list while it is a draft, a status page afterwards."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from aanvragen import selectors, teksten
from aanvragen.models import Aanvraag
from aanvragen.uitvoering.vervolg import na_toekenning
from aanvragen.views.hulp import basiscontext, haal
from aanvragen.wijziging.selectors import verloop
from swv.invullen.views import gebruiker_van
from swv.invullen.views.stand import conceptcontext, standcontext
from swv.invullen.voortgang import voortgang
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.selectors import plaatskaart


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    gebruiker, aanvraag = gebruiker_van(request), haal(request, pk)
    if aanvraag.is_concept:
        context = conceptcontext(aanvraag, gebruiker, teksten.WOORDEN)
        return render(request, "invullen/concept.html", basiscontext(aanvraag, **context))
    return render(request, "aanvragen/detail.html", _status(aanvraag, gebruiker))


def _status(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    mag_wijzigen, van_bureau = aanvraag.mag_invullen(gebruiker), gebruiker.heeft_rol(Rolsoort.BUREAU)
    return basiscontext(
        aanvraag,
        **standcontext(aanvraag, gebruiker, teksten.WOORDEN),
        stand=teksten.stand(aanvraag, van_u=selectors.is_van(aanvraag, gebruiker)),
        voortgang=voortgang(aanvraag) if mag_wijzigen else None,
        na_toekenning=na_toekenning(aanvraag, gebruiker),
        feedback=selectors.laatste_feedback(aanvraag) if mag_wijzigen else None,
        wijzigingen=verloop(aanvraag, gebruiker),
        plaatskaart=plaatskaart(aanvraag, gebruiker) if aanvraag.is_toegekend else None,
        werkplek=reverse("admin:aanvragen_aanvraag_change", args=[aanvraag.pk]) if van_bureau else "",
    )
