"""Meetings of the committee: the list, planning one, the agenda, and the acts on a meeting."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from swv.documenten.selectors import brieven_van
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import HandelingView, geheel
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling
from swv.organisaties.models import Rolsoort
from toelating import bijeenkomsten as diensten
from toelating.agenda import agenda_van, bijeenkomsten_van, kijker
from toelating.forms import PlannenForm
from toelating.models import Bijeenkomst
from toelating.workflow.bijeenkomst import afsluiten, agenda_sturen, bijeenkomsten

GELUKT = {
    "verzetten": "De bijeenkomst is verzet. De leden krijgen een mail.",
    "leden_wijzigen": "De leden zijn gewijzigd. Wie erbij komt of afgaat, krijgt een mail.",
    "agenda_sturen": "De leden krijgen een mail dat de agenda klaarstaat.",
    "afgelasten": "De bijeenkomst is afgelast. De leden krijgen een mail. De aanvragen kunnen op een andere agenda.",
    "afsluiten": "De bijeenkomst is afgesloten. De besluitenlijst wordt gemaakt; de leden krijgen een mail.",
    "aanwezigen_verbeteren": "De aanwezigen zijn verbeterd. Er komt een nieuwe versie van de besluitenlijst.",
}
UITLEG = {
    "verzetten": ["De leden krijgen een mail. Hun eigen agenda verandert mee."],
    "leden_wijzigen": [
        "Wie erbij komt, kan de aanvragen op de agenda meteen lezen.",
        "Wie eraf gaat, kan ze niet meer openen. Een oordeel van dat lid telt niet meer mee.",
    ],
    "agenda_sturen": ["De leden krijgen een mail met hoeveel aanvragen er op de agenda staan."],
    "afgelasten": [
        "De leden krijgen een mail.",
        "De aanvragen op de agenda kunt u daarna op een andere agenda zetten.",
        "U kunt dit niet ongedaan maken.",
    ],
    "afsluiten": [
        "Het portaal maakt de besluitenlijst en verzegelt die.",
        "De leden krijgen een mail zodra de lijst er is.",
    ],
    "aanwezigen_verbeteren": ["Er komt een nieuwe versie van de besluitenlijst. De oude geldt dan niet meer."],
}
KNOPPEN = {"afgelasten": "gevaar", "afsluiten": "primair"}


def haal(request: HttpRequest, pk: UUID) -> Bijeenkomst:
    """The meeting, when this person may see it. Raises Http404."""
    zichtbaar = Bijeenkomst.objects.for_user(gebruiker_van(request)).select_related("voorzitter")
    return get_object_or_404(zichtbaar, pk=pk)


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    is_bureau = gebruiker.heeft_rol(Rolsoort.BUREAU)
    if not (is_bureau or gebruiker.heeft_rol(Rolsoort.COMMISSIELID, Rolsoort.DIRECTEUR)):
        raise PermissionDenied
    gepland, voorbij = bijeenkomsten_van(gebruiker)
    context = {
        "gepland": gepland,
        "voorbij": voorbij,
        "is_bureau": is_bureau,
        "heeft_agenda": is_bureau or gebruiker.heeft_rol(Rolsoort.COMMISSIELID),
        "wacht": len(diensten.klaar_voor_agenda(gebruiker)) if is_bureau else 0,
    }
    return render(request, "toelating/bijeenkomsten.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plannen(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    if not gebruiker.heeft_rol(Rolsoort.BUREAU):
        raise PermissionDenied
    form = PlannenForm(request.POST or None, initial={"sleutel": uuid4()})
    weigering: Geweigerd | None = None
    if request.method == "POST" and form.is_valid():
        try:
            bijeenkomst = diensten.plannen(door=gebruiker, **form.cleaned_data)
        except Geweigerd as fout:
            weigering = fout
        else:
            messages.success(request, "De bijeenkomst is gepland. De leden krijgen een mail.")
            return redirect(bijeenkomst)
    context = {"form": form, "weigering": weigering, "heeft_fouten": weigering is not None}
    return render(
        request, "toelating/bijeenkomst_plannen.html", context, status=422 if form.errors or weigering else 200
    )


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The agenda in its order, with for each what they may do: read, order, record."""
    bijeenkomst, gebruiker = haal(request, pk), gebruiker_van(request)
    leden = list(bijeenkomst.lidmaatschappen.select_related("lid"))
    wie = kijker(gebruiker, bijeenkomst, [rij.lid for rij in leden])
    regels = agenda_van(bijeenkomst, gebruiker)
    handelingen = bijeenkomsten.available(bijeenkomst, gebruiker)
    wacht = len(diensten.klaar_voor_agenda(gebruiker)) if wie.is_bureau and bijeenkomst.is_gepland else 0
    context = {
        "bijeenkomst": bijeenkomst,
        "leden": leden,
        "wie": wie,
        "regels": regels,
        "vervallen": _vervallen(bijeenkomst) if wie.is_bureau else (),
        "wacht": wacht,
        "vultekst": f"Vul de agenda met {wacht} aanvra{'ag' if wacht == 1 else 'gen'}",
        "kan_sturen": agenda_sturen in handelingen and not bijeenkomst.is_begonnen and bool(regels),
        "handelingen": [
            (handeling, KNOPPEN.get(handeling.naam, "secundair"))
            for handeling in handelingen
            if handeling is not agenda_sturen and (handeling is not afsluiten or bijeenkomst.is_begonnen)
        ],
        "brieven": list(brieven_van(bijeenkomst)) if bijeenkomst.is_gehouden else (),
        "verloop": list(Gebeurtenis.objects.van(bijeenkomst).select_related("door")) if wie.ziet_leeslijst else (),
        "kan_ordenen": wie.is_bureau and bijeenkomst.is_gepland and len(regels) > 1,
        "legt_vast": wie.ziet_leeslijst and bijeenkomst.is_gepland,
    }
    return render(request, "toelating/bijeenkomst.html", context)


def _vervallen(bijeenkomst: Bijeenkomst) -> list[Any]:
    return list(bijeenkomst.agendapunten.filter(uitkomst="vervallen").select_related("aanvraag"))


@require_POST
@login_required
def vullen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All requests that are ready on this agenda, with an honest report."""
    bijeenkomst = haal(request, pk)
    try:
        vulling = diensten.agenda_vullen(bijeenkomst, door=gebruiker_van(request))
    except Geweigerd as fout:
        messages.error(request, fout.zin)
        return redirect(bijeenkomst)
    if vulling.gezet:
        messages.success(request, f"Op de agenda gezet: {', '.join(vulling.gezet)}.")
    for regel in vulling.geweigerd:
        messages.warning(request, f"Niet op de agenda: {regel}")
    if not vulling.gezet and not vulling.geweigerd:
        messages.info(request, "Er wacht geen aanvraag op de commissie. De agenda is niet veranderd.")
    return redirect(bijeenkomst)


@require_POST
@login_required
def ordenen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The numbers that somebody typed beside the items."""
    bijeenkomst = haal(request, pk)
    volgorde, fout = {}, ""
    for punt in bijeenkomst.agendapunten.all():
        getypt = request.POST.get(f"volgorde-{punt.pk}", "").strip()
        nummer = geheel(getypt)
        if nummer is not None:
            volgorde[punt.pk] = nummer
        elif getypt:
            fout = f"‘{getypt[:20]}’ is geen heel getal. Vul getallen in, bijvoorbeeld 1, 2 en 3."
    if fout:
        messages.error(request, f"De volgorde is niet veranderd. {fout}")
        return redirect(bijeenkomst)
    try:
        verplaatst = diensten.volgorde_bewaren(bijeenkomst, volgorde, door=gebruiker_van(request))
    except Geweigerd as weigering:
        messages.error(request, weigering.zin)
        return redirect(bijeenkomst)
    messages.success(request, "De volgorde is bewaard." if verplaatst else "De volgorde is gebleven zoals hij was.")
    return redirect(bijeenkomst)


class BijeenkomstHandeling(LoginRequiredMixin, HandelingView):
    """One act on a meeting."""

    workflow = bijeenkomsten
    template_name = "toelating/bijeenkomst_handeling.html"

    def get_dossier(self) -> Bijeenkomst:
        return haal(self.request, self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is missing for an act is said before somebody types, not after."""
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if handeling.weigering(dossier, request.user) is None and (fout := handeling.belemmering(dossier)):
            return self._toon(dossier, handeling, None, fout)
        return super().get(request, *args, **kwargs)

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, GELUKT[handeling.naam])
        return redirect("toelating:bijeenkomst", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {
            "bijeenkomst": dossier,
            "uitleg": UITLEG.get(handeling.naam, ()),
            "knopsoort": KNOPPEN.get(handeling.naam, "primair"),
        }
