"""The pages of a round, for the bureau: how far it is, the proposal with its reasons, and the acts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.deuren import Handelingpagina
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.models import Gebeurtenis
from voorzieningen.models import Schoolwissel, Wisselronde, Wisseluitkomst, Wisselvoorstel
from voorzieningen.schoolwissel import selectors, services, teksten
from voorzieningen.schoolwissel.forms import RondeForm
from voorzieningen.schoolwissel.ronde import workflow

PER_BLADZIJDE = 25
Status = Schoolwissel.Status
FILTERS: Mapping[str, tuple[str, Q]] = {
    "alles": ("Alle leerlingen", ~Q(status=Status.INGETROKKEN)),
    "te_sturen": ("Voorstel klaar om te sturen", Q(status=Status.AANGEMELD, met_plek=True)),
    "zonder": ("Geen plaats gevonden", Q(status=Status.AANGEMELD, in_voorstel=True, met_plek=False)),
    "nieuw": ("Nog niet verdeeld", Q(status=Status.AANGEMELD, in_voorstel=False)),
    "wacht": ("Wacht op een school", Q(status=Status.VOORGESTELD)),
    "geplaatst": ("Heeft een plaats", Q(status=Status.GEPLAATST)),
    "ingetrokken": ("Ingetrokken", Q(status=Status.INGETROKKEN)),
}


def haal(request: HttpRequest, pk: UUID) -> Wisselronde:
    """The round, when this person may see it. Raises Http404."""
    return get_object_or_404(Wisselronde.objects.for_user(gebruiker_van(request)), pk=pk)


@login_required
@permission_required("voorzieningen.wisselronde_starten", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def nieuwe_ronde(request: HttpRequest) -> HttpResponse:
    """Start a round for a school year."""
    form = RondeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            with niet_eindeloos_wachten():
                gestart = services.ronde_starten(**form.cleaned_data, door=gebruiker_van(request))
        except Geweigerd as fout:
            for veld, zinnen in (fout.velden or {"": [fout.zin]}).items():
                form.add_error(veld or None, zinnen)
        else:
            messages.success(request, "De ronde is gestart. Scholen kunnen leerlingen aanmelden.")
            return redirect(gestart)
    return render(request, "voorzieningen/wisselronde_nieuw.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@login_required
def ronde(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a round is, what stands between, and for each pupil what the proposal says and why."""
    gevonden = haal(request, pk)
    voorstellen = list(gevonden.voorstellen.all())
    gekozen = _gekozen(request, voorstellen)
    toon = request.GET.get("toon", "alles")
    toon = toon if toon in FILTERS else "alles"
    blad = Paginator(_leerlingen(gevonden, gekozen, toon), PER_BLADZIJDE).get_page(request.GET.get("blad"))
    [stand] = selectors.voortgang([gevonden], timezone.localdate()).values()
    stappen = [(rij, rij.belemmering(gevonden)) for rij in workflow.available(gevonden, request.user)]
    return render(
        request,
        "voorzieningen/wisselronde.html",
        {
            "ronde": gevonden,
            "stand": stand,
            "voorstellen": voorstellen,
            "voorstel": gekozen,
            "is_laatste": not voorstellen or gekozen == voorstellen[0],
            "rekent": _rekent(gevonden, voorstellen),
            "handelingen": [rij for rij, fout in stappen if fout is None],
            "belemmerd": [(rij, fout.zin) for rij, fout in stappen if fout],
            "regels": _regels(blad.object_list, gekozen),
            "blad": blad,
            "toon": toon,
            "filters": [(code, naam) for code, (naam, _) in FILTERS.items()],
            "gebeurtenissen": list(Gebeurtenis.objects.van(gevonden).select_related("door")),
        },
    )


def _gekozen(request: HttpRequest, voorstellen: list[Wisselvoorstel]) -> Wisselvoorstel | None:
    """The proposal that the address names; the last when it names none or one that is not there."""
    laatste = voorstellen[0] if voorstellen else None
    return next((rij for rij in voorstellen if str(rij.nummer) == request.GET.get("voorstel")), laatste)


def _rekent(gevonden: Wisselronde, voorstellen: list[Wisselvoorstel]) -> bool:
    """Whether a proposal was asked for that is not there yet."""
    return gevonden.gevraagd_op is not None and all(rij.gevraagd_op != gevonden.gevraagd_op for rij in voorstellen)


def _leerlingen(gevonden: Wisselronde, voorstel: Wisselvoorstel | None, toon: str) -> Any:
    uitkomst = Wisseluitkomst.objects.filter(voorstel=voorstel, wissel=OuterRef("pk"))
    return (
        gevonden.wissels.annotate(in_voorstel=Exists(uitkomst), met_plek=Exists(uitkomst.exclude(school=None)))
        .filter(FILTERS[toon][1])
        .select_related("school", "naar_school")
        .order_by(*Schoolwissel.VOLGORDE)
    )


def _regels(wissels: Any, voorstel: Wisselvoorstel | None) -> list[tuple[Schoolwissel, Any, Wisseluitkomst | None]]:
    """Each pupil of the page with where he stands and what the proposal says. One query for all."""
    uitkomsten = Wisseluitkomst.objects.filter(voorstel=voorstel, wissel__in=list(wissels)).select_related("school")
    per_wissel = {rij.wissel_id: rij for rij in uitkomsten}
    return [(rij, teksten.stand(rij), per_wissel.get(rij.pk)) for rij in wissels]


class RondeHandeling(Handelingpagina):
    """One act on a round."""

    workflow, woorden = workflow, teksten
    template_name = "voorzieningen/wisselronde_handeling.html"

    def get_dossier(self) -> Wisselronde:
        return haal(self.request, self.kwargs["pk"])

    def boven(self, dossier: Wisselronde) -> str:
        return dossier.soort_naam
