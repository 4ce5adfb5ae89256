"""The monitors on screen: lists, one dossier with its acts, registering a pupil, and the figures."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.leerling import leerlinggegevens
from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.kern.deuren import Handelingpagina
from swv.kern.fouten import Geweigerd
from swv.kern.models import Gebeurtenis
from swv.kern.uitvoer import FORMATEN, tabelbestand
from swv.organisaties.models import Gebruiker
from swv.termijnen.selectors import overzicht
from toelating.models import Aanmelding, Thuiszitter
from toelating.models.aanmelding import MET_ZORGPLICHT
from toelating.models.thuiszitter import LOPEND
from toelating.monitors import rules, selectors, services, teksten
from toelating.monitors.cijfers.rapport import KOPPEN, MAANDKOPPEN, cellen, maandnaam, rapport, tabelrijen
from toelating.monitors.forms.aanmelding import NieuweAanmeldingForm
from toelating.monitors.forms.basis import NieuwForm
from toelating.monitors.forms.thuiszitter import NieuweThuiszitterForm
from toelating.monitors.workflow import aanmelding as op_aanmelding
from toelating.monitors.workflow import thuiszitter as op_thuiszitter
from toelating.views.cijfers import periode_van, perioden

inzien = permission_required("toelating.monitors_inzien", raise_exception=True)
melden = permission_required("toelating.monitors_melden", raise_exception=True)
cijfers_inzien = permission_required("toelating.monitors_cijfers", raise_exception=True)


def _lijstcontext(request: HttpRequest, gebruiker: Gebruiker) -> dict[str, Any]:
    """Who works for the region reads pupils in a dossier, never in a list."""
    is_regio = gebruiker.has_perm("toelating.monitors_regio")
    return {
        "toon_naam": not is_regio,
        "toon_school": is_regio or len(gebruiker.school_ids) > 1,
        "is_afgelopen": request.GET.get("toon") == "afgelopen",
        "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
    }


@require_safe
@login_required
@inzien
def thuiszitters(request: HttpRequest) -> HttpResponse:
    """What runs, the longest on top; with `?toon=afgelopen` what ended, the newest first."""
    gebruiker = gebruiker_van(request)
    context, rijen = _lijstcontext(request, gebruiker), selectors.thuiszitters(gebruiker)
    if context["is_afgelopen"]:
        context |= _afgelopen(request, rijen.exclude(status__in=LOPEND), "toelating:thuiszitters")
    else:
        context["rijen"] = rijen.lopend().langste_eerst()[: selectors.HOOGSTENS]
    regels = [
        (rij, teksten.stand_thuiszitter(rij), teksten.weken_in_woorden(rij), teksten.aan_zet_kort(rij))
        for rij in context.pop("rijen")
    ]
    telling = {
        "thuis": sum(rij.is_geteld for rij, *_ in regels),
        "te_lang": sum(rij.is_te_lang for rij, *_ in regels),
    }
    return render(request, "toelating/monitors/thuiszitters.html", {**context, "regels": regels, "telling": telling})


@require_safe
@login_required
@inzien
def aanmeldingen(request: HttpRequest) -> HttpResponse:
    """What runs, the earliest last day on top; with `?toon=afgelopen` what ended."""
    gebruiker = gebruiker_van(request)
    context, rijen = _lijstcontext(request, gebruiker), selectors.aanmeldingen(gebruiker)
    if context["is_afgelopen"]:
        context |= _afgelopen(request, rijen.exclude(status__in=MET_ZORGPLICHT), "toelating:aanmeldingen")
    else:
        context["rijen"] = rijen.open().order_by("beslisdatum", "kenmerk")[: selectors.HOOGSTENS]
    regels = [(rij, teksten.stand_aanmelding(rij)) for rij in context.pop("rijen")]
    return render(request, "toelating/monitors/aanmeldingen.html", {**context, "regels": regels})


def _afgelopen(request: HttpRequest, rijen: Any, adres: str) -> dict[str, Any]:
    blad = bladzijde(rijen, na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    return {"rijen": blad.rijen, **bladerlinks(blad, pad=reverse(adres), gevraagd=request.GET)}


# --- One dossier -----------------------------------------------------------------------------------------------------


def haal_thuiszitter(request: HttpRequest, pk: UUID) -> Thuiszitter:
    """Raises Http404: a foreign one is a missing one."""
    return get_object_or_404(selectors.thuiszitters(gebruiker_van(request)), pk=pk)


def haal_aanmelding(request: HttpRequest, pk: UUID) -> Aanmelding:
    return get_object_or_404(selectors.aanmeldingen(gebruiker_van(request)), pk=pk)


def _dossiercontext(request: HttpRequest, dossier: Aanmelding | Thuiszitter, workflow: Any) -> dict[str, Any]:
    gebruiker = gebruiker_van(request)
    naam = dossier._meta.model_name
    knoppen = [(rij, teksten.knopsoort(rij)) for rij in workflow.available(dossier, gebruiker)]
    in_beheer = gebruiker.has_perm(f"toelating.view_{naam}")
    return {
        "dossier": dossier,
        "knoppen": sorted(knoppen, key=lambda paar: paar[1] != "primair"),
        "gebeurtenissen": list(Gebeurtenis.objects.van(dossier).openbaar().select_related("door")),
        "verwijzingen": selectors.verwijzingen(gebruiker, dossier),
        "handeling_adres": f"toelating:{naam}_handeling",
        "beheer_url": reverse(f"admin:toelating_{naam}_change", args=[dossier.pk]) if in_beheer else "",
    }


@require_safe
@login_required
def thuiszitter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Since when, the plan, who is at bat, what can be done now, and what happened."""
    melding = haal_thuiszitter(request, pk)
    context = _dossiercontext(request, melding, op_thuiszitter.workflow)
    context |= {
        "stand": teksten.stand_thuiszitter(melding),
        "lijst_naam": "Thuiszitters",
        "lijst_url": reverse("toelating:thuiszitters"),
        "weken": teksten.weken_in_woorden(melding),
        "notities": selectors.notities(gebruiker_van(request), melding),
    }
    return render(request, "toelating/monitors/thuiszitter.html", context)


@require_safe
@login_required
def aanmelding(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the decision stands, why the last day is what it is, what can be done now, and what happened."""
    rij = haal_aanmelding(request, pk)
    context = _dossiercontext(request, rij, op_aanmelding.workflow)
    context |= {
        "stand": teksten.stand_aanmelding(rij),
        "lijst_naam": "Zorgplicht",
        "lijst_url": reverse("toelating:aanmeldingen"),
        "termijnen": overzicht(rij),
    }
    return render(request, "toelating/monitors/aanmelding.html", context)


class MonitorHandeling(Handelingpagina):
    """One act on a dossier."""

    woorden = teksten
    template_name = "toelating/monitors/handeling.html"

    def boven(self, dossier: Aanmelding | Thuiszitter) -> str:
        return f"{dossier.kenmerk} · {dossier.school.naam}"


class ThuiszitterHandeling(MonitorHandeling):
    workflow = op_thuiszitter.workflow

    def get_dossier(self) -> Thuiszitter:
        return haal_thuiszitter(self.request, self.kwargs["pk"])


class AanmeldingHandeling(MonitorHandeling):
    workflow = op_aanmelding.workflow

    def get_dossier(self) -> Aanmelding:
        return haal_aanmelding(self.request, self.kwargs["pk"])


# --- Registering -----------------------------------------------------------------------------------------------------


def _vastleggen(
    request: HttpRequest,
    vorm: type[NieuwForm],
    dienst: Callable[..., Aanmelding | Thuiszitter],
    context: dict[str, Any],
) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    scholen = rules.scholen_om_te_melden(gebruiker)
    if not scholen:
        raise PermissionDenied("U werkt niet voor een school van dit samenwerkingsverband.")
    form = vorm(request.POST if request.method == "POST" else None, scholen=scholen, initial={"sleutel": uuid4()})
    if form.is_bound and form.is_valid():
        gegevens = {naam: waarde for naam, waarde in form.cleaned_data.items() if naam not in form.van_de_leerling}
        leerling = leerlinggegevens(form.cleaned_data)
        try:
            dossier = dienst(school=form.school_gekozen, leerling=leerling, door=gebruiker, **gegevens)
        except Geweigerd as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, context["gelukt"])
            return redirect(dossier)
    return render(
        request, "toelating/monitors/nieuw.html", {**context, "form": form}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@melden
def thuiszitter_nieuw(request: HttpRequest) -> HttpResponse:
    context = {
        "titel": "Thuiszitter melden",
        "uitleg": "Meld het meteen, ook als thuiszitten alleen nog dreigt. Het bureau en uw bestuur krijgen bericht.",
        "knop": "Melden",
        "lijst_naam": "Thuiszitters",
        "lijst_url": reverse("toelating:thuiszitters"),
        "gelukt": "De melding is gedaan. Spreek nu een eerste stap af.",
    }
    return _vastleggen(request, NieuweThuiszitterForm, services.thuiszitter_melden, context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@melden
def aanmelding_nieuw(request: HttpRequest) -> HttpResponse:
    context = {
        "titel": "Aanmelding vastleggen",
        "uitleg": "Voor een leerling die schriftelijk is aangemeld en extra ondersteuning nodig heeft. De school "
        "besluit binnen zes weken. Dat kan één keer met vier weken worden verlengd.",
        "knop": "Vastleggen",
        "lijst_naam": "Zorgplicht",
        "lijst_url": reverse("toelating:aanmeldingen"),
        "gelukt": "De aanmelding is vastgelegd. U ziet hieronder tot wanneer de school kan besluiten.",
    }
    return _vastleggen(request, NieuweAanmeldingForm, services.aanmelding_vastleggen, context)


# --- The figures -----------------------------------------------------------------------------------------------------


@require_safe
@login_required
@cijfers_inzien
def cijfers(request: HttpRequest) -> HttpResponse:
    """`?delen=1` is the version to share."""
    gebruiker, is_dicht = gebruiker_van(request), request.GET.get("delen") == "1"
    verslag = rapport(gebruiker, periode_van(request), dicht=is_dicht)
    context = {
        "rapport": verslag,
        "is_regio": gebruiker.has_perm("toelating.monitors_regio"),
        "perioden": perioden(),
        "koppen": MAANDKOPPEN,
        "maanden": [
            (maandnaam(maand.peildag), list(zip(MAANDKOPPEN[1:], rij, strict=True)))
            for maand, rij in zip(verslag.maanden, cellen(verslag.maanden, dicht=is_dicht), strict=True)
        ],
        "tabellen": [
            (tabel, tabel.tekst(dicht=is_dicht), tabel.somtekst(dicht=is_dicht)) for tabel in verslag.tabellen
        ],
        "downloads": [
            (
                f"Download als {soort.naam}",
                f"{reverse('toelating:monitorcijfers_bestand', args=[code])}?jaar={verslag.periode.jaar}",
            )
            for code, soort in FORMATEN.items()
        ],
    }
    return render(request, "toelating/monitors/cijfers.html", context)


@require_safe
@login_required
@cijfers_inzien
def cijfers_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same as a file; a file goes outside, so small counts stay hidden for everybody."""
    if formaat not in FORMATEN:
        raise Http404
    verslag = rapport(gebruiker_van(request), periode_van(request), dicht=True)
    naam = f"Thuiszitters en zorgplicht {verslag.periode.naam}"
    return tabelbestand(formaat, naam=naam, koppen=KOPPEN, rijen=tabelrijen(verslag))
