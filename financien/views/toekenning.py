"""One award of the ledger: how it stands, and what the controller does with it: release, claim back, to another year,
condition met."""

from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from financien.forms.boeken import AnderJaarForm, BoekForm, TeruggaveForm, TerugvorderenForm, andere_jaren
from financien.models import Begrotingspost, Betalingstermijn, Verplichting
from financien.selectors import stand
from financien.services import betaalbaar_maken, herverdelen, terugvorderen, vrijgeven
from financien.toekenning import Los, los_deel, toekenningpagina
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
        "mag_verdelen": mag and rij.openstaand > 0 and not rij.post.jaar.is_gesloten,
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


class _VanToekenning(Boekpagina):
    """Something with a part of one award."""

    def vind_post(self) -> Begrotingspost:
        self.rij = _verplichting(self.kwargs["pk"])
        return self.rij.post

    def terug(self, post: Begrotingspost) -> tuple[str, str]:
        return str(self.rij), reverse("financien:verplichting", args=[self.rij.pk])


class _VanOpenDeel(_VanToekenning):
    """Something with what is still open and not on its way to the bank."""

    form_class: ClassVar[type[TeruggaveForm]]

    @cached_property
    def los(self) -> Los:
        return los_deel(self.rij)

    def formulier(self, post: Begrotingspost, gegevens: QueryDict | None = None) -> BoekForm:
        # With everything on its way the act itself refuses, and says in which batch.
        form = self.form_class(gegevens, post=post, hoogstens=self.los.bedrag or self.rij.openstaand)
        if self.los.batch:
            form.fields["bedrag"].help_text += f" De rest staat in betaalbatch {self.los.batch}."
        return form

    def bezwaar(self, post: Begrotingspost) -> str:
        if self.los.bedrag:
            return ""
        if self.los.batch:
            return (
                f"Dit geld staat in betaalbatch {self.los.batch} en is onderweg naar de school. "
                "Trek die batch eerst in, of wacht tot de bank de betaling heeft verwerkt."
            )
        return f"Van {self.rij} staat niets meer open."


class AnderJaar(_VanOpenDeel):
    """Another budget year bears a part of what is still open."""

    titel, knop, form_class = "Naar een ander jaar", "Verplaats het bedrag", AnderJaarForm
    slotzin = "Het bedrag blijft van de school. U kunt het later weer naar een ander jaar verplaatsen."
    raad = "Vul een lager bedrag in, of geef deze post eerst meer budget met een begrotingswijziging."

    def bezwaar(self, post: Begrotingspost) -> str:
        if zin := super().bezwaar(post):
            return zin
        return "" if andere_jaren(post).exists() else "Er is geen ander jaar met een open begroting. Laad die eerst."

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        bedrag, naar = form.cleaned_data["bedrag"], form.cleaned_data["naar"]
        return [Gevolg(post, stand(post), vrij=bedrag), Gevolg(naar, stand(naar), vrij=-bedrag)]

    def boek(self, post: Begrotingspost, form: Any, sleutel: str) -> str:
        bedrag, naar = form.cleaned_data["bedrag"], form.cleaned_data["naar"]
        herverdelen(
            verplichting=self.rij,
            post=naar,
            bedrag=bedrag,
            sleutel=sleutel,
            door=gebruiker(self.request),
            reden=form.cleaned_data["reden"],
        )
        return f"{euro(bedrag)} is verplaatst naar de begroting van {naar.jaar}. Post {post} heeft die ruimte weer."


class Vrijgeven(_VanOpenDeel):
    """What is not needed goes back to the line; the last instalments shrink first."""

    titel, knop, form_class = "Toekenning vrijgeven", "Geef het bedrag vrij", TeruggaveForm
    slotzin = "De school krijgt dit deel dan niet meer. Alleen een nieuwe toekenning kan dat herstellen."

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        return [Gevolg(post, stand(post), vrij=form.cleaned_data["bedrag"])]

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


class Terugvorderen(_VanToekenning):
    """What was paid is claimed back from the school; the line has that room again."""

    titel, knop, form_class = "Bedrag terugvorderen", "Leg de terugvordering vast", TerugvorderenForm
    slotzin = "Het portaal stuurt de school geen rekening. Dat doet u zelf."

    def formulier(self, post: Begrotingspost, gegevens: QueryDict | None = None) -> BoekForm:
        return TerugvorderenForm(gegevens, post=post, hoogstens=self.rij.betaald - self.rij.teruggevorderd)

    def bezwaar(self, post: Begrotingspost) -> str:
        over = self.rij.betaald - self.rij.teruggevorderd
        return "" if over else f"Van {self.rij} is niets betaald dat nog niet is teruggevorderd."

    def is_dicht(self, post: Begrotingspost) -> bool:
        return False  # then a line of a later year gets the room

    def gevolgen(self, post: Begrotingspost, form: Any) -> list[Gevolg]:
        op = form.op or post
        return [Gevolg(op, stand(op), vrij=form.cleaned_data["bedrag"])]

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
