"""For bureau and directeur-bestuurder: how every school stands, and which facility is where."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from swv.kern.uitvoer import FORMATEN, Rij, tabelbestand
from voorzieningen.profielen import selectors, teksten
from voorzieningen.profielen.forms import GROEPEN, STANDEN, DekkingForm, OverzichtForm
from voorzieningen.profielen.onderdelen import op_school
from voorzieningen.profielen.selectors import Dekking, Schoolstand

overzien = permission_required("voorzieningen.profielen_overzien", raise_exception=True)

OVERZICHT_KOPPEN = (
    "School", "Code", "Schoolbestuur", "Plaats", "Stand", "Gepubliceerd op", "Geldig tot", "Nieuwe versie",
    "Checklist", "Vragen gehaald in procenten", "Norm in procenten", "Haalt de norm",
)  # fmt: skip


def _gevraagde_standen(request: HttpRequest) -> tuple[OverzichtForm, list[Schoolstand], list[Schoolstand]]:
    """The form, every school, and the schools that the filters leave. A filter that is wrong filters nothing."""
    form = OverzichtForm(request.GET)
    form.is_valid()
    gevraagd = form.cleaned_data
    alle = selectors.schoolstanden(list(selectors.leden().order_by("naam", "code")), timezone.localdate())
    bestuur, zoek, stand = gevraagd.get("bestuur"), (gevraagd.get("zoek") or "").lower(), gevraagd.get("stand")
    over = [
        rij
        for rij in alle
        if (not bestuur or rij.school.bestuur_id == bestuur.pk)
        and zoek in rij.school.naam.lower()
        and (not stand or stand in rij.standen)
    ]
    return form, alle, over


@require_safe
@login_required
@overzien
def overzicht(request: HttpRequest) -> HttpResponse:
    """A row per school: profile, version in the making, last checklist. The piles on top are links."""
    form, alle, over = _gevraagde_standen(request)
    aantallen = Counter(stand for rij in alle for stand in rij.standen)
    vraag = request.GET.urlencode()
    context = {
        "form": form,
        "heeft_fouten": bool(form.errors),
        "stapels": [(code, naam, aantallen[code]) for code, naam in STANDEN],
        "gekozen": form.cleaned_data.get("stand", ""),
        "regels": [(rij, teksten.STAND[rij.stand]) for rij in over],
        "alles": len(alle),
        "downloads": _downloads("profielen:overzicht_bestand", vraag),
    }
    return render(request, "voorzieningen/profielen/overzicht.html", context, status=422 if form.errors else 200)


def _downloads(naam: str, vraag: str) -> list[tuple[str, str]]:
    return [
        (f"Download als {soort.naam}", f"{reverse(naam, args=[code])}{'?' if vraag else ''}{vraag}")
        for code, soort in FORMATEN.items()
    ]


@require_safe
@login_required
@overzien
def overzicht_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same rows as a file."""
    if formaat not in FORMATEN:
        raise Http404
    _, _, over = _gevraagde_standen(request)
    return tabelbestand(
        formaat, naam="Schoolprofielen", koppen=OVERZICHT_KOPPEN, rijen=(_overzichtrij(rij) for rij in over)
    )


def _overzichtrij(stand: Schoolstand) -> Rij:
    school, profiel, score = stand.school, stand.profiel, stand.score
    return (
        school.naam,
        school.code,
        school.bestuur.naam,
        school.plaats,
        teksten.STAND[stand.stand][0],
        profiel.gepubliceerd_op if profiel else None,
        profiel.geldig_tot if profiel else None,
        stand.bezig is not None,
        stand.checklist.schooljaar_naam if stand.checklist else None,
        score.procent if score else None,
        score.regel.norm if score else None,
        score.haalt_norm if score else None,
    )


# --- Which facility is where -------------------------------------------------------------------------------


def _gevraagde_dekking(request: HttpRequest) -> tuple[DekkingForm, str, Dekking]:
    form = DekkingForm(request.GET)
    form.is_valid()
    gevraagd = form.cleaned_data
    per = gevraagd.get("per") or GROEPEN[0][0]
    dekking = selectors.dekking(op_school(), per=per, soort=gevraagd.get("soort", ""))
    if gevraagd.get("gaten"):
        dekking = Dekking(dekking.groepen, tuple(rij for rij in dekking.regels if rij.ontbreekt))
    return form, per, dekking


@require_safe
@login_required
@overzien
def dekking(request: HttpRequest) -> HttpResponse:
    """Which schools have which facility, per board, place or school: what covers the region, and what is missing."""
    form, per, tabel = _gevraagde_dekking(request)
    context: dict[str, Any] = {
        "form": form,
        "heeft_fouten": bool(form.errors),
        "per": per,
        "dekking": tabel,
        "regels": [(rij, [*zip(rij.aantallen, tabel.groepen, strict=True)]) for rij in tabel.regels],
        "downloads": _downloads("profielen:dekking_bestand", request.GET.urlencode()),
    }
    return render(request, "voorzieningen/profielen/dekking.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
@overzien
def dekking_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same table as a file: a column per group with how many schools have it."""
    if formaat not in FORMATEN:
        raise Http404
    _, _, tabel = _gevraagde_dekking(request)
    groepen = (f"{groep.naam} ({groep.met_profiel} van {len(groep.scholen)} met profiel)" for groep in tabel.groepen)
    koppen = ["Voorziening", "Soort", "Aantal scholen", *groepen]
    return tabelbestand(formaat, naam="Dekkend aanbod", koppen=koppen, rijen=_dekkingrijen(tabel))


def _dekkingrijen(tabel: Dekking) -> Iterator[Rij]:
    for rij in tabel.regels:
        bekend = zip(rij.aantallen, tabel.groepen, strict=True)
        aantallen = (aantal if groep.met_profiel else "niet bekend" for aantal, groep in bekend)
        yield (rij.voorziening.naam, rij.voorziening.soort, len(rij.scholen), *aantallen)
