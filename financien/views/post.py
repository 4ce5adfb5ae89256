"""One line of the budget, and one booking: what stands behind a figure."""

import uuid
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from financien.models import Begrotingspost, Boeking, Overschrijding
from financien.postpagina import postpagina
from financien.services.omkeren import waarom_niet
from financien.toekenning import verplichting_bij
from financien.views.wie import gebruiker


@require_safe
@login_required
@permission_required("financien.begroting_inzien", raise_exception=True)
def post(request: HttpRequest, jaar: int, post_id: int) -> HttpResponse:
    """How a line stands, its commitments and its bookings."""
    rij = get_object_or_404(Begrotingspost.objects.select_related("jaar"), pk=post_id, jaar__jaar=jaar)
    boekingen_na, verplichtingen_na = request.GET.get("boekingen", ""), request.GET.get("verplichtingen", "")
    pagina = postpagina(rij, boekingen_na=boekingen_na, verplichtingen_na=verplichtingen_na)
    context = {
        "pagina": pagina,
        "post": rij,
        "stand": pagina.stand,
        "mag_boeken": gebruiker(request).has_perm("financien.begroting_bijwerken") and not rij.jaar.is_gesloten,
        "meer_boekingen": _adres("boekingen", pagina.boekingen.volgende, verplichtingen=verplichtingen_na),
        "meer_verplichtingen": _adres("verplichtingen", pagina.verplichtingen.volgende, boekingen=boekingen_na),
    }
    return render(request, "financien/post.html", context)


@require_safe
@login_required
@permission_required("financien.begroting_inzien", raise_exception=True)
def boeking(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One booking with its regels, what it takes back or was taken back by, and an approval."""
    rij = get_object_or_404(Boeking.objects.select_related("door", "keert_om", "omkering"), pk=pk)
    regels = list(rij.regels.select_related("rekening__post__jaar").order_by("id"))
    context = {
        "boeking": rij,
        "omkering": getattr(rij, "omkering", None),
        "regels": regels,
        "post": regels[0].rekening.post,
        "overschrijdingen": list(Overschrijding.objects.filter(boeking=rij).select_related("door", "post")),
        "verplichting": verplichting_bij(rij),
        "niet_omkeerbaar": waarom_niet(rij, door=gebruiker(request)),
        "mag_boeken": gebruiker(request).has_perm("financien.begroting_bijwerken"),
    }
    return render(request, "financien/boeking.html", context)


def _adres(naam: str, cursor: str, **anders: str) -> str:
    """The address of the next page of one list, the other list where it is."""
    over = {sleutel: waarde for sleutel, waarde in anders.items() if waarde}
    return f"?{urlencode({**over, naam: cursor})}#{naam}" if cursor else ""
