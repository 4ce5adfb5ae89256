"""The signing desk: the list, the sitting that signs it, and one decision with everything there is to read."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from swv.kern.deuren import HandelingView, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker
from toelating import rules
from toelating.besluitbeeld import besluitbeeld
from toelating.bezwaar.selectors import te_ondertekenen_bezwaren
from toelating.forms.ondertekenen import ZittingForm
from toelating.models import Tlvaanvraag, Zitting
from toelating.tafel import met_alles_voor_oordeel, tafel, tekenbaar
from toelating.verzendoverzicht import verzendoverzicht
from toelating.workflow import workflow
from toelating.workflow.besluiten import BESLUITEN, TERUG
from toelating.zitting import beginnen
from toelating.zittingverslag import verslag

LAATSTE = 10
OP_TAFEL = (*BESLUITEN.values(), *TERUG)


def ondertekenaar(request: HttpRequest) -> Gebruiker:
    """Who asks, when the desk is there for them. Raises PermissionDenied."""
    if not isinstance(request.user, Gebruiker) or not rules.mag_tafel(request.user):
        raise PermissionDenied
    return request.user


# --- The list ------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def lijst(request: HttpRequest) -> HttpResponse:
    """What waits for a signature, the oldest first. Sending it with a code begins a sitting over what was chosen."""
    user = ondertekenaar(request)
    if request.method != "POST":
        return _toon_lijst(request, user, ZittingForm(initial={"sleutel": uuid4()}))
    form = ZittingForm(request.POST)
    if not form.is_valid():
        return _toon_lijst(request, user, form, status=422)
    try:
        zitting = beginnen(door=user, **form.cleaned_data)
    except Geweigerd as fout:
        form.add_error(None, fout.velden or fout.zin)
        return _toon_lijst(request, user, form, status=http_status(fout))
    return redirect(zitting)


def _toon_lijst(request: HttpRequest, user: Gebruiker, form: ZittingForm, *, status: int = 200) -> HttpResponse:
    regels = tafel(user)
    gekozen = set(request.POST.getlist("keuze"))
    if "alles" in request.GET:
        gekozen = {regel.keuze for regel in tekenbaar(regels)}
    besloten = Tlvaanvraag.objects.for_user(user).filter(besloten_door=user).select_related("school")
    context = {
        "form": form,
        "regels": regels,
        "gekozen": gekozen,
        "tekenbaar": len(tekenbaar(regels)),
        "besloten": list(besloten.order_by("-besloten_op")[:LAATSTE]),
        "bezwaren": list(te_ondertekenen_bezwaren(user)),
        "zittingen": list(Zitting.objects.for_user(user)[:LAATSTE]),
    }
    return render(request, "toelating/ondertekenen/lijst.html", context, status=status)


@require_safe
def zitting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far a sitting is: it can be left and found again, and ends with what was signed and what was not, and why."""
    rij = get_object_or_404(Zitting.objects.for_user(request.user), pk=pk)
    stand = verslag(rij)
    form = ZittingForm(initial={"sleutel": uuid4()}) if stand.opnieuw else None
    context = {"zitting": rij, "verslag": stand, "form": form}
    deel = "toelating/ondertekenen/_voortgang.html"
    return render(request, deel if request.htmx else "toelating/ondertekenen/zitting.html", context)  # type: ignore[attr-defined]


# --- One decision --------------------------------------------------------------------------------------------


def _op_tafel(request: HttpRequest, pk: UUID) -> Tlvaanvraag:
    """The dossier, for who sits at the desk. Raises PermissionDenied, Http404."""
    aanvragen = met_alles_voor_oordeel(Tlvaanvraag.objects.buiten_advies(ondertekenaar(request)))
    return get_object_or_404(aanvragen.select_related("school__bestuur", "behandelaar", "besloten_door"), pk=pk)


@require_safe
def besluit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opens the decision that the bureau proposes; giving it back is one step away. Without anything to do, to read."""
    aanvraag = _op_tafel(request, pk)
    if mogelijk := _mogelijk(aanvraag, request.user):
        return redirect("toelating:besluiten", pk=pk, naam=mogelijk[0].naam)
    return render(request, BesluitView.template_name, {"handeling": None, **_te_lezen(aanvraag, request.user)})


def _mogelijk(aanvraag: Tlvaanvraag, user: Any) -> list[Handeling]:
    """What this person can do with it at the desk: signing first."""
    return [handeling for handeling in OP_TAFEL if handeling.weigering(aanvraag, user) is None]


def _te_lezen(aanvraag: Tlvaanvraag, user: Any) -> dict[str, Any]:
    return {
        "aanvraag": aanvraag,
        "beeld": besluitbeeld(aanvraag, user),
        "verzendingen": verzendoverzicht(aanvraag) if aanvraag.is_besloten else (),
        "handelingen": _mogelijk(aanvraag, user),
    }


class BesluitView(HandelingView):
    """One of the acts at the desk, with everything about the request beside it."""

    workflow = workflow
    template_name = "toelating/ondertekenen/besluit.html"

    def get_dossier(self) -> Tlvaanvraag:
        return _op_tafel(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        assert isinstance(dossier, Tlvaanvraag)
        if handeling in TERUG:
            zin = f"Aanvraag {dossier.kenmerk} is teruggegeven aan het bureau."
        else:
            zin = (
                f"Het besluit op {dossier.kenmerk} is ondertekend. De brief wordt gemaakt; de school en het bestuur "
                "krijgen vanzelf bericht."
            )
        messages.success(self.request, zin)
        return redirect("toelating:ondertekenen")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Tlvaanvraag)
        return _te_lezen(dossier, self.request.user)
