"""Adding files per kind of evidence: a refused file never takes the good ones with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from aanvragen.models import Aanvraag
from aanvragen.views.hulp import basiscontext, gebruiker_van, haal
from swv.invullen import services
from swv.invullen.antwoorden import bijlagen as bijlagen_van
from swv.invullen.forms import UploadForm
from swv.invullen.voortgang import bijlagenblokken
from swv.kern.fouten import Geweigerd


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bijlagen(request: HttpRequest, pk: UUID) -> HttpResponse:
    aanvraag = haal(request, pk)
    if not aanvraag.mag_bijlagen(gebruiker_van(request)):
        messages.info(request, "U kunt nu geen bestanden toevoegen. Hier ziet u wat wel kan.")
        return redirect(aanvraag)
    soort = request.POST.get("soort", "")
    form = UploadForm(request.POST, request.FILES, prefix=soort) if request.method == "POST" else None
    fouten: list[str] = []
    if form is not None and form.is_valid():
        goed, fouten = _voeg_toe(request, aanvraag, soort, form.cleaned_data["bestanden"])
        if not fouten:
            messages.success(request, f"Toegevoegd: {', '.join(goed)}.")
            return redirect(f"{request.path}#{soort}")
    status = 422 if fouten or (form is not None and form.errors) else 200
    return render(request, "aanvragen/bijlagen.html", _context(request, aanvraag, soort, form, fouten), status=status)


def _voeg_toe(request: HttpRequest, aanvraag: Aanvraag, soort: str, uploads: list[Any]) -> tuple[list[str], list[str]]:
    """Add each file by itself. Gives the names that were added and a sentence for each that was not."""
    goed, fouten = [], []
    for upload in uploads:
        try:
            bijlage = services.bijlage_bijvoegen(aanvraag, upload=upload, soort=soort, door=gebruiker_van(request))
            goed.append(bijlage.bestandsnaam)
        except Geweigerd as fout:
            fouten.append(fout.zin)
    if goed and fouten:
        messages.success(request, f"Toegevoegd: {', '.join(goed)}.")
    return goed, fouten


def _context(
    request: HttpRequest, aanvraag: Aanvraag, soort: str, form: UploadForm | None, fouten: list[str]
) -> dict[str, Any]:
    grens = aanvraag.verstuurd_tot
    fout_form = form if form is not None and form.errors else None
    blokken: list[dict[str, Any]] = [
        {
            "stuk": blok.stuk,
            "bijlagen": [(bijlage, grens is None or bijlage.op >= grens) for bijlage in blok.bijlagen],
            "form": fout_form if fout_form and soort == blok.stuk.code else UploadForm(prefix=blok.stuk.code),
            "fouten": fouten if soort == blok.stuk.code else [],
            "ontbreekt": blok.ontbreekt,
        }
        for blok in bijlagenblokken(aanvraag)
    ]
    bekend = {blok["stuk"].code for blok in blokken}
    return basiscontext(
        aanvraag,
        blokken=blokken,
        losse_fouten=fouten if soort not in bekend else [],
        heeft_fouten=bool(fouten) or bool(form is not None and form.errors),
    )


@require_POST
@login_required
def weghalen(request: HttpRequest, pk: UUID, bijlage: UUID) -> HttpResponse:
    aanvraag = haal(request, pk)
    rij = get_object_or_404(bijlagen_van(aanvraag), pk=bijlage)
    try:
        services.bijlage_weghalen(aanvraag, bijlage=rij, door=gebruiker_van(request))
        messages.success(request, f"‘{rij.bestandsnaam}’ is verwijderd.")
    except Geweigerd as fout:
        messages.error(request, fout.zin)
    return redirect("aanvragen:bijlagen", pk)
