"""The calendar feed itself, for a calendar program, and the page on which somebody makes or stops its address."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.drempel import een_is_bereikt, per_adres
from toelating import agendasleutels
from toelating.kalender import heeft_agenda, ical

SLEUTEL = "sleutel"
MAX_ONBEKEND = 20  # addresses that do not exist, per network address in fifteen minutes
MAX_OPHALEN = 200  # feeds fetched, likewise: a school with twenty programs behind one address stays far below


@require_safe
@never_cache
def kalender(request: HttpRequest) -> HttpResponse:
    """The feed. The token is a query parameter: the paths of requests are logged, their questions never are."""
    onbekend = per_adres(request, "onbekende agenda", hoogstens=MAX_ONBEKEND)
    opgehaald = per_adres(request, "agenda", hoogstens=MAX_OPHALEN)
    if een_is_bereikt([onbekend, opgehaald]):
        return _kaal("Te vaak geprobeerd. Wacht een kwartier.", status=429)
    gebruiker = agendasleutels.gebruiker_van(request.GET.get(SLEUTEL, ""))
    if gebruiker is None:
        onbekend.tel()
        return _kaal("Dit adres bestaat niet. Maak in het portaal een nieuw adres.", status=404)
    opgehaald.tel()
    antwoord = HttpResponse(ical(gebruiker), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'inline; filename="portaal.ics"'
    return antwoord


def _kaal(zin: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{zin}\n", status=status, content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def mijn_agenda(request: HttpRequest) -> HttpResponse:
    """Make, renew or stop the own address. A new one is shown in the answer itself and nowhere else."""
    gebruiker = gebruiker_van(request)
    if not heeft_agenda(gebruiker):
        raise PermissionDenied
    adres = ""
    if request.method == "POST":
        if "stoppen" in request.POST:
            agendasleutels.intrekken(gebruiker=gebruiker)
            messages.success(request, "Het adres werkt niet meer.")
            return redirect("toelating:mijn_agenda")
        token = agendasleutels.maken(gebruiker=gebruiker)
        adres = f"{settings.BASE_URL.rstrip('/')}{reverse('toelating:kalender')}?{urlencode({SLEUTEL: token})}"
    context = {"adres": adres, "huidige": agendasleutels.huidige(gebruiker)}
    return render(request, "toelating/mijn_agenda.html", context)
