"""The signing desk: what waits for the directeur-bestuurder, with request, advice and effect on the budget."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from aanvragen.dossier import dossier_van
from aanvragen.geldbeeld import geldeffect
from aanvragen.models import Aanvraag, Status
from aanvragen.wijziging.selectors import te_ondertekenen
from aanvragen.workflow import workflow
from swv.kern.deuren import HandelingView
from swv.kern.formulieren import BedragField
from swv.kern.handelingen import formulier
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort

BESLUITEN = ("toekennen", "afwijzen", "buiten_behandeling_stellen", "teruggeven")


def als_directeur(request: HttpRequest) -> Gebruiker:
    """Who asks, when that is the directeur-bestuurder. Raises PermissionDenied."""
    if not isinstance(request.user, Gebruiker) or not request.user.heeft_rol(Rolsoort.DIRECTEUR):
        raise PermissionDenied
    return request.user


def _op_het_bureau(request: HttpRequest, pk: Any) -> Aanvraag:
    aanvragen = Aanvraag.objects.for_user(als_directeur(request))
    return get_object_or_404(
        aanvragen.select_related("school__bestuur", "regeling", "leerling", "behandelaar", "advies_door"), pk=pk
    )


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """What waits for a signature: the oldest first."""
    directeur = als_directeur(request)
    wacht = (
        Aanvraag.objects.for_user(directeur)
        .filter(status=Status.TER_ONDERTEKENING)
        .select_related("school", "regeling", "advies_door")
        .order_by("voorgelegd_op", "id")[:200]
    )
    besloten = (
        Aanvraag.objects.for_user(directeur)
        .filter(besloten_door=directeur)
        .select_related("school", "regeling")
        .order_by("-besloten_op")[:10]
    )
    return render(
        request,
        "aanvragen/ondertekenen_lijst.html",
        {"aanvragen": list(wacht), "besloten": list(besloten), "wijzigingen": te_ondertekenen(directeur)},
    )


@require_safe
def besluit(request: HttpRequest, pk: Any) -> HttpResponse:
    """Opens the decision that the bureau proposes; the others are one step away."""
    aanvraag = _op_het_bureau(request, pk)
    mogelijk = [handeling.naam for handeling in workflow.available(aanvraag, request.user)]
    voorkeur = {"afwijzen": "afwijzen", Status.BUITEN_BEHANDELING: "buiten_behandeling_stellen"}
    naam = voorkeur.get(aanvraag.voorstel, "toekennen")
    if naam not in mogelijk:
        naam = next((optie for optie in BESLUITEN if optie in mogelijk), naam)
    return redirect("aanvragen:besluiten", pk=pk, naam=naam)


@require_safe
def effect(request: HttpRequest, pk: Any) -> HttpResponse:
    """The effect of another amount on the budget line, while it is being typed."""
    aanvraag = _op_het_bureau(request, pk)
    form = formulier(workflow.vind("toekennen"), aanvraag, door=request.user)
    context = {"effect": geldeffect(aanvraag, _bedrag(aanvraag, request)), "form": form}
    return render(request, "aanvragen/_geldeffect.html", context)


def _bedrag(aanvraag: Aanvraag, request: HttpRequest) -> Decimal | None:
    getypt = (request.GET if request.method == "GET" else request.POST).get("bedrag", "")
    try:
        return BedragField(max_digits=10).clean(getypt)
    except ValidationError:
        voorstel = aanvraag.voorgesteld_bedrag
        return aanvraag.gevraagd_bedrag if voorstel is None else voorstel


def _besluiten(aanvraag: Aanvraag, request: HttpRequest) -> list[Handeling]:
    """The decisions that can be taken now, in the order of the desk."""
    mogelijk = {handeling.naam: handeling for handeling in workflow.available(aanvraag, request.user)}
    return [mogelijk[naam] for naam in BESLUITEN if naam in mogelijk]


class BesluitView(HandelingView):
    """One of the decisions on one aanvraag."""

    workflow = workflow
    template_name = "aanvragen/ondertekenen_besluit.html"

    def get_dossier(self) -> Aanvraag:
        return _op_het_bureau(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        wat = "is teruggegeven aan het bureau" if handeling.naam == "teruggeven" else "is ondertekend"
        brief = "" if handeling.naam == "teruggeven" else " De brief wordt gemaakt; de school krijgt vanzelf bericht."
        messages.success(self.request, f"Aanvraag {dossier.kenmerk} {wat}.{brief}")  # type: ignore[attr-defined]
        return redirect("aanvragen:ondertekenen")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        aanvraag: Aanvraag = dossier  # type: ignore[assignment]
        return {
            "aanvraag": aanvraag,
            "overzicht": dossier_van(aanvraag),
            "besluiten": _besluiten(aanvraag, self.request),
            "besluiten_adres": "aanvragen:besluiten",
            "effect": geldeffect(aanvraag, _bedrag(aanvraag, self.request)) if handeling.naam == "toekennen" else None,
        }
