"""The reports: choose one, see the bookings behind a figure, the pictures, and take files along."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from financien.forms.rapporten import RapportForm
from financien.models import Begrotingsjaar, Begrotingspost
from financien.rapporten import beelden
from financien.rapporten.boekingen import KOPPEN, Cijfer, lees_cijfer
from financien.rapporten.perioden import kalenderjaar
from financien.rapporten.rapport import Blok, maken
from financien.rapporten.rgs import BATEN, LASTEN, zonder_code
from financien.rapporten.vraag import INDELINGEN, Vraag, lees_vraag
from financien.rapporten.xaf import schrijf_xaf, waarom_geen_auditfile
from swv.kern.opmaak import getal
from swv.kern.uitvoer import FORMATEN, bestand, tabelbestand

inzien = permission_required("financien.rapporten_inzien", raise_exception=True)


@require_safe
@login_required
@inzien
def rapporten(request: HttpRequest) -> HttpResponse:
    """A report; everything that was chosen stands in the address, so the page can be shared."""
    jaren = _jaren()
    if not jaren:
        return render(request, "financien/rapport_leeg.html")
    vraag = _vraag(request, jaren)
    rapport = maken(vraag)
    form, getypt = RapportForm(vraag, jaren), request.GET.get("kans", "").strip()
    if kans_onbruikbaar := getypt not in ("", str(vraag.kans)):
        form.initial["kans"] = getypt
    return render(
        request,
        "financien/rapport.html",
        {
            "vraag": vraag,
            "kans_onbruikbaar": kans_onbruikbaar,
            "rapport": rapport,
            "rijkop": INDELINGEN[vraag.indeling][1],
            "blokken": [_blok(vraag, blok) for blok in rapport.blokken],
            "form": form,
            "formaten": _formaten(),
            "jaar": vraag.periode.begrotingsjaar or vraag.periode.van.year,
        },
    )


def _blok(vraag: Vraag, blok: Blok) -> dict[str, Any]:
    """A block as the page shows it: each figure leads to its bookings, unless it is zero."""

    def cellen(sleutel: str, waarden: Any) -> list[dict[str, str]]:
        vast = {"jaar": blok.jaar, "soort": blok.soort, "rij": sleutel}
        return [
            {
                "kop": kolom.kop,
                "tekst": getal(waarde, decimalen=2),
                "adres": vraag.met(**vast, kolom=kolom.code) if waarde else "",
            }
            for kolom, waarde in zip(blok.kolommen, waarden, strict=True)
        ]

    return {
        "titel": f"{blok.titel} (in euro’s)",
        "kolommen": blok.kolommen,
        "rijen": [{"kop": rij.kop, "cellen": cellen(rij.kop.sleutel, rij.waarden)} for rij in blok.rijen],
        "som": cellen("", blok.som),
    }


@require_safe
@login_required
@inzien
def rapport_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same report as a file."""
    vraag = _vraag(request, _jaren())
    koppen, rijen = maken(vraag).tabel()
    return tabelbestand(_formaat(formaat), naam=vraag.titel, koppen=koppen, rijen=rijen)


@require_safe
@login_required
@inzien
def rapport_boekingen(request: HttpRequest) -> HttpResponse:
    """The bookings behind one figure, fifty a page."""
    cijfer = _cijfer(request)
    boekingen, volgende = cijfer.bladzijde(request.GET.get("na", ""))
    return render(
        request,
        "financien/rapport_boekingen.html",
        {
            "cijfer": cijfer,
            "som": cijfer.som(),
            "boekingen": boekingen,
            "is_vervolg": "na" in request.GET,
            "volgende": f"?{cijfer.adres}&na={volgende}" if volgende else "",
            "formaten": _formaten(),
        },
    )


@require_safe
@login_required
@inzien
def rapport_boekingen_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """Every booking behind one figure as a file."""
    cijfer = _cijfer(request)
    naam = f"{cijfer.titel} {cijfer.vraag.periode.naam}"
    return tabelbestand(_formaat(formaat), naam=naam, koppen=KOPPEN, rijen=(b.rij for b in cijfer.alle()))


@require_safe
@login_required
@inzien
def rapport_beeld(request: HttpRequest, jaar: int) -> HttpResponse:
    """The pictures of a year; `?post=` shows how fast one line goes."""
    get_object_or_404(Begrotingsjaar, jaar=jaar)
    posten = list(Begrotingspost.objects.filter(jaar__jaar=jaar, soort="lasten").order_by("volgorde", "code"))
    gekozen = next((post for post in posten if str(post.pk) == request.GET.get("post")), None)
    kans = lees_vraag(request.GET, kalenderjaar(jaar)).kans
    delen = beelden.jaardelen(jaar, kans)
    return render(
        request,
        "financien/rapport_beeld.html",
        {
            "jaar": jaar,
            "jaren": _jaren(),
            "posten": posten,
            "gekozen": gekozen,
            "kans": kans,
            "verloop": beelden.verloop(
                jaar,
                naam=str(gekozen or "alle lasten"),
                vandaag=timezone.localdate(),
                post_id=gekozen.pk if gekozen else None,
            ),
            "besteding": beelden.besteding(jaar, delen),
            "verwachting": beelden.verwachting(jaar, delen, kans),
        },
    )


@require_safe
@login_required
@inzien
def rapport_boekhouding(request: HttpRequest, jaar: int) -> HttpResponse:
    """What goes to the bookkeeping package, and which lines still need a code for it."""
    return _boekhouding(request, jaar)


def _boekhouding(request: HttpRequest, jaar: int, *, status: int = 200) -> HttpResponse:
    context = {
        "jaar": get_object_or_404(Begrotingsjaar, jaar=jaar),
        "jaren": _jaren(),
        "zonder": zonder_code(jaar),
        "waarom_niet": waarom_geen_auditfile(),
        "lasten": LASTEN,
        "baten": BATEN,
    }
    return render(request, "financien/rapport_boekhouding.html", context, status=status)


@require_safe
@login_required
@inzien
def rapport_xaf(request: HttpRequest, jaar: int) -> HttpResponseBase:
    """The auditfile of a year; when it cannot be made yet, the page that says what is missing."""
    get_object_or_404(Begrotingsjaar, jaar=jaar)
    if waarom_geen_auditfile():
        return _boekhouding(request, jaar, status=422)
    return bestand(lambda uit: schrijf_xaf(uit, jaar), naam=f"auditfile {jaar}", extensie="xaf", mime="application/xml")


def _jaren() -> list[int]:
    return list(Begrotingsjaar.objects.values_list("jaar", flat=True))


def _vraag(request: HttpRequest, jaren: list[int]) -> Vraag:
    """What the address asks; without a period the year of today, or the nearest year with a budget."""
    nu = timezone.localdate().year
    return lees_vraag(request.GET, kalenderjaar(min(jaren, key=lambda jaar: (abs(jaar - nu), jaar), default=nu)))


def _cijfer(request: HttpRequest) -> Cijfer:
    cijfer = lees_cijfer(_vraag(request, []), request.GET)
    if cijfer is None:
        raise Http404
    return cijfer


def _formaat(formaat: str) -> str:
    if formaat not in FORMATEN:
        raise Http404
    return formaat


def _formaten() -> list[tuple[str, str]]:
    return [(code, formaat.naam) for code, formaat in FORMATEN.items()]
