"""Places on screen: how facilities stand for the bureau, the own places for a school, and one place with its acts."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.kern.deuren import Handelingpagina
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.models import Gebeurtenis
from swv.kern.schooljaar import schooljaar
from swv.kern.uitvoer import FORMATEN, tabelbestand
from swv.organisaties.models import Gebruiker
from swv.organisaties.selectors import eigen_scholen
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen import selectors, services, teksten
from voorzieningen.plaatsen.rapport import KOPPEN, maak_rapport, tabelrijen
from voorzieningen.plaatsen.vrij import VrijForm, keuzejaren
from voorzieningen.plaatsen.workflow import workflow

overzien = permission_required("voorzieningen.plaatsen_overzien", raise_exception=True)
JAREN_TERUG = 5


def haal(request: HttpRequest, pk: UUID) -> Plaatsing:
    """The place, when this person may see it. Raises Http404: a foreign one is a missing one."""
    zichtbaar = Plaatsing.objects.for_user(gebruiker_van(request)).select_related("voorziening", "school")
    return get_object_or_404(zichtbaar, pk=pk)


@require_safe
@login_required
def plaatsen(request: HttpRequest) -> HttpResponse:
    """For the bureau and the director how every facility stands; for a school or board its own places."""
    gebruiker = gebruiker_van(request)
    if gebruiker.has_perm("voorzieningen.plaatsen_overzien"):
        context = {"standen": selectors.standen(timezone.localdate()), "mag_beheren": _is_bureau(gebruiker)}
        return render(request, "voorzieningen/plaatsen_overzicht.html", context)
    if not gebruiker.has_perm("voorzieningen.eigen_plaatsen"):
        raise PermissionDenied("Deze pagina is voor scholen, schoolbesturen en het bureau.")
    return _eigen_plaatsen(request, gebruiker)


def _is_bureau(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_perm("voorzieningen.plaatsen_laden")


def _eigen_plaatsen(request: HttpRequest, gebruiker: Gebruiker) -> HttpResponse:
    eigen = Plaatsing.objects.for_user(gebruiker).select_related("voorziening", "school")
    blad = bladzijde(eigen, na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    nummers = selectors.rijnummers(rij.voorziening_id for rij in blad.rijen)
    return render(
        request,
        "voorzieningen/plaatsen_eigen.html",
        {
            "regels": [(rij, teksten.stand(rij, nummers.get(rij.pk, 0))) for rij in blad.rijen],
            "toon_school": len(gebruiker.school_ids) > 1,
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
            **bladerlinks(blad, pad=reverse("voorzieningen:plaatsen"), gevraagd=request.GET),
        },
    )


@require_safe
@login_required
def plaats(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place: where it stands, what can be done now, and what happened."""
    plaatsing = haal(request, pk)
    gebeurtenissen = Gebeurtenis.objects.van(plaatsing).openbaar().select_related("door")
    return render(
        request,
        "voorzieningen/plaats.html",
        {
            "plaatsing": plaatsing,
            "stand": teksten.stand(plaatsing, selectors.plaats_in_de_rij(plaatsing)),
            "knoppen": [(rij, teksten.knopsoort(rij)) for rij in workflow.available(plaatsing, request.user)],
            "gebeurtenissen": list(gebeurtenissen),
            "beheer_url": _beheer_url(plaatsing, gebruiker_van(request)),
        },
    )


def _beheer_url(plaatsing: Plaatsing, gebruiker: Gebruiker) -> str:
    if not gebruiker.has_perm("voorzieningen.view_plaatsing"):
        return ""
    return reverse("admin:voorzieningen_plaatsing_change", args=[plaatsing.pk])


class PlaatsHandeling(Handelingpagina):
    """One act on a place."""

    workflow, woorden = workflow, teksten
    template_name = "voorzieningen/plaats_handeling.html"

    def get_dossier(self) -> Plaatsing:
        return haal(self.request, self.kwargs["pk"])

    def boven(self, dossier: Plaatsing) -> str:
        return dossier.soort_naam


@login_required
@permission_required("voorzieningen.eigen_plaatsen", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def vrij(request: HttpRequest) -> HttpResponse:
    """A school says how many free places it has, per level and year."""
    gebruiker, vandaag = gebruiker_van(request), timezone.localdate()
    scholen = eigen_scholen(gebruiker)
    if not scholen:
        raise PermissionDenied("U werkt niet voor een school van dit samenwerkingsverband.")
    school = next((rij for rij in scholen if str(rij.pk) == request.GET.get("school")), scholen[0])
    jaren = keuzejaren(vandaag)
    jaar = next((rij for rij in jaren if str(rij) == request.GET.get("jaar")), jaren[0])
    form = VrijForm(request.POST if request.method == "POST" else None, school=school, jaar=jaar)
    if form.is_bound and form.is_valid():
        try:
            with niet_eindeloos_wachten():
                anders = services.vrije_plaatsen_bewaren(
                    school=school, jaar=jaar, aantallen=form.aantallen, door=gebruiker
                )
        except Geweigerd as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, "De vrije plaatsen zijn bewaard." if anders else "Er is niets veranderd.")
            return redirect(f"{request.path}?school={school.pk}&jaar={jaar}")
    context = {"form": form, "school": school, "scholen": scholen, "jaar": jaar, "jaren": jaren}
    return render(request, "voorzieningen/plaatsen_vrij.html", context, status=422 if form.errors else 200)


# --- The report --------------------------------------------------------------------------------------------


def _gevraagd_jaar(request: HttpRequest) -> int:
    """The school year in the address; the present one when it says nothing or something else."""
    nu = schooljaar(timezone.localdate())
    ruw = request.GET.get("jaar", "")
    jaar = int(ruw) if ruw.isdecimal() and len(ruw) == 4 else nu
    return jaar if nu - JAREN_TERUG <= jaar <= nu + 1 else nu


@require_safe
@login_required
@overzien
def rapport(request: HttpRequest) -> HttpResponse:
    """Use and effect of every facility in one school year."""
    jaar, nu = _gevraagd_jaar(request), schooljaar(timezone.localdate())
    bestanden = ((f"Download als {soort.naam}", code) for code, soort in FORMATEN.items())
    context = {
        "rapport": maak_rapport(jaar),
        "jaar": jaar,
        "jaren": range(nu + 1, nu - JAREN_TERUG - 1, -1),
        "downloads": [
            (tekst, f"{reverse('voorzieningen:plaatsrapport_bestand', args=[code])}?jaar={jaar}")
            for tekst, code in bestanden
        ],
    }
    return render(request, "voorzieningen/plaatsen_rapport.html", context)


@require_safe
@login_required
@overzien
def rapport_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same as a file."""
    if formaat not in FORMATEN:
        raise Http404
    gemaakt = maak_rapport(_gevraagd_jaar(request))
    naam = f"Plaatsen in voorzieningen {gemaakt.naam}"
    return tabelbestand(formaat, naam=naam, koppen=KOPPEN, rijen=tabelrijen(gemaakt))
