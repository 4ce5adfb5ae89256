"""The forecast of TLVs, what is filled in for it, and the scenario for the share of vso."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from financien.forms.prognose import ALMERE, LEEG_BLIJFT, OpgaveForm, ScenarioForm, TarievenForm, TellingenForm
from financien.kaders import ALMERE_PAD, ALMERE_RESERVE, almere, eigen_begroting
from financien.models import Begrotingsjaar
from financien.models.prognose import teldatum
from financien.prognose import prognose_van
from financien.scenario import Kader, Pad, Scenariojaar, doorrekenen
from financien.selectors import jaar_bij
from financien.services.prognose import tarieven_invoeren, tellingen_invoeren
from swv.kern.fouten import Geweigerd
from swv.kern.grafieken import Grafiek, Reeks, lijnen
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker

inzien = permission_required("financien.prognose_inzien", raise_exception=True)
invullen = permission_required("financien.prognose_invullen", raise_exception=True)
# What the page starts with: half of the costs moves with the share, see financien.scenario.
MEEBEWEGEND = Decimal(50)


@require_safe
@login_required
@inzien
def prognose_nu(request: HttpRequest) -> HttpResponse:
    """To the forecast of this year, or of the nearest year with a budget."""
    jaar = jaar_bij(timezone.localdate().year)
    if jaar is None:
        return render(request, "financien/prognose_leeg.html")
    return redirect("financien:prognose", jaar=jaar)


@require_safe
@login_required
@inzien
def prognose(request: HttpRequest, jaar: int) -> HttpResponse:
    """Expected pupils times amount, beside the budget, with everything that was filled in."""
    jaren = _jaren_met(jaar)
    pagina = prognose_van(jaar)
    return render(
        request,
        "financien/prognose.html",
        {
            "jaar": jaar,
            "jaren": jaren,
            "prognose": pagina.prognose,
            "tellingen": pagina.tellingen,
            "tarieven": pagina.tarieven,
            "mag_invullen": request.user.has_perm("financien.prognose_invullen"),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@invullen
def prognose_leerlingen(request: HttpRequest, jaar: int) -> HttpResponse:
    """Add expected or counted pupils."""
    form = TellingenForm(request.POST or None)
    titel = f"Leerlingen voor {jaar}"
    return _invullen(request, jaar, form, titel=titel, uitleg=f"Het gaat om leerlingen op de teldatum. {LEEG_BLIJFT}")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@invullen
def prognose_bedragen(request: HttpRequest, jaar: int) -> HttpResponse:
    """Add amounts per pupil."""
    form = TarievenForm(request.POST or None)
    uitleg = f"Het ministerie stelt de bedragen elk jaar vast. {LEEG_BLIJFT}"
    return _invullen(request, jaar, form, titel=f"Bedragen per leerling voor {jaar}", uitleg=uitleg)


def _invullen(request: HttpRequest, jaar: int, form: OpgaveForm, *, titel: str, uitleg: str) -> HttpResponse:
    _jaren_met(jaar)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, Gebruiker)
        gegeven: dict[str, Any] = {
            "jaar": jaar,
            "bron": form.cleaned_data["bron"],
            "datum": form.cleaned_data["datum"],
            "door": request.user,
        }
        try:
            if isinstance(form, TellingenForm):
                tellingen_invoeren(soort=form.cleaned_data["soort"], aantallen=form.ingevuld(), **gegeven)
            else:
                tarieven_invoeren(bedragen=form.ingevuld(), **gegeven)
            messages.success(request, "De prognose is bijgewerkt.")
            return redirect("financien:prognose", jaar=jaar)
        except Geweigerd as fout:
            form.add_error(None, fout.zin)
    context = {"form": form, "jaar": jaar, "titel": titel, "uitleg": uitleg, "teldatum": teldatum(jaar)}
    return render(request, "financien/prognose_invullen.html", context)


def _jaren_met(jaar: int) -> list[int]:
    """The years with a budget; a year that is none of them is a missing page."""
    jaren = list(Begrotingsjaar.objects.values_list("jaar", flat=True))
    if jaar not in jaren:
        raise Http404
    return jaren


@require_safe
@login_required
@inzien
def scenario(request: HttpRequest) -> HttpResponse:
    """What another share of pupils in vso does to costs, result and reserve."""
    jaren = list(Begrotingsjaar.objects.values_list("jaar", flat=True))
    begin: dict[str, Any] = {
        "kader": ALMERE,
        "begin": ALMERE_PAD.begin,
        "eind": ALMERE_PAD.eind,
        "jaren": ALMERE_PAD.jaren,
        "mee": MEEBEWEGEND,
        "reserve": ALMERE_RESERVE,
    }
    form = ScenarioForm(request.GET if request.GET else None, begrotingen=jaren, initial=begin)
    context: dict[str, Any] = {"form": form, "heeft_fouten": bool(form.is_bound and not form.is_valid())}
    if not context["heeft_fouten"]:
        context |= _doorgerekend(form.cleaned_data if form.is_bound else begin)
    return render(request, "financien/scenario.html", context)


def _doorgerekend(vragen: dict[str, Any]) -> dict[str, Any]:
    pad = Pad(vragen["begin"], vragen["eind"], vragen["jaren"])
    kader = _kader(vragen)
    if kader is None:
        return {"zonder_vso": True}
    uitkomst = doorrekenen(kader, pad, meebewegend=vragen["mee"])
    zin = _zin(kader, uitkomst)
    return {
        "kader": kader,
        "uitkomst": uitkomst,
        "zin": zin,
        "is_almere": vragen["kader"] == ALMERE,
        "meebewegend": vragen["mee"],
        "beeld": _beeld(kader, uitkomst, zin),
    }


def _beeld(kader: Kader, uitkomst: list[Scenariojaar], zin: str) -> Grafiek:
    """The reserve at the end of each year, beside that of the budget itself and the signal value."""
    return lijnen(
        titel="De reserve per jaar",
        zin=zin,
        punten=[f"Eind {kader.jaren[0].jaar - 1}", *(str(jaar.jaar) for jaar in uitkomst)],
        reeksen=[
            Reeks("Dit scenario", [kader.beginreserve, *(jaar.reserve for jaar in uitkomst)], "hoofd"),
            Reeks("Begroting", [kader.beginreserve, *(j.reserve_kader for j in uitkomst)], "plan"),
            Reeks("Signaleringswaarde", [None, *(jaar.signaleringswaarde for jaar in uitkomst)], "tweede"),
        ],
        kop="Jaar",
    )


def _kader(vragen: dict[str, Any]) -> Kader | None:
    if vragen["kader"] == ALMERE:
        voorbeeld = almere()
        return Kader(voorbeeld.naam, voorbeeld.jaren, voorbeeld.pad, vragen["reserve"])
    return eigen_begroting(int(vragen["kader"]), aandeel=vragen["begin"], beginreserve=vragen["reserve"])


def _zin(kader: Kader, uitkomst: list[Scenariojaar]) -> str:
    """One sentence that says where the reserve ends, and what the inspectie would say of it."""
    laatste = uitkomst[-1]
    gaat = f"De reserve gaat van {euro(kader.beginreserve)} naar {euro(laatste.reserve)} eind {laatste.jaar}"
    if laatste.reserve < 0:
        eerste = next(jaar.jaar for jaar in uitkomst if jaar.reserve < 0)
        return f"{gaat}. In {eerste} is de reserve op."
    if laatste.boven_signaal > 0:
        return f"{gaat}. Dat is {euro(laatste.boven_signaal)} boven de signaleringswaarde."
    return f"{gaat}. Dat is niet boven de signaleringswaarde van {euro(laatste.signaleringswaarde)}."
