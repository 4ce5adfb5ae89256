"""The accounts that money goes to, and the one that it comes from."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from financien import workflow as acts
from financien.forms.betalen import BankrekeningForm
from financien.models import Bankrekening
from financien.services.bankrekeningen import bankrekening_invoeren
from financien.views.betalen import UITLEG, Handelingpagina
from financien.views.wie import gebruiker
from swv.kern.fouten import Geweigerd
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling

_INZIEN = "financien.betalen_inzien"


class RekeningHandeling(Handelingpagina):
    workflow = acts.rekeningen

    def get_dossier(self) -> Bankrekening:
        return _rekening(self.kwargs["pk"])

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Bankrekening)
        return {
            "onderwerp": f"Bankrekening van {dossier.van_wie}",
            "rekening": dossier,
            "uitleg": UITLEG.get(handeling.naam, ""),
        }


def _rekening(pk: UUID) -> Bankrekening:
    rekeningen = Bankrekening.objects.select_related("bestuur", "ingevoerd_door", "bevestigd_door")
    return get_object_or_404(rekeningen, pk=pk)


@require_safe
@login_required
@permission_required(_INZIEN, raise_exception=True)
def bankrekeningen(request: HttpRequest) -> HttpResponse:
    """Every account, what waits first. The number is masked: the whole number stands on its own page."""
    rekeningen = Bankrekening.objects.select_related("bestuur", "ingevoerd_door", "bevestigd_door").order_by(
        "bestuur__naam", "-geldig_van", "-aangemaakt_op"
    )
    alle = list(rekeningen)
    gebruikt = set(Bankrekening.objects.gebruikt_op(timezone.localdate()).values_list("pk", flat=True))
    context = {
        "wachtend": [rij for rij in alle if rij.status == Bankrekening.Status.INGEVOERD],
        "rekeningen": [
            (rij, rij.pk in gebruikt and rij.is_bruikbaar)
            for rij in alle
            if rij.status != Bankrekening.Status.INGEVOERD
        ],
    }
    return render(request, "financien/betalen_rekeningen.html", context)


@require_safe
@login_required
@permission_required(_INZIEN, raise_exception=True)
def bankrekening(request: HttpRequest, pk: UUID) -> HttpResponse:
    rekening = _rekening(pk)
    context = {
        "rekening": rekening,
        "handelingen": acts.rekeningen.available(rekening, request.user),
        "is_eigen": rekening.ingevoerd_door_id == gebruiker(request).pk,
        "verloop": list(Gebeurtenis.objects.van(rekening).select_related("door")),
    }
    return render(request, "financien/betalen_rekening.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("financien.bankrekening_invoeren", raise_exception=True)
def bankrekening_nieuw(request: HttpRequest) -> HttpResponse:
    form = BankrekeningForm(request.POST or None, initial={"bestuur": request.GET.get("bestuur", "")})
    weigering: Geweigerd | None = None
    if request.method == "POST" and form.is_valid():
        try:
            rekening = bankrekening_invoeren(**form.cleaned_data, door=gebruiker(request))
        except Geweigerd as fout:
            weigering = fout
            for veld, zinnen in fout.velden.items():
                form.add_error(veld, zinnen)
        else:
            messages.success(request, "De rekening is ingevoerd. Een collega moet haar nog bevestigen.")
            return redirect(rekening)
    status = 422 if form.errors or weigering else 200
    context = {"form": form, "weigering": weigering, "heeft_fouten": status == 422}
    return render(request, "financien/betalen_rekening_nieuw.html", context, status=status)
