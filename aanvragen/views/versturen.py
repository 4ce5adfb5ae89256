"""Checking everything before it is sent, and the receipt right after."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from aanvragen import teksten
from aanvragen.views.detail import knoppen, versturen
from aanvragen.views.hulp import basiscontext, gebruiker_van, haal
from swv.invullen.antwoorden import antwoordregels, bezwaren
from swv.invullen.voortgang import bijlagenblokken, voortgang
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import overzicht


@require_safe
@login_required
def controleren(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All answers and files, what is still missing, and one button that says what it does."""
    gebruiker, aanvraag = gebruiker_van(request), haal(request, pk)
    mag_wijzigen = aanvraag.mag_invullen(gebruiker)
    handeling = versturen(aanvraag, gebruiker)
    if handeling is None and not mag_wijzigen:
        return redirect(aanvraag)
    return render(
        request,
        "aanvragen/controleren.html",
        basiscontext(
            aanvraag,
            mag_wijzigen=mag_wijzigen,
            delen=antwoordregels(aanvraag, aanvraag.antwoorden),
            blokken=bijlagenblokken(aanvraag),
            voortgang=voortgang(aanvraag),
            bezwaren=bezwaren(aanvraag),
            handeling=handeling,
            knoptekst=teksten.VERSTUREN.get(handeling.naam, "") if handeling else "",
            uitleg=teksten.UITLEG.get(handeling.naam, ()) if handeling else (),
            handelingen=[] if mag_wijzigen else knoppen(aanvraag, gebruiker),
        ),
    )


@require_safe
@login_required
def ontvangst(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt: kenmerk, what happens when, whom to call. The same address however often one sends."""
    aanvraag = haal(request, pk)
    if not aanvraag.kenmerk:
        return redirect(aanvraag)
    termijn = next((rij for rij in overzicht(aanvraag) if rij.termijn.soort == Klok.BESLISSING), None)
    return render(request, "aanvragen/ontvangst.html", basiscontext(aanvraag, termijn=termijn))
