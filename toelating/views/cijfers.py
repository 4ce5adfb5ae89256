"""The figures of a school year. The bureau sees them as they are; what goes outside hides small counts."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.schooljaar import schooljaar
from swv.kern.uitvoer import FORMATEN, tabelbestand
from swv.organisaties.models import Rolsoort
from toelating.cijfers import beelden
from toelating.cijfers.rapport import KOPPEN, rapport, tabelrijen
from toelating.cijfers.regels import DEELNAMEKOPPEN, TIJDKOPPEN
from toelating.cijfers.tellen import Periode

EERSTE_JAAR = 2025
inzien = permission_required("toelating.cijfers_inzien", raise_exception=True)


@require_safe
@login_required
@inzien
def cijfers(request: HttpRequest) -> HttpResponse:
    """`?delen=1` is the version to share; the controller, who sees no pupils, always gets that one."""
    gebruiker, periode = gebruiker_van(request), periode_van(request)
    mag_alles = gebruiker.has_perm("toelating.alle_verklaringen_inzien")
    verslag = rapport(periode, dicht=not mag_alles or request.GET.get("delen") == "1")
    return render(
        request,
        "toelating/verklaring/cijfers.html",
        {
            "rapport": verslag,
            "perioden": perioden(),
            "mag_alles": mag_alles,
            "tabellen": [
                (tabel, tabel.tekst(dicht=verslag.dicht), tabel.somtekst(dicht=verslag.dicht))
                for tabel in verslag.tabellen
            ],
            "tijdkoppen": TIJDKOPPEN,
            "tijden": [_regel(TIJDKOPPEN, regel.naam, regel.cellen(dicht=verslag.dicht)) for regel in verslag.tijden],
            "deelnamekoppen": DEELNAMEKOPPEN,
            "deelname": [
                _regel(DEELNAMEKOPPEN, regel.deelname.periode.naam, regel.cellen(dicht=verslag.dicht))
                for regel in verslag.deelname
            ],
            "beeld_afgegeven": beelden.afgegeven_per_jaar(verslag),
            "beeld_deelname": beelden.deelname_per_jaar(verslag),
            "mag_invullen": gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.CONTROLLER),
            "formaten": [(code, formaat.naam) for code, formaat in FORMATEN.items()],
        },
    )


def _regel(koppen: tuple[str, ...], naam: str, cellen: list[str]) -> dict[str, object]:
    return {"naam": naam, "cellen": list(zip(koppen[1:], cellen, strict=True))}


@require_safe
@login_required
@inzien
def cijfers_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same figures as a file; a file goes outside, so small counts stay hidden for everybody."""
    if formaat not in FORMATEN:
        raise Http404
    verslag = rapport(periode_van(request), dicht=True)
    naam = f"TLV-cijfers {verslag.periode.naam}"
    return tabelbestand(formaat, naam=naam, koppen=KOPPEN, rijen=tabelrijen(verslag))


def perioden() -> list[Periode]:
    return [Periode(jaar) for jaar in range(schooljaar(timezone.localdate()), EERSTE_JAAR - 1, -1)]


def periode_van(request: HttpRequest) -> Periode:
    """The school year in the address, or the one of today."""
    nu = schooljaar(timezone.localdate())
    gevraagd = request.GET.get("jaar", "")
    jaar = int(gevraagd) if gevraagd.isdecimal() and len(gevraagd) == 4 else nu
    return Periode(min(max(jaar, EERSTE_JAAR), nu))
