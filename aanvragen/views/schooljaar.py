"""The school's own year: what it asked, got and spent, and what came of it, next to the region."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from aanvragen.schoolcijfers import GENOEG_SCHOLEN, schoolbeeld
from swv.invullen.views import gebruiker_van
from swv.kern.schooljaar import in_woorden, schooljaar
from swv.organisaties.selectors import eigen_scholen

EERSTE_JAAR = 2024


@require_safe
@login_required
def ons_schooljaar(request: HttpRequest, jaar: int | None = None) -> HttpResponse:
    """Of the own school, or of all schools of a board together and of each (`?school=` its code)."""
    scholen = eigen_scholen(gebruiker_van(request))
    if not scholen:
        raise PermissionDenied
    nu = schooljaar(timezone.localdate())
    jaar = nu if jaar is None else jaar
    if not EERSTE_JAAR <= jaar <= nu + 1:
        raise Http404
    gekozen = [school for school in scholen if school.code == request.GET.get("school")]
    context = {
        "jaar": jaar,
        "naam": in_woorden(jaar),
        "jaren": [(ander, in_woorden(ander)) for ander in range(nu + 1, EERSTE_JAAR - 1, -1)],
        "scholen": scholen if len(scholen) > 1 else [],
        "waarvan": gekozen[0].naam if gekozen else scholen[0].naam if len(scholen) == 1 else "Al uw scholen samen",
        "gekozen": gekozen[0] if gekozen else scholen[0] if len(scholen) == 1 else None,
        "beeld": schoolbeeld(
            {school.pk for school in gekozen or scholen}, jaar, van_lezer={school.pk for school in scholen}
        ),
        "genoeg": GENOEG_SCHOLEN,
    }
    return render(request, "aanvragen/ons_schooljaar.html", context)
