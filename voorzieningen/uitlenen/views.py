"""Lending on screen: the calendar for the bureau, what is free for a school, and one loan with its acts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.deuren import Handelingpagina, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling
from voorzieningen.models import Uitlening
from voorzieningen.selectors import positie
from voorzieningen.services import robot_toewijzen
from voorzieningen.starten import start_url
from voorzieningen.uitlenen import kalender, teksten
from voorzieningen.uitlenen.forms import UitlenenForm
from voorzieningen.workflow import uitleningen


@require_safe
@login_required
def voorraad(request: HttpRequest) -> HttpResponse:
    """Where everything is, who gets it next in the coming twelve months, and who waits."""
    if not request.user.has_perm("voorzieningen.voorraad_zien"):
        raise PermissionDenied("Deze pagina is voor medewerkers van het bureau.")
    vandaag = timezone.localdate()
    context = {
        "kalender": kalender.kalender(vandaag),
        "wachtlijst": kalender.wachtregels(),
        "vandaag": vandaag,
        "mag_uitlenen": request.user.has_perm("voorzieningen.uitlenen"),
    }
    return render(request, "voorzieningen/robot_voorraad.html", context)


@require_safe
@login_required
@permission_required("voorzieningen.vrij_zien", raise_exception=True)
def vrij(request: HttpRequest) -> HttpResponse:
    """When something is free, without who has it; and what the own school borrows or waits for."""
    gebruiker = gebruiker_van(request)
    soorten = kalender.vrij(timezone.localdate())
    voorzieningen = [(soort, soort.hulpmiddel.voorziening) for soort in soorten]
    context = {
        "soorten": [(soort, start_url(voorziening) if voorziening else "") for soort, voorziening in voorzieningen],
        "maanden": kalender.per_maand(soorten),
        "leningen": [(rij, teksten.stand(rij)) for rij in kalender.eigen_leningen(gebruiker)],
        "wachtend": [regel for regel in kalender.wachtregels() if regel.wachtplaats.school_id in gebruiker.school_ids],
        "toon_school": len(gebruiker.school_ids) > 1,
    }
    return render(request, "voorzieningen/hulpmiddelen_vrij.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("voorzieningen.uitlenen", raise_exception=True)
def uitlenen(request: HttpRequest) -> HttpResponse:
    """The bureau reserves something for a school without a dossier, or puts the school in line."""
    form = UitlenenForm(request.POST if request.method == "POST" else None)
    weigering = None
    if form.is_bound and form.is_valid():
        try:
            with niet_eindeloos_wachten("de voorraad"):
                messages.success(request, _uitgeleend(form.cleaned_data, door=request.user))
            return redirect("voorzieningen:robots")
        except Geweigerd as fout:
            weigering = fout
            for veld, zinnen in fout.velden.items():
                form.add_error(veld, zinnen)
    status = http_status(weigering) if weigering else 422 if form.errors else 200
    return render(request, "voorzieningen/uitlenen.html", {"form": form, "weigering": weigering}, status=status)


def _uitgeleend(gegevens: dict[str, Any], *, door: Any) -> str:
    """Do it, and say what became of it. Raises Geweigerd."""
    hulpmiddel, school = gegevens["hulpmiddel"], gegevens["school"]
    uitkomst = robot_toewijzen(
        bron=hulpmiddel,
        hulpmiddel=hulpmiddel.pk,
        school=school,
        van=gegevens["van"],
        tot=gegevens["tot"],
        sleutel=f"bureau:{gegevens['sleutel']}",
        door=door,
    )
    if isinstance(uitkomst, Uitlening):
        periode = f"van {datum(uitkomst.van)} tot en met {datum(uitkomst.tot)}"
        return f"{uitkomst.robot} is {periode} gereserveerd voor {school.naam}."
    return f"Er is niets vrij. {school.naam} staat op plaats {positie(uitkomst)} van de wachtlijst."


def haal(request: HttpRequest, pk: UUID) -> Uitlening:
    """The loan, when this person may see it. Raises Http404: a foreign one is a missing one."""
    zichtbaar = Uitlening.objects.for_user(gebruiker_van(request)).select_related("robot__hulpmiddel", "school")
    return get_object_or_404(zichtbaar, pk=pk)


@require_safe
@login_required
def lening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One loan: where it stands, what can be done now, and what happened."""
    rij = haal(request, pk)
    acts = uitleningen.available(rij, request.user)
    context = {
        "lening": rij,
        "stand": teksten.stand(rij),
        "knoppen": [(act, teksten.knopsoort(act)) for act in acts if act.belemmering(rij) is None],
        "gebeurtenissen": list(Gebeurtenis.objects.van(rij).openbaar().select_related("door")),
        "mag_beheren": request.user.has_perm("voorzieningen.view_uitlening"),
    }
    return render(request, "voorzieningen/lening.html", context)


class LeningHandeling(Handelingpagina):
    """One act on a loan."""

    workflow, woorden = uitleningen, teksten
    template_name = "voorzieningen/lening_handeling.html"

    def get_dossier(self) -> Uitlening:
        return haal(self.request, self.kwargs["pk"])

    def boven(self, dossier: Uitlening) -> str:
        return dossier.robot.naam

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        assert isinstance(dossier, Uitlening)
        messages.success(self.request, teksten.GELUKT[handeling.naam].format(dossier.robot))
        return redirect(dossier.pagina_url)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Uitlening)
        return {**super().extra_context(dossier, handeling), "terug_url": dossier.pagina_url}
