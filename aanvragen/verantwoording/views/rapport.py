"""The total report of a school year: page, PDF and files."""

from functools import partial

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aanvragen.verantwoording import rapport as cijfers
from swv.kern.deuren import geheel
from swv.kern.schooljaar import in_woorden
from swv.kern.uitvoer import FORMATEN, bestand, tabelbestand

PDF = "pdf"
inzien = permission_required("verantwoording.rapport_inzien", raise_exception=True)


def _jaar(request: HttpRequest) -> int:
    """The school year in the address, or the newest."""
    jaren = cijfers.jaren()
    gevraagd = geheel(request.GET.get("jaar"))
    return gevraagd if gevraagd in jaren else jaren[0]


@require_safe
@login_required
@inzien
def rapport(request: HttpRequest) -> HttpResponse:
    verslag = cijfers.rapport(_jaar(request))
    context = {
        "rapport": verslag,
        "koppen": cijfers.KOPPEN,
        "jaren": [(jaar, in_woorden(jaar)) for jaar in cijfers.jaren()],
        "formaten": [(PDF, "PDF"), *((code, formaat.naam) for code, formaat in FORMATEN.items())],
    }
    return render(request, "aanvragen/verantwoording/rapport.html", context)


@require_safe
@login_required
@inzien
def rapport_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same figures as a file. Raises Http404 for another format."""
    if formaat != PDF and formaat not in FORMATEN:
        raise Http404
    verslag = cijfers.rapport(_jaar(request))
    naam = f"Verantwoording {verslag.naam}"
    if formaat == PDF:
        return bestand(partial(cijfers.schrijf_pdf, verslag), naam=naam, extensie=PDF, mime="application/pdf")
    return tabelbestand(formaat, naam=naam, koppen=cijfers.BESTANDSKOPPEN, rijen=verslag.bestandsrijen())
