"""One award of the ledger: how it stands, and what the controller does with it: release, claim back, condition met."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from financien.forms.boeken import BoekForm, TeruggaveForm, TerugvorderenForm
from financien.models import Begrotingspost, Betalingstermijn, Verplichting
from financien.selectors import stand
from financien.services import betaalbaar_maken, terugvorderen, vrijgeven
from financien.toekenning import toekenningpagina
from financien.views.boeken import Boekpagina, Gevolg
from financien.views.wie import gebruiker
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import euro

_BIJWERKEN = "financien.begroting_bijwerken"


def _verplichting(pk: UUID) -> Verplichting:
    rijen = Verplichting.objects.select_related(
        "post__jaar", "school__bestuur", "boeking__door", "boeking__omkering", "ingetrokken_met"
    )
    return get_object_or_404(rijen, pk=pk)


@require_safe
@login_required
@permission_required("financien.begroting_inzien", raise_exception=True)
def verplichting(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _toon(request, _verplichting(pk))


def _toon(request: HttpRequest, rij: Verplichting, weigering: Geweigerd | None = None) -> HttpResponse:
    pagina = toekenningpagina(rij)
    mag = gebruiker(request).has_perm(_BIJWERKEN)
    context = {
        "pagina": pagina,
        "verplichting": rij,
        "mag_vrijgeven": mag and rij.openstaand > 0 and not rij.post.jaar.is_gesloten,
        "mag_terugvorderen": mag and pagina.terug_te_vorderen > 0,
        "mag_betaalbaar": mag and not rij.post.jaar.is_gesloten,
        "weigering": weigering,
        "heeft_fouten": weigering is not None,
    }
    status = http_status(weigering) if weigering else 200
    return render(request, "financien/toekenning.html", context, status=status)


@require_POST
@login_required
@permission_required(_BIJWERKEN, raise_exception=True)
def termijn_betaalbaar(request: HttpRequest, pk: UUID, volgnummer: int) -> HttpResponse:
    """The condition of this instalment is met."""
    termijn = get_object_or_404(Betalingstermijn, verplichting=pk, volgnummer=volgnummer)
    try:
        betaalbaar_maken(termijn=termijn, door=gebruiker(request))
    except Geweigerd as fout:
        return _toon(request, _verplichting(pk), fout)
    messages.success(request, f"Termijn {volgnummer} kan nu worden betaald.")
    return redirect("financien:verplichting", pk=pk)


class _Teruggave(Boekpagina):
    """A part of an award comes back to its line."""

    def vind_post(self) -> Begrotingspost:
        self.rij = _verplichting(self.kwargs["pk"])
        return self.rij.post

    def terug(self, post: Begrotingspost) -> tuple[str, str]:
        return str(self.rij), reverse("financien:verplichting", args=[self.rij.pk])

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        return [Gevolg(post, stand(post), vrij=form.cleaned_data["bedrag"])]


class Vrijgeven(_Teruggave):
    """What is not needed goes back to the line; the last instalments shrink first."""

    titel, knop, form_class = "Toekenning vrijgeven", "Geef het bedrag vrij", TeruggaveForm
    slotzin = "De school krijgt dit deel dan niet meer. Alleen een nieuwe toekenning kan dat herstellen."

    def formulier(self, post: Begrotingspost, gegevens: QueryDict | None = None) -> BoekForm:
        return TeruggaveForm(gegevens, post=post, hoogstens=self.rij.openstaand)

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        bedrag = form.cleaned_data["bedrag"]
        vrijgeven(
            verplichting=self.rij,
            bedrag=bedrag,
            sleutel=sleutel,
            door=gebruiker(self.request),
            reden=form.cleaned_data["reden"],
        )
        return f"{euro(bedrag)} is vrijgegeven. Post {post} heeft die ruimte weer."


class Terugvorderen(_Teruggave):
    """What was paid is claimed back from the school; the line has that room again."""

    titel, knop, form_class = "Bedrag terugvorderen", "Leg de terugvordering vast", TerugvorderenForm
    slotzin = "Het portaal stuurt de school geen rekening. Dat doet u zelf."

    def formulier(self, post: Begrotingspost, gegevens: QueryDict | None = None) -> BoekForm:
        return TerugvorderenForm(gegevens, post=post, hoogstens=self.rij.betaald - self.rij.teruggevorderd)

    def is_dicht(self, post: Begrotingspost) -> bool:
        return False  # then a line of a later year gets the room

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        return super().gevolgen(form.op or post, form)

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        bedrag = form.cleaned_data["bedrag"]
        terugvorderen(
            verplichting=self.rij,
            bedrag=bedrag,
            sleutel=sleutel,
            door=gebruiker(self.request),
            reden=form.cleaned_data["reden"],
            post=form.op,
        )
        return f"{euro(bedrag)} is teruggevorderd. Post {form.op or post} heeft die ruimte weer."
