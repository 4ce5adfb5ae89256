"""One dossier: a task list while it is a draft, a status page afterwards."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aanvragen import selectors, teksten
from aanvragen.models import Aanvraag
from aanvragen.views.hulp import basiscontext, haal
from aanvragen.workflow import aanvullen, workflow
from swv.documenten.selectors import brieven_van
from swv.invullen.antwoorden import antwoordregels, is_leeg
from swv.invullen.views import gebruiker_van
from swv.invullen.voortgang import bijlagenblokken, verstuurde_antwoorden, voortgang
from swv.kern.handelingen import formulier
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import overzicht


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    gebruiker, aanvraag = gebruiker_van(request), haal(request, pk)
    if aanvraag.is_concept:
        return render(request, "aanvragen/concept.html", _concept(aanvraag, gebruiker))
    return render(request, "aanvragen/detail.html", _status(aanvraag, gebruiker))


def _concept(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    teruggestuurd = selectors.openbaar_verloop(aanvraag).first()
    return basiscontext(
        aanvraag,
        voortgang=voortgang(aanvraag),
        is_leeg=is_leeg(aanvraag),
        teruggestuurd=teruggestuurd if teruggestuurd and teruggestuurd.handeling == "terugsturen" else None,
        handelingen=knoppen(aanvraag, gebruiker),
    )


def _status(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    mag_wijzigen = aanvraag.mag_invullen(gebruiker)
    vraag = aanvraag.open_vraag if aanvraag.wacht_op_aanvulling else None
    termijn = next((rij for rij in overzicht(aanvraag) if rij.termijn.soort == Klok.BESLISSING), None)
    mag_antwoorden = vraag is not None and aanvullen.weigering(aanvraag, gebruiker) is None
    return basiscontext(
        aanvraag,
        stand=teksten.stand(aanvraag, van_u=selectors.is_van(aanvraag, gebruiker)),
        vraag=vraag,
        vraagform=formulier(aanvullen, aanvraag, door=gebruiker) if mag_antwoorden else None,
        voortgang=voortgang(aanvraag) if mag_wijzigen else None,
        feedback=selectors.laatste_feedback(aanvraag) if mag_wijzigen else None,
        termijn=termijn,
        toon_termijn=termijn is not None and termijn.termijn.is_open,
        verloop=verloop(aanvraag),
        delen=antwoordregels(aanvraag, verstuurde_antwoorden(aanvraag)),
        blokken=bijlagenblokken(aanvraag),
        mag_bijlagen=aanvraag.mag_bijlagen(gebruiker),
        brieven=list(brieven_van(aanvraag)),
        handelingen=knoppen(aanvraag, gebruiker),
        is_van_bureau=gebruiker.heeft_rol(Rolsoort.BUREAU),
        versturen=versturen(aanvraag, gebruiker),
    )


def knoppen(aanvraag: Aanvraag, gebruiker: Gebruiker) -> list[tuple[Any, str]]:
    """The acts with a page of their own, with the look of the button; sending goes through the summary."""
    rij = [
        handeling
        for handeling in workflow.available(aanvraag, gebruiker)
        if handeling.naam not in teksten.VERSTUREN and handeling is not aanvullen
    ]
    return [(handeling, "gevaar" if handeling.naam in teksten.GEVAARLIJK else "secundair") for handeling in rij]


def versturen(aanvraag: Aanvraag, gebruiker: Gebruiker) -> Any:
    """The act that sends what was filled in, when this person can do it now."""
    return next((h for h in workflow.available(aanvraag, gebruiker) if h.naam in teksten.VERSTUREN), None)


def verloop(aanvraag: Aanvraag) -> list[tuple[Any, str]]:
    """The public events with their words for the school."""
    return [(rij, teksten.GEBEURTENISSEN.get(rij.handeling, rij.label)) for rij in selectors.openbaar_verloop(aanvraag)]
