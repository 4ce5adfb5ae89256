"""Distributions: the list, a draft with its shares, the preview, and booking it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from financien.aandelenbestand import lees_aandelen
from financien.forms.verdelen import AandelenForm, VastleggenForm, VerdelingForm
from financien.models import Verdeling
from financien.selectors import stand
from financien.services.verdelen import (
    AL_VASTGELEGD,
    aandelen_zetten,
    berekenen,
    verdeling_bewaren,
    verdeling_vastleggen,
    verdeling_weggooien,
    verplichtingen_van,
)
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd, VerkeerdeStatus, Verouderd
from swv.organisaties.models import Gebruiker, School

inzien = permission_required("financien.verdelen_inzien", raise_exception=True)
bewerken = permission_required("financien.verdelen", raise_exception=True)


@require_safe
@login_required
@inzien
def verdelingen(request: HttpRequest) -> HttpResponse:
    """Every distribution: drafts first, then the newest."""
    rijen = Verdeling.objects.select_related("post__jaar").order_by("vastgelegd_op", "-aangemaakt_op")
    concepten = [rij for rij in rijen if not rij.is_vastgelegd]
    vast = sorted((rij for rij in rijen if rij.is_vastgelegd), key=lambda rij: rij.vastgelegd_op, reverse=True)  # type: ignore[arg-type,return-value]
    return render(
        request,
        "financien/verdelen_lijst.html",
        {"concepten": concepten, "vastgelegd": vast, "mag_bewerken": request.user.has_perm("financien.verdelen")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@bewerken
def verdeling_nieuw(request: HttpRequest) -> HttpResponse:
    """Begin a draft; then its shares are asked."""
    assert isinstance(request.user, Gebruiker)
    form = VerdelingForm(request.POST or None, instance=Verdeling(door=request.user))
    if request.method == "POST" and form.is_valid():
        verdeling = verdeling_bewaren(verdeling=form.save(commit=False))
        return redirect("financien:verdeling_aandelen", verdeling_id=verdeling.pk)
    return render(request, "financien/verdelen_gegevens.html", {"form": form, "titel": "Nieuwe verdeling"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@bewerken
def verdeling_gegevens(request: HttpRequest, verdeling_id: UUID) -> HttpResponse:
    """Change what is divided."""
    verdeling = _verdeling(verdeling_id)
    if verdeling.is_vastgelegd:
        return _toon(request, verdeling, weigering=VerkeerdeStatus(AL_VASTGELEGD))
    form = VerdelingForm(request.POST or None, instance=verdeling)
    weigering = None
    if request.method == "POST" and form.is_valid():
        try:
            verdeling_bewaren(verdeling=form.save(commit=False))
            return redirect(verdeling)
        except Geweigerd as fout:
            weigering = fout
    return render(
        request,
        "financien/verdelen_gegevens.html",
        {"form": form, "verdeling": verdeling, "titel": "Gegevens wijzigen", "weigering": weigering},
        status=http_status(weigering) if weigering else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@bewerken
def verdeling_aandelen(request: HttpRequest, verdeling_id: UUID) -> HttpResponse:
    """The share of every school, by hand or from a file."""
    verdeling = _verdeling(verdeling_id)
    if verdeling.is_vastgelegd:
        return _toon(request, verdeling, weigering=VerkeerdeStatus(AL_VASTGELEGD))
    scholen = list(School.objects.leden().order_by("naam", "code"))
    form = AandelenForm(
        request.POST or None,
        request.FILES or None,
        scholen=scholen,
        gewichten=dict(verdeling.aandelen.order_by().values_list("school_id", "gewicht")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            gewichten = form.gewichten()
            if bestand := form.cleaned_data["bestand"]:
                gewichten = lees_aandelen(bestand.read(), bestand.name, {s.code.upper(): s.pk for s in scholen})
            aandelen_zetten(verdeling=verdeling, gewichten=gewichten)
            return redirect(verdeling)
        except Geweigerd as fout:
            for zin in fout.velden.get("bestand", [fout.zin]):
                form.add_error("bestand" if form.cleaned_data.get("bestand") else None, zin)
    return render(request, "financien/verdelen_aandelen.html", {"form": form, "verdeling": verdeling})


@require_safe
@login_required
@inzien
def verdeling(request: HttpRequest, verdeling_id: UUID) -> HttpResponse:
    """What each school gets: the preview of a draft, or what was booked."""
    return _toon(request, _verdeling(verdeling_id))


@require_POST
@login_required
@bewerken
def vastleggen(request: HttpRequest, verdeling_id: UUID) -> HttpResponse:
    """Book it: one commitment per school, all or none."""
    assert isinstance(request.user, Gebruiker)
    verdeling = _verdeling(verdeling_id)
    form = VastleggenForm(request.POST)
    if not form.is_valid():
        return _toon(request, verdeling, form=form)
    try:
        gemaakt = verdeling_vastleggen(
            verdeling=verdeling,
            versie=form.cleaned_data["versie"],
            besluit=form.cleaned_data["besluit"],
            door=request.user,
        )
    except Geweigerd as fout:
        if isinstance(fout, Verouderd):
            form = VastleggenForm(initial={"besluit": form.cleaned_data["besluit"], "versie": verdeling.versie})
        return _toon(request, verdeling, form=form, weigering=fout)
    aantal = "1 toekenning" if len(gemaakt) == 1 else f"{len(gemaakt)} toekenningen"
    messages.success(request, f"De verdeling is vastgelegd: {aantal}.")
    return redirect(verdeling)


@require_POST
@login_required
@bewerken
def weggooien(request: HttpRequest, verdeling_id: UUID) -> HttpResponseRedirect | HttpResponse:
    """Remove a draft."""
    verdeling = _verdeling(verdeling_id)
    try:
        verdeling_weggooien(verdeling=verdeling)
    except Geweigerd as fout:
        return _toon(request, verdeling, weigering=fout)
    messages.success(request, f"{verdeling.naam} is weggegooid.")
    return redirect("financien:verdelingen")


def _verdeling(pk: UUID) -> Verdeling:
    return get_object_or_404(Verdeling.objects.select_related("post__jaar", "door", "vastgelegd_door"), pk=pk)


def _toon(
    request: HttpRequest,
    verdeling: Verdeling,
    *,
    form: VastleggenForm | None = None,
    weigering: Geweigerd | None = None,
) -> HttpResponse:
    berekening = berekenen(verdeling)
    mag_bewerken = request.user.has_perm("financien.verdelen") and not verdeling.is_vastgelegd
    vrij = stand(verdeling.post).vrij
    context = {
        "verdeling": verdeling,
        "berekening": berekening,
        "verplichtingen": verplichtingen_van(verdeling) if verdeling.is_vastgelegd else [],
        "vrij": vrij,
        "over": vrij - berekening.te_verdelen,
        "past": vrij >= berekening.te_verdelen,
        "weigering": weigering,
        "mag_bewerken": mag_bewerken,
        "form": (form or VastleggenForm(initial={"versie": verdeling.versie})) if mag_bewerken else None,
    }
    return render(
        request, "financien/verdelen_detail.html", context, status=http_status(weigering) if weigering else 200
    )
