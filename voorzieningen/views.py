"""The public catalogue, and the stock of robots for the bureau."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from voorzieningen import selectors
from voorzieningen.filters import VoorzieningFilter
from voorzieningen.models import Voorziening
from voorzieningen.plaatsen.selectors import stand_van
from voorzieningen.profielen.selectors import scholen_met

ZOEKVELDEN = ("zoektekst", "zoekvector")
MEESTE_SUGGESTIES = 3


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Find a facility by words or by filters; nothing found gives tips and the nearest names."""
    geldig = Voorziening.objects.geldig().defer(*ZOEKVELDEN)
    filterset = VoorzieningFilter(request.GET, queryset=geldig)
    voorzieningen = list(filterset.qs)
    zoek = filterset.form.cleaned_data.get("zoek", "")
    suggesties = [] if voorzieningen or not zoek else list(geldig.lijkt_op(zoek)[:MEESTE_SUGGESTIES])
    return render(
        request,
        "voorzieningen/voorziening_lijst.html",
        {
            "form": filterset.form,
            "heeft_fouten": bool(filterset.form.errors),
            "voorzieningen": voorzieningen,
            "zoek": zoek,
            "suggesties": suggesties,
            "is_gefilterd": any(filterset.form.cleaned_data.values()),
        },
    )


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One facility: for whom, how to get in, how long, and the button to the right aanvraag."""
    voorziening = get_object_or_404(
        Voorziening.objects.filter(geldig_van__lte=timezone.localdate())
        .defer(*ZOEKVELDEN)
        .prefetch_related("aliassen"),
        slug=slug,
    )
    return render(
        request,
        "voorzieningen/voorziening_detail.html",
        {
            "voorziening": voorziening,
            "andere_namen": [alias.naam for alias in voorziening.aliassen.all()],
            "start_url": start_url(voorziening),
            "scholen": scholen_met(voorziening),
            "stand": None if voorziening.is_verlopen else stand_van(voorziening, timezone.localdate()),
        },
    )


def start_url(voorziening: Voorziening) -> str:
    """Where the aanvraag for this facility starts; empty when it cannot be asked for here (any more)."""
    if not voorziening.aanvraagsoort or voorziening.is_verlopen:
        return ""
    try:
        return reverse("aanvragen:starten", args=[voorziening.aanvraagsoort])
    except NoReverseMatch:
        return ""


@require_safe
@login_required
def robots(request: HttpRequest) -> HttpResponse:
    """Where each robot is, who gets it next in the coming twelve months, and who waits."""
    if not request.user.has_perm("voorzieningen.voorraad_zien"):
        raise PermissionDenied("Deze pagina is voor medewerkers van het bureau.")
    vandaag = timezone.localdate()
    maanden = selectors.maanden(vandaag)
    rijen = selectors.bezetting(vandaag, selectors.laatste_dag(maanden[-1]))
    return render(
        request,
        "voorzieningen/robot_voorraad.html",
        {
            "maanden": maanden,
            "rijen": [(rij, selectors.maandstrook(rij, maanden)) for rij in rijen],
            "wachtlijst": list(selectors.wachtlijst()),
            "vandaag": vandaag,
        },
    )
