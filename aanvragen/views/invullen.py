"""One page per part of the form. Whatever is typed is kept, right or wrong; nobody overwrites unseen."""

import hashlib
import json
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from aanvragen.models import Aanvraag
from aanvragen.views.hulp import basiscontext, gebruiker_van, haal, haal_onderdeel
from swv.invullen import services
from swv.invullen.antwoorden import KLAAR, formulier, ruw
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm
from swv.invullen.voortgang import voortgang as voortgang_van
from swv.kern.deuren import geheel, http_status
from swv.kern.fouten import Geweigerd, Verouderd
from swv.kern.opmaak import tijd

GEZIEN_BLIJFT = 12 * 60 * 60  # seconds: as long as a session can last
CONTROLE = "controle"
NAKIJKEN = "nakijken"
# Names of hidden fields and buttons of the page: no question of a kind may be called so (a test sees to it).
EIGEN_NAMEN = frozenset({"versie", "pagina", "basis", "terug", "later", "csrfmiddlewaretoken"})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def onderdeel(request: HttpRequest, pk: UUID, onderdeel: str) -> HttpResponse:
    aanvraag = haal(request, pk)
    deel = haal_onderdeel(aanvraag, onderdeel)
    if not aanvraag.mag_invullen(gebruiker_van(request)) and request.method != "POST":
        messages.info(request, "U kunt deze aanvraag nu niet wijzigen. Hier ziet u wat wel kan.")
        return redirect(aanvraag)
    if request.method == "POST":
        return _bewaren_en_verder(request, aanvraag, deel)
    form = formulier(aanvraag, deel)
    if request.GET.get("terug") != CONTROLE and NAKIJKEN not in request.GET:
        form = deel.form(initial=aanvraag.antwoorden.get(deel.code) or {}, regeling=aanvraag.regeling)
    return _toon(request, aanvraag, deel, form)


def _bewaren_en_verder(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel) -> HttpResponse:
    form = deel.form(request.POST, regeling=aanvraag.regeling, peildatum=aanvraag.peildatum)
    try:
        aanvraag = _bewaar(request, aanvraag, deel, form)
    except Verouderd as fout:
        return _toon_beide(request, haal(request, aanvraag.pk), deel, fout)
    except Geweigerd as fout:
        return _toon(request, haal(request, aanvraag.pk), deel, form, weigering=fout)
    if "later" in request.POST:
        messages.success(request, "Uw tekst is bewaard. U kunt later verder.")
        return redirect(aanvraag)
    if not form.is_valid():
        return redirect(_nakijken(request, aanvraag, deel))
    return redirect(_verder(request, aanvraag, deel))


def _nakijken(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel) -> str:
    """The same page with what is wrong. What was typed is kept already, so the Back button never sends it again."""
    vraag = {NAKIJKEN: "1"} | ({"terug": CONTROLE} if request.POST.get("terug") == CONTROLE else {})
    return f"{reverse('aanvragen:onderdeel', args=[aanvraag.pk, deel.code])}?{urlencode(vraag)}"


def _verder(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel) -> str:
    """Back to the summary when one came from there, otherwise to the next thing that is not done."""
    if request.POST.get("terug") == CONTROLE:
        return reverse("aanvragen:controleren", args=[aanvraag.pk])
    voortgang = voortgang_van(aanvraag)
    codes = [taak.onderdeel.code for taak in voortgang.taken if taak.status != KLAAR]
    later = [rij.code for rij in aanvraag.declaratie.onderdelen]
    later = later[later.index(deel.code) + 1 :]
    if volgende := next((code for code in (*later, *codes) if code in codes), None):
        return reverse("aanvragen:onderdeel", args=[aanvraag.pk, volgende])
    if voortgang.bijlagen != KLAAR:
        return reverse("aanvragen:bijlagen", args=[aanvraag.pk])
    return reverse("aanvragen:controleren", args=[aanvraag.pk])


@require_POST
def bewaren(request: HttpRequest, pk: UUID, onderdeel: str) -> HttpResponse:
    """Autosave: keeps what is typed and says when; in a stale page it keeps nothing and says so."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    aanvraag = haal(request, pk)
    deel = haal_onderdeel(aanvraag, onderdeel)
    form = deel.form(request.POST, regeling=aanvraag.regeling)
    try:
        aanvraag = _bewaar(request, aanvraag, deel, form)
    except Verouderd:
        return render(request, "aanvragen/_niet_bewaard.html", {"is_verouderd": True})
    except Geweigerd as fout:
        return render(request, "aanvragen/_niet_bewaard.html", {"weigering": fout})
    return render(request, "aanvragen/_bewaard.html", {"aanvraag": aanvraag, "moment": aanvraag.bewaard_op})


# --- Keeping -------------------------------------------------------------------------------------------------


def _bewaar(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel, form: OnderdeelForm) -> Aanvraag:
    """Keep a part. Only a change of this same part since it was shown makes the page stale.

    Raises Verouderd, or another Geweigerd when it cannot be changed now.
    """
    getypt = ruw(form, request.POST)
    versie = geheel(request.POST.get("versie")) or 0
    _onthoud(request, aanvraag, deel, getypt)
    bewaar = partial(services.antwoorden_bewaren, onderdeel=deel.code, antwoorden=getypt, door=gebruiker_van(request))
    try:
        return bewaar(aanvraag, versie=versie)
    except Verouderd:
        nu = haal(request, aanvraag.pk)
        if not _is_gezien(request, nu, deel):
            raise
        return bewaar(nu, versie=nu.versie)


def _sleutel(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel, antwoorden: Any) -> str:
    inhoud = hashlib.sha256(json.dumps(antwoorden or {}, sort_keys=True).encode()).hexdigest()
    pagina = request.POST.get("pagina", "")[:40]
    return f"gezien:{request.user.pk}:{aanvraag.pk}:{deel.code}:{hashlib.sha256(pagina.encode()).hexdigest()}:{inhoud}"


def _onthoud(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel, antwoorden: Any) -> None:
    """Note that this open page wrote or showed this text: its own save under way is no colleague's change."""
    cache.set(_sleutel(request, aanvraag, deel, antwoorden), 1, GEZIEN_BLIJFT)


def _is_gezien(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel) -> bool:
    """Whether what is stored for this part now was shown on or written by this very page."""
    if request.POST.get("basis") == vingerafdruk(aanvraag, deel):
        return True
    return cache.get(_sleutel(request, aanvraag, deel, aanvraag.antwoorden.get(deel.code))) is not None


def vingerafdruk(aanvraag: Aanvraag, deel: Onderdeel) -> str:
    """Stands for what is stored in one part, for a hidden field."""
    inhoud = json.dumps(aanvraag.antwoorden.get(deel.code) or {}, sort_keys=True)
    return hashlib.sha256(inhoud.encode()).hexdigest()[:32]


# --- Showing -------------------------------------------------------------------------------------------------


def _toon(
    request: HttpRequest,
    aanvraag: Aanvraag,
    deel: Onderdeel,
    form: OnderdeelForm,
    *,
    weigering: Geweigerd | None = None,
) -> HttpResponse:
    status = http_status(weigering) if weigering else 422 if request.method == "POST" else 200
    context = _context(request, aanvraag, deel, form) | {"weigering": weigering, "heeft_fouten": weigering is not None}
    return render(request, "aanvragen/onderdeel.html", context, status=status)


def _toon_beide(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel, fout: Verouderd) -> HttpResponse:
    """Both versions beside each other. The form holds what was typed; sending it again overwrites on purpose."""
    getypt = ruw(deel.form(request.POST, regeling=aanvraag.regeling), request.POST)
    staat_er = aanvraag.antwoorden.get(deel.code) or {}
    form = deel.form(initial=getypt, regeling=aanvraag.regeling)
    verschillen = [
        {"vraag": veld.label, "getypt": leesbaar(veld, getypt), "staat_er": leesbaar(veld, staat_er)}
        for veld in form
        if getypt.get(veld.name) != staat_er.get(veld.name)
    ]
    context = _context(request, aanvraag, deel, form) | {
        "weigering": fout,
        "heeft_fouten": True,
        "verschillen": verschillen,
        "bewaard_om": tijd(aanvraag.bewaard_op) if aanvraag.bewaard_op else "",
    }
    return render(request, "aanvragen/onderdeel_verouderd.html", context, status=http_status(fout))


def leesbaar(veld: Any, antwoorden: dict[str, Any]) -> str:
    """An answer as people read it; a choice by its words."""
    waarde = antwoorden.get(veld.name)
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    return str(dict(getattr(veld.field, "choices", ())).get(waarde, waarde or ""))


def _context(request: HttpRequest, aanvraag: Aanvraag, deel: Onderdeel, form: OnderdeelForm) -> dict[str, Any]:
    codes = [rij.code for rij in aanvraag.declaratie.onderdelen]
    return basiscontext(
        aanvraag,
        onderdeel=deel,
        form=form,
        nummer=codes.index(deel.code) + 1,
        aantal=len(codes),
        basis=vingerafdruk(aanvraag, deel),
        pagina=request.POST.get("pagina") or uuid4(),
        bewaard_op=aanvraag.bewaard_op if deel.code in aanvraag.antwoorden else None,
        terug=CONTROLE if CONTROLE in (request.GET.get("terug"), request.POST.get("terug")) else "",
    )
