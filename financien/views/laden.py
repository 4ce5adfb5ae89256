"""Loading a budget: choose a file, look at what it holds, and only then book it."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from financien.forms.laden import BestandKiezenForm, LadingForm
from financien.laadvoorbeeld import voorbeeld
from financien.models import Begrotingslading
from financien.services.laden import (
    lading_aanpassen,
    lading_bevestigen,
    lading_klaarzetten,
    lading_versie,
    lading_weggooien,
)
from financien.views.wie import gebruiker
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("financien.begroting_bijwerken", raise_exception=True)
def laden(request: HttpRequest) -> HttpResponse:
    """Choose a file. It is read at once: what is wrong with it stands beside the field."""
    form = BestandKiezenForm(request.POST or None, request.FILES or None) if request.method == "POST" else None
    if form is not None and form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            lading = lading_klaarzetten(
                naam=bestand.name,
                inhoud=bestand.read(),
                jaar=form.cleaned_data["jaar"],
                tolerantie=form.cleaned_data["tolerantie"],
                door=gebruiker(request),
            )
        except Geweigerd as fout:
            for zin in fout.velden.get("bestand", [fout.zin]):
                form.add_error("bestand", zin)
        else:
            return redirect("financien:laden_voorbeeld", pk=lading.pk)
    wachtend = Begrotingslading.objects.open().filter(door=gebruiker(request)).defer("inhoud")[:10]
    context = {"form": form or BestandKiezenForm(), "wachtend": list(wachtend)}
    return render(request, "financien/laden.html", context, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("financien.begroting_bijwerken", raise_exception=True)
def laden_voorbeeld(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the file would do. From here it is loaded, looked at with another year or tolerance, or forgotten."""
    lading = get_object_or_404(Begrotingslading, pk=pk, door=gebruiker(request))
    if lading.geladen_op is None and not Begrotingslading.objects.open().filter(pk=pk).exists():
        messages.warning(request, "Dit bestand stond te lang klaar en is weggegooid. Kies het opnieuw.")
        return redirect("financien:laden")
    match request.POST.get("doe") if request.method == "POST" else None:
        case "laden":
            return _laden(request, lading)
        case "aanpassen":
            return _aanpassen(request, lading)
        case "weggooien":
            lading_weggooien(lading=lading)
            messages.success(request, f"Het bestand {lading.naam} is weggegooid. Er is niets geladen.")
            return redirect("financien:laden")
        case _:
            return _toon(request, lading)


def _laden(request: HttpRequest, lading: Begrotingslading) -> HttpResponse:
    try:
        verslagen = lading_bevestigen(lading=lading, versie=request.POST.get("versie", ""), door=gebruiker(request))
    except Geweigerd as fout:
        lading.refresh_from_db()
        return _toon(request, lading, weigering=fout)
    jaren = " en ".join(str(verslag.jaar) for verslag in verslagen)
    messages.success(request, f"De begroting van {jaren} is geladen uit {lading.naam}.")
    return redirect("financien:begroting", jaar=verslagen[0].jaar.jaar)


def _aanpassen(request: HttpRequest, lading: Begrotingslading) -> HttpResponse:
    form = LadingForm(request.POST)
    if lading.geladen_op is not None or not form.is_valid():
        return _toon(request, lading, form=form)
    lading_aanpassen(lading=lading, **form.cleaned_data)
    return redirect("financien:laden_voorbeeld", pk=lading.pk)


def _toon(
    request: HttpRequest,
    lading: Begrotingslading,
    *,
    form: LadingForm | None = None,
    weigering: Geweigerd | None = None,
) -> HttpResponse:
    jaren = voorbeeld(lading)
    context = {
        "lading": lading,
        "jaren": jaren,
        "bezwaren": [zin for jaar in jaren for zin in jaar.bezwaren],
        "alles_geladen": all(jaar.is_geladen for jaar in jaren),
        "form": form or LadingForm(initial={"jaar": lading.jaar, "tolerantie": lading.tolerantie}),
        "versie": lading_versie(lading),
        "weigering": weigering,
        "heeft_fouten": weigering is not None,
    }
    status = http_status(weigering) if weigering else 422 if form else 200
    return render(request, "financien/laden_voorbeeld.html", context, status=status)
