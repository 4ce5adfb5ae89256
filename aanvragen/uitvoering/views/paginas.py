"""The list, one follow-through, and an appointment for a calendar."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from aanvragen.models import Afspraak, Uitvoering
from aanvragen.uitvoering import rules, teksten
from aanvragen.uitvoering.kalender import ical
from aanvragen.uitvoering.stand import met_stand, nog_open
from aanvragen.uitvoering.vervolg import met_alles, pagina
from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde


def haal(request: HttpRequest, pk: UUID) -> Uitvoering:
    """The follow-through, when this person may see it. Raises Http404: a foreign one is a missing one."""
    uitvoering: Uitvoering = get_object_or_404(met_alles(Uitvoering.objects.for_user(gebruiker_van(request))), pk=pk)
    return uitvoering


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    """All that somebody may see, the newest first."""
    gebruiker = gebruiker_van(request)
    if not rules.ziet_uitvoering(gebruiker):
        raise PermissionDenied
    zichtbaar = met_stand(Uitvoering.objects.for_user(gebruiker))
    blad = bladzijde(zichtbaar, na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    return render(
        request,
        "aanvragen/uitvoering/lijst.html",
        {
            "rijen": [(rij, teksten.badge(rij), nog_open(rij)) for rij in blad.rijen],
            **bladerlinks(blad, pad=request.path, gevraagd=request.GET),
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
        },
    )


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    uitvoering = haal(request, pk)
    context = {"uitvoering": uitvoering, "pagina": pagina(uitvoering, gebruiker_van(request))}
    return render(request, "aanvragen/uitvoering/detail.html", context)


@require_safe
@login_required
def agenda(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The appointment as a file for one's own calendar."""
    zichtbaar = Afspraak.objects.for_user(gebruiker_van(request)).select_related("uitvoering__aanvraag__school")
    afspraak = get_object_or_404(zichtbaar, pk=pk)
    antwoord = HttpResponse(ical(afspraak), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="afspraak.ics"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord
