"""The jaarplan of a year: ambitions with their money, priorities and indicators."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from financien.jaarplan import jaarplan_van
from financien.models import Ambitie

inzien = permission_required("financien.jaarplan_inzien", raise_exception=True)


@require_safe
@login_required
@inzien
def jaarplan_nu(request: HttpRequest) -> HttpResponse:
    """To the jaarplan of this year, or of the nearest year that has one."""
    nu = timezone.localdate().year
    jaar = min(_jaren(), key=lambda ander: (abs(ander - nu), ander), default=None)
    if jaar is None:
        return render(request, "financien/jaarplan_leeg.html")
    return redirect("financien:jaarplan", jaar=jaar)


@require_safe
@login_required
@inzien
def jaarplan(request: HttpRequest, jaar: int) -> HttpResponse:
    """One year, to read and to print. A year without ambitions says so."""
    context = {"jaarplan": jaarplan_van(jaar), "jaren": _jaren(), "titel": f"Jaarplan {jaar}"}
    return render(request, "financien/jaarplan.html", context)


def _jaren() -> list[int]:
    return list(Ambitie.objects.order_by("-jaar").values_list("jaar", flat=True).distinct())
