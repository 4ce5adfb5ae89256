"""Who else has this dossier open now: kept by every page while it is open, and shown to the colleagues there."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from swv.invullen import samen
from swv.invullen.models import Invuldossier
from swv.invullen.views.basis import Autosave
from swv.organisaties.models import Gebruiker

KLAAR_MET_VRAGEN = 286  # tells htmx to stop asking
PLAATS = "plek"
TOONT = "toont"


def samencontext(dossier: Invuldossier, gebruiker: Gebruiker, onderdeel: str = "") -> dict[str, Any]:
    """For `invullen/_samen.html`. Opening a page counts by itself, so it works without script. Three queries; none
    for who only reads."""
    if not samen.mag_zien(dossier, gebruiker):
        return {"samen": None}
    samen.vertrek(dossier, gebruiker)
    samen.meld(dossier, gebruiker, onderdeel)
    return {"samen": _wie(dossier, gebruiker, onderdeel)}


def _wie(dossier: Invuldossier, gebruiker: Gebruiker, onderdeel: str) -> dict[str, Any]:
    zinnen = samen.ook_bezig(dossier, gebruiker, onderdeel)
    return {"zinnen": zinnen, "plek": onderdeel, "toont": hashlib.sha256("\n".join(zinnen).encode()).hexdigest()[:16]}


class OpenNuView(Autosave):
    """A page that is open says so, and hears who else is there. The same answer as before is no answer, so that a
    screen reader says it once."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        if not samen.mag_zien(dossier, self.gebruiker):
            return HttpResponse(status=KLAAR_MET_VRAGEN)
        plek = request.POST.get(PLAATS, "")
        if plek not in {"", samen.BIJLAGEN, *(deel.code for deel in dossier.onderdelen)}:
            plek = ""
        samen.meld(dossier, self.gebruiker, plek)
        wie = _wie(dossier, self.gebruiker, plek)
        if request.POST.get(TOONT) == wie["toont"]:
            return HttpResponse(status=204)
        return render(request, "invullen/_samen_wie.html", {"samen": wie})
