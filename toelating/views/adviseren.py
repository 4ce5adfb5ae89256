"""The requests of somebody who advises: to do, done, and the meetings to prepare."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from swv.invullen.views import gebruiker_van
from swv.organisaties.models import Rolsoort
from toelating.adviseurs import is_adviseur, werk_van


@require_safe
@login_required
def adviseren(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    if not is_adviseur(gebruiker):
        raise PermissionDenied
    context = {
        "werk": werk_van(gebruiker),
        "is_deskundige": gebruiker.heeft_rol(Rolsoort.DESKUNDIGE),
        "is_lid": gebruiker.heeft_rol(Rolsoort.COMMISSIELID),
    }
    return render(request, "toelating/adviseren.html", context)
