"""The signing desk for changes: what was asked, the advice, and the effect on the budget beside it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from aanvragen.models import Wijziging
from aanvragen.views.ondertekenen import als_directeur
from aanvragen.wijziging.dossier import dossier_van
from aanvragen.wijziging.selectors import met_alles
from aanvragen.wijziging.workflow import workflow
from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling

BESLUITEN = ("vaststellen", "afwijzen", "teruggeven")


def _op_het_bureau(request: HttpRequest, pk: Any) -> Wijziging:
    return get_object_or_404(met_alles(Wijziging.objects.for_user(als_directeur(request))), pk=pk)


@require_safe
def besluit(request: HttpRequest, pk: Any) -> HttpResponse:
    """Opens the decision that the bureau proposes; the others are one step away."""
    wijziging = _op_het_bureau(request, pk)
    mogelijk = [handeling.naam for handeling in workflow.available(wijziging, request.user)]
    voorkeur = "afwijzen" if wijziging.wil_afwijzen else "vaststellen"
    naam = next((optie for optie in (voorkeur, *BESLUITEN) if optie in mogelijk), voorkeur)
    return redirect("wijzigingen:besluiten", pk=pk, naam=naam)


class BesluitView(HandelingView):
    """One of the decisions on one change."""

    workflow = workflow
    template_name = "aanvragen/wijziging/besluit.html"

    def get_dossier(self) -> Wijziging:
        return _op_het_bureau(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        wat = "is teruggegeven aan het bureau" if handeling.naam == "teruggeven" else "is ondertekend"
        brief = "" if handeling.naam == "teruggeven" else " De brief wordt gemaakt; de school krijgt vanzelf bericht."
        messages.success(self.request, f"Wijziging {dossier.kenmerk} {wat}.{brief}")  # type: ignore[attr-defined]
        return redirect("aanvragen:ondertekenen")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Wijziging)
        mogelijk = {rij.naam: rij for rij in workflow.available(dossier, self.request.user)}
        overzicht = dossier_van(dossier, self.request.user)  # type: ignore[arg-type]  # a directeur, see get_dossier
        return {
            "wijziging": dossier,
            "aanvraag": dossier.aanvraag,
            "overzicht": overzicht,
            "besluiten": [mogelijk[naam] for naam in BESLUITEN if naam in mogelijk],
            "besluiten_adres": "wijzigingen:besluiten",
            "effect": overzicht.effect if handeling.naam == "vaststellen" else None,
        }
