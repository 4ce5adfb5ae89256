"""An objection for the school and its board, and at the signing desk of the directeur-bestuurder."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from swv.documenten.pdf import render_pdf
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating.bezwaar import teksten
from toelating.bezwaar.brieven import voorbeeld_html
from toelating.bezwaar.dossier import dossier_van
from toelating.bezwaar.mensen import ziet_alles
from toelating.bezwaar.pagina import schoolpagina
from toelating.bezwaar.selectors import met_klok
from toelating.models import Bezwaar
from toelating.workflow.bezwaar import workflow

BESLUITEN = (
    "gegrond_verklaren",
    "ongegrond_verklaren",
    "niet_ontvankelijk_verklaren",
    "teruggeven",
    "teruggeven_bij_lbt",
    "teruggeven_zonder_lbt",
)


def _haal(request: HttpRequest, pk: UUID) -> Bezwaar:
    """The objection, when this person may know of it. Raises Http404."""
    zichtbaar = met_klok(Bezwaar.objects.for_user(gebruiker_van(request))).select_related(
        "aanvraag__school__bestuur",
        "aanvraag__leerling",
        "aanvraag__regeling",
        "besluit",
        "opgesteld_door",
        "verklaring",
    )
    return get_object_or_404(zichtbaar.defer("besluit__html"), pk=pk)


# --- The school and its board ------------------------------------------------------------------------------------


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is. The own objection in full; of one by parents only that it is there, and how it ended."""
    gebruiker, bezwaar = gebruiker_van(request), _haal(request, pk)
    if not gebruiker.school_ids and not gebruiker.heeft_rol(Rolsoort.GAST):
        return redirect(_werkplek(gebruiker, bezwaar))
    return render(request, "toelating/bezwaar/detail.html", schoolpagina(bezwaar, gebruiker))


def _werkplek(gebruiker: Gebruiker, bezwaar: Bezwaar) -> str:
    """Bureau and directeur-bestuurder have a page of their own with everything on it."""
    if gebruiker.heeft_rol(Rolsoort.BUREAU):
        return reverse("admin:toelating_bezwaar_change", args=[bezwaar.pk])
    return reverse("toelating:bezwaar_besluit", args=[bezwaar.pk])


class IntrekkenView(LoginRequiredMixin, HandelingView):
    """The board takes its own objection back."""

    workflow = workflow
    template_name = "toelating/bezwaar/intrekken.html"

    def get_dossier(self) -> Bezwaar:
        bezwaar = _haal(self.request, self.kwargs["pk"])
        if not ziet_alles(self.request.user, bezwaar):
            raise PermissionDenied
        return bezwaar

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, "Uw bezwaar is ingetrokken. De bevestiging staat hier binnen enkele minuten.")
        return redirect("toelating:bezwaar", dossier.pk)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {"bezwaar": dossier, "uitleg": teksten.UITLEG_INTREKKEN}


# --- The directeur-bestuurder ------------------------------------------------------------------------------------


def _op_het_bureau(request: HttpRequest, pk: UUID) -> Bezwaar:
    if not gebruiker_van(request).heeft_rol(Rolsoort.DIRECTEUR):
        raise PermissionDenied
    return _haal(request, pk)


def _besluiten(bezwaar: Bezwaar, user: Any) -> list[Handeling]:
    mogelijk = {handeling.naam: handeling for handeling in workflow.available(bezwaar, user)}
    return [mogelijk[naam] for naam in BESLUITEN if naam in mogelijk]


@require_safe
@login_required
def besluit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opens the decision that lies ready."""
    bezwaar = _op_het_bureau(request, pk)
    voorgesteld = f"{bezwaar.voorstel or Bezwaar.Lbtadvies.ONGEGROND}_verklaren"
    return redirect("toelating:bezwaar_besluiten", pk=pk, naam=voorgesteld)


@require_safe
@login_required
def voorbeeld(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter as it would be sealed; nothing of it is kept."""
    bezwaar = _op_het_bureau(request, pk)
    antwoord = HttpResponse(
        render_pdf(voorbeeld_html(bezwaar, door=gebruiker_van(request))), content_type="application/pdf"
    )
    antwoord["Content-Disposition"] = f'inline; filename="voorbeeld-{bezwaar.kenmerk}.pdf"'
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord


class BesluitView(LoginRequiredMixin, HandelingView):
    """The decision on one objection, with the case beside it."""

    workflow = workflow
    template_name = "toelating/bezwaar/besluit.html"

    def get_dossier(self) -> Bezwaar:
        return _op_het_bureau(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        assert isinstance(dossier, Bezwaar)
        if handeling.naam.startswith("teruggeven"):
            messages.success(self.request, f"Bezwaar {dossier.kenmerk} is teruggegeven aan het bureau.")
        else:
            messages.success(
                self.request, f"Uw beslissing op bezwaar {dossier.kenmerk} is ondertekend. De brieven worden gemaakt."
            )
        return redirect("toelating:ondertekenen")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Bezwaar)
        return {
            "bezwaar": dossier,
            "aanvraag": dossier.aanvraag,
            "overzicht": dossier_van(dossier),
            "stand": teksten.stand(dossier),
            "besluiten": _besluiten(dossier, self.request.user),
        }
