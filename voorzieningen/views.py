"""The public catalogue."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from voorzieningen.filters import VoorzieningFilter
from voorzieningen.models import Voorziening, Wijzerstap
from voorzieningen.plaatsen.selectors import stand_van
from voorzieningen.profielen.selectors import scholen_met
from voorzieningen.starten import start_url

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
            "stappen": list(_stappen(zoek)) if zoek else [],
            "is_gefilterd": any(filterset.form.cleaned_data.values()),
            "heeft_filters": any(waarde for naam, waarde in filterset.form.cleaned_data.items() if naam != "zoek"),
        },
    )


def _stappen(zoek: str) -> Iterable[Wijzerstap]:
    """Where the wijzer goes on with these words. Read with the answers above: one answer stands below several."""
    return Wijzerstap.objects.geldig().bij_vraag(zoek).select_related("ouder__ouder")[:MEESTE_SUGGESTIES]


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One facility: for whom, how to get in, how long, and the button to the right aanvraag."""
    voorziening = get_object_or_404(
        Voorziening.objects.filter(geldig_van__lte=timezone.localdate()).defer(*ZOEKVELDEN).met_namen(),
        slug=slug,
    )
    is_school_of_bureau = request.user.has_perm("voorzieningen.vrij_zien")
    return render(
        request,
        "voorzieningen/voorziening_detail.html",
        {
            "voorziening": voorziening,
            "andere_namen": [alias.naam for alias in voorziening.aliassen.all()],
            "start_url": start_url(voorziening),
            "leent_uit": is_school_of_bureau and voorziening.hulpmiddelen.exists(),
            "toont_wachtend": is_school_of_bureau,
            "scholen": scholen_met(voorziening),
            "stand": None if voorziening.is_verlopen else stand_van(voorziening, timezone.localdate()),
        },
    )
