"""The budget on one page."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from financien import selectors
from financien.models import Begrotingsjaar


@require_safe
@login_required
@permission_required("financien.begroting_inzien", raise_exception=True)
def begroting(request: HttpRequest, jaar: int) -> HttpResponse:
    """How every line of one year stands, with the totals of the source beside our own sums."""
    begrotingsjaar = get_object_or_404(Begrotingsjaar, jaar=jaar)
    return render(
        request,
        "financien/begroting.html",
        {
            "titel": f"Begroting {jaar}",
            "overzicht": selectors.overzicht(begrotingsjaar),
            "jaren": list(Begrotingsjaar.objects.values_list("jaar", flat=True)),
        },
    )


@require_safe
@login_required
@permission_required("financien.begroting_inzien", raise_exception=True)
def begroting_nu(request: HttpRequest) -> HttpResponse:
    """To the budget of this year; without one to the nearest year that has a budget."""
    jaar = selectors.jaar_bij(timezone.localdate().year)
    if jaar is None:
        return render(request, "financien/begroting_leeg.html")
    return redirect("financien:begroting", jaar=jaar)
