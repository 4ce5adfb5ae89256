"""Closing a year: what is open and where it goes, and then a fresh code of the second factor."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from financien.afsluitvoorbeeld import Afsluitvoorbeeld, afsluitvoorbeeld
from financien.models import Begrotingsjaar
from financien.services import jaar_afsluiten
from financien.views.wie import gebruiker
from swv.kern.deuren import BEVESTIGD, bevestigd_op, http_status
from swv.kern.fouten import BevestigingNodig, Geweigerd, Verouderd
from swv.kern.opmaak import euro


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("financien.begroting_inzien", raise_exception=True)
def afsluiten(request: HttpRequest, jaar: int) -> HttpResponse:
    """Controller and directeur-bestuurder see what closing would do; only the controller closes."""
    rij = get_object_or_404(Begrotingsjaar.objects.select_related("gesloten_door"), jaar=jaar)
    mag = gebruiker(request).has_perm("financien.begroting_bijwerken")
    if request.method == "POST" and not mag:
        raise PermissionDenied
    if request.method != "POST" or rij.is_gesloten:
        return _toon(request, rij, mag=mag)
    try:
        with transaction.atomic():
            # A second press waits here, and then sees that the year is closed instead of a code that was used.
            if Begrotingsjaar.objects.select_for_update().get(pk=rij.pk).is_gesloten:
                return redirect("financien:afsluiten", jaar=jaar)
            _bevestig(request)
            _is_wat_er_stond(request, rij)
            jaar_afsluiten(jaar=rij, door=gebruiker(request))
    except Geweigerd as fout:
        rij.refresh_from_db()
        return _toon(request, rij, mag=mag, weigering=fout)
    messages.success(request, f"Begrotingsjaar {jaar} is afgesloten. Er kan niets meer op worden geboekt.")
    return redirect("financien:begroting", jaar=jaar)


def _bevestig(request: HttpRequest) -> None:
    """A code of the second factor, now or a moment ago. Raises BevestigingNodig."""
    if bevestigd_op(request) is not None:
        return
    code = request.POST.get("code", "")
    if not code or not gebruiker(request).bevestig(code):
        zin = (
            "Deze code klopt niet of is al gebruikt. Wacht op de volgende code in uw app en vul die in."
            if code
            else "Vul de code uit uw authenticator-app in."
        )
        raise BevestigingNodig(zin, velden={"code": [zin]})
    request.session[BEVESTIGD] = timezone.now().isoformat()


def _is_wat_er_stond(request: HttpRequest, jaar: Begrotingsjaar) -> None:
    """Something may have come in since the page was made. Raises Verouderd."""
    voorbeeld = afsluitvoorbeeld(jaar)
    if request.POST.get("gezien") != _gezien(voorbeeld):
        raise Verouderd(
            f"Er is intussen iets veranderd. Nu gaat {euro(voorbeeld.openstaand)} mee. Bekijk het opnieuw en sluit "
            "daarna af."
        )


def _gezien(voorbeeld: Afsluitvoorbeeld) -> str:
    return f"{voorbeeld.openstaand:.2f};{voorbeeld.gereserveerd:.2f}"


def _toon(request: HttpRequest, jaar: Begrotingsjaar, *, mag: bool, weigering: Geweigerd | None = None) -> HttpResponse:
    voorbeeld = afsluitvoorbeeld(jaar)
    codefout = " ".join(weigering.velden.get("code", [])) if weigering else ""
    context = {
        "jaar": jaar,
        "voorbeeld": voorbeeld,
        "volgend": jaar.jaar + 1,
        "mag_afsluiten": mag and not jaar.is_gesloten and not voorbeeld.bezwaren,
        "is_voorbij": timezone.localdate().year > jaar.jaar,
        "gezien": _gezien(voorbeeld),
        "weigering": weigering,
        "heeft_fouten": weigering is not None,
        "codefout": codefout,
        "vraagt_code": bevestigd_op(request) is None,
        "handeling": {"tweede_factor": True},
    }
    status = http_status(weigering) if weigering else 200
    return render(request, "financien/afsluiten.html", context, status=status)
