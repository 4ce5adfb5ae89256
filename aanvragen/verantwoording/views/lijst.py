"""All verantwoordingen of a school or board in one school year, and the button with which the board submits them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import selectors, teksten
from aanvragen.verantwoording.workflow import indienen
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import geheel
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import is_al_gedaan, verrichten
from swv.kern.schooljaar import in_woorden
from swv.organisaties.models import Gebruiker, Rolsoort

HOOGSTENS = 200  # in one press of the button


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    """One school year; who is of no school reads the total instead."""
    gebruiker = gebruiker_van(request)
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return redirect("verantwoording:rapport")
    overzicht = selectors.jaaroverzicht(gebruiker, geheel(request.GET.get("jaar")))
    context = {
        "overzicht": overzicht,
        "jaren": [(jaar, in_woorden(jaar)) for jaar in overzicht.jaren],
        "rijen": [(regel, teksten.BADGES[regel.rij.status]) for regel in overzicht.regels],
        "mag_indienen": gebruiker.heeft_rol(Rolsoort.BESTUUR),
    }
    return render(request, "aanvragen/verantwoording/lijst.html", context)


@dataclass
class Verslag:
    """What was submitted, and for each that was not why."""

    gelukt: list[str] = field(default_factory=list)
    geweigerd: list[str] = field(default_factory=list)


@require_POST
@login_required
def alles_indienen(request: HttpRequest) -> HttpResponse:
    """Submit what stood on the page, each by itself: one that cannot never takes the others with it."""
    gebruiker, keuzes = gebruiker_van(request), request.POST.getlist("keuze")[:HOOGSTENS]
    verslag = _indienen(keuzes, gebruiker)
    if verslag.gelukt:
        woord = "verantwoording" if len(verslag.gelukt) == 1 else "verantwoordingen"
        messages.success(request, f"{len(verslag.gelukt)} {woord} ingediend: {', '.join(verslag.gelukt)}.")
    for zin in verslag.geweigerd:
        messages.warning(request, zin)
    if not keuzes:
        messages.info(request, "Er lag niets klaar om in te dienen.")
    jaar = geheel(request.POST.get("jaar"))
    return redirect(f"{reverse('verantwoording:lijst')}{f'?jaar={jaar}' if jaar else ''}")


def _indienen(keuzes: Iterable[str], gebruiker: Gebruiker) -> Verslag:
    """`keuzes` are keys with the version that was on the screen. What this person cannot see is passed over."""
    versies = {pk: geheel(versie) for pk, _, versie in (keuze.partition(":") for keuze in keuzes)}
    zichtbaar = selectors.met_alles(Verantwoording.objects.for_user(gebruiker)).filter(pk__in=_sleutels(versies))
    verslag = Verslag()
    for rij in zichtbaar.order_by("school__naam", "kenmerk"):
        naam = f"{rij.kenmerk} ({rij.school.naam})"
        try:
            verrichten(indienen, rij, door=gebruiker, data={}, versie=versies[str(rij.pk)])
        except Geweigerd as fout:
            if not is_al_gedaan(indienen, rij, gebruiker, fout):
                verslag.geweigerd.append(f"{naam} is niet ingediend. {fout.zin}")
                continue
        verslag.gelukt.append(naam)
    return verslag


def _sleutels(versies: Iterable[str]) -> list[UUID]:
    gelezen = []
    for tekst in versies:
        try:
            gelezen.append(UUID(tekst))
        except ValueError:
            continue
    return gelezen
