"""The pages of the wijzer: public, an address per step, and nothing to type about a pupil."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from voorzieningen.models import Wijzerstap
from voorzieningen.models.wijzer import MEESTE_VRAGEN
from voorzieningen.wijzer import selectors


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """The first question: what is it about?"""
    context = {"groepen": selectors.groepen(), "vraag": selectors.EERSTE_VRAAG, "hoogstens": MEESTE_VRAGEN}
    return render(request, "voorzieningen/wijzer_begin.html", context)


@require_safe
def stap(request: HttpRequest, slug: str) -> HttpResponse:
    """The next question, or what fits."""
    gekozen = get_object_or_404(Wijzerstap.objects.geldig().select_related("ouder__ouder"), slug=slug)
    keuzes = selectors.keuzes(gekozen)
    return render(
        request,
        "voorzieningen/wijzer_stap.html",
        {
            "stap": gekozen,
            "keuzes": keuzes,
            "nummer": len(keuzes) + 1,
            "hoogstens": MEESTE_VRAGEN,
            "vervolg": list(gekozen.vervolg.geldig()) if gekozen.vraag else [],
            "adviezen": [] if gekozen.vraag else selectors.adviezen(gekozen),
        },
    )
