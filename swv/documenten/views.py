"""Downloads of attachments and letters, and the public page that says whether a letter is real."""

import hmac
import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from swv.documenten import openbaar
from swv.documenten.codes import lees_code
from swv.documenten.forms import CodeForm, VergelijkForm
from swv.documenten.inzage import inzage_noteren
from swv.documenten.models import Bijlage, Brief, Inzage
from swv.documenten.opslag import sha256_van
from swv.documenten.selectors import brief_met_code
from swv.kern.drempel import per_adres

logger = logging.getLogger(__name__)

MAX_ONBEKEND = 20  # codes that do not exist, per address in fifteen minutes
MAX_VERGELIJKEN = 20  # files compared, likewise


# --- Downloads ---------------------------------------------------------------------------------------------


@require_safe
@login_required
def bijlage(request: HttpRequest, pk: UUID) -> FileResponse:
    """Download an attachment. A file of somebody else's dossier answers exactly as one that does not exist."""
    rij = get_object_or_404(Bijlage.objects.aanwezig().select_related("content_type"), pk=pk)
    _noteer_of_404(request, rij, soort=Inzage.Soort.BIJLAGE, omschrijving=rij.bestandsnaam)
    return _download(rij.bestand, sha256=rij.sha256, naam=rij.bestandsnaam, inhoudstype=rij.inhoudstype)


@require_safe
@login_required
def brief(request: HttpRequest, pk: UUID) -> FileResponse:
    """Download a filed letter. The file name holds kenmerk and kind, no names of people."""
    rij = get_object_or_404(Brief.objects.opgeslagen().defer("html"), pk=pk)
    _noteer_of_404(request, rij, soort=Inzage.Soort.BRIEF, omschrijving=str(rij))
    naam = f"{slugify(rij.kenmerk).upper()}-{slugify(rij.soort)}.pdf"
    return _download(rij.pdf, sha256=rij.sha256, naam=naam, inhoudstype="application/pdf")


def _noteer_of_404(request: HttpRequest, rij: Bijlage | Brief, *, soort: str, omschrijving: str) -> None:
    """Write down who gets this file, or who was refused, before anything is sent."""
    if not inzage_noteren(request, rij, soort=soort, omschrijving=omschrijving).is_toegestaan:
        raise Http404


def _download(bestand: Any, *, sha256: str, naam: str, inhoudstype: str) -> FileResponse:
    """The file as it was stored. A file that is gone or changed on disk is never served."""
    try:
        stroom = bestand.open("rb")
    except FileNotFoundError:
        logger.critical("Bestand ontbreekt: %s", bestand.name)
        raise Http404 from None
    if not hmac.compare_digest(sha256_van(stroom), sha256):
        stroom.close()
        logger.critical("Bestand is veranderd op de schijf: %s", bestand.name)
        raise Http404
    antwoord = FileResponse(stroom, as_attachment=True, filename=naam, content_type=inhoudstype)
    antwoord["X-Content-Type-Options"] = "nosniff"
    antwoord["Content-Security-Policy"] = "default-src 'none'; sandbox"
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


# --- Is this letter real? ----------------------------------------------------------------------------------


@require_safe
@never_cache
def verificatie(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a letter."""
    if "code" not in request.GET:
        return render(request, "documenten/verificatie.html", {"form": CodeForm()})
    form = CodeForm(request.GET)
    if not form.is_valid():
        return render(request, "documenten/verificatie.html", {"form": form})
    if code := lees_code(form.cleaned_data["code"]):
        return redirect("documenten:verificatie", code)
    form.add_error("code", "Deze code klopt niet. Typ de 16 letters en cijfers over zoals ze in de brief staan.")
    return render(request, "documenten/verificatie.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verificatie_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a letter with this code exists and still holds; with a file, whether it is that letter."""
    onbekend = per_adres(request, "onbekende brief", hoogstens=MAX_ONBEKEND)
    if onbekend.is_bereikt:
        return render(request, "documenten/verificatie_te_vaak.html", status=429)
    if (gelezen := lees_code(code)) and gelezen != code and request.method != "POST":
        return redirect("documenten:verificatie", gelezen)
    rij = brief_met_code(code)
    if rij is None:
        onbekend.tel()
        form = CodeForm(initial={"code": gelezen or ""})
        return render(request, "documenten/verificatie_onbekend.html", {"form": form}, status=404)
    context: dict[str, Any] = {"brief": rij, "openbaar": openbaar.over(rij), "form": VergelijkForm()}
    if request.method == "POST":
        vergelijken = per_adres(request, "brief vergelijken", hoogstens=MAX_VERGELIJKEN)
        if vergelijken.is_bereikt:
            return render(request, "documenten/verificatie_te_vaak.html", status=429)
        vergelijken.tel()
        context |= _vergelijk(request, rij)
    return render(request, "documenten/verificatie_gevonden.html", context)


def _vergelijk(request: HttpRequest, rij: Brief) -> dict[str, Any]:
    """Compare a file with the letter that was filed; only its hash is made, nothing is kept."""
    form = VergelijkForm(request.POST, request.FILES)
    if not form.is_valid():
        return {"form": form}
    bestand = form.cleaned_data["bestand"]
    if bestand.size > settings.BIJLAGE_MAX_BYTES:
        form.add_error("bestand", "Dit bestand is te groot om een brief van ons te zijn. Kies de brief als pdf.")
        return {"form": form}
    return {"vergeleken": True, "is_gelijk": hmac.compare_digest(sha256_van(bestand), rij.sha256)}
