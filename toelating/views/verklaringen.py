"""Lists of TLVs: all that somebody may see, and those without a place."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.kern.uitvoer import tabelbestand
from toelating.filters import VerklaringFilter
from toelating.models import Verklaring
from toelating.verklaringen import met_regel, regel_voor
from toelating.zonder_plaats import KOPPEN, tabelrijen
from toelating.zonder_plaats import zonder_plaats as wachtenden

inzien = permission_required("toelating.verklaringen_inzien", raise_exception=True)


@require_safe
@login_required
@inzien
def verklaringen(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    filterset = VerklaringFilter(request.GET, queryset=Verklaring.objects.for_user(gebruiker), request=request)
    blad = bladzijde(met_regel(filterset.qs), na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    return render(
        request,
        "toelating/verklaring/lijst.html",
        {
            "form": filterset.form,
            "heeft_fouten": bool(filterset.form.errors),
            "regels": [regel_voor(gebruiker, tlv) for tlv in blad.rijen],
            **bladerlinks(blad, pad=reverse("toelating:verklaringen"), gevraagd=request.GET),
            "is_gefilterd": any(filterset.form.cleaned_data.values()),
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
            "toon_naam": not gebruiker.has_perm("toelating.alle_verklaringen_inzien"),
            "vandaag": timezone.localdate(),
        },
    )


@require_safe
@login_required
@inzien
def zonder_plaats(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    lijst = wachtenden(gebruiker)
    context = {"lijst": lijst, "toon_naam": not gebruiker.has_perm("toelating.alle_verklaringen_inzien")}
    return render(request, "toelating/verklaring/zonder_plaats.html", context)


@require_safe
@login_required
@inzien
def zonder_plaats_bestand(request: HttpRequest) -> HttpResponseBase:
    """The same list as a file, by number: the name of a pupil does not leave the portal in a file."""
    lijst = wachtenden(gebruiker_van(request))
    naam = f"TLV zonder plaats {timezone.localdate().isoformat()}"
    return tabelbestand("xlsx", naam=naam, koppen=KOPPEN, rijen=tabelrijen(lijst))
