"""The school change on screen: the lists, registering a pupil, one pupil with the acts, and what a school has."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.kern.deuren import Handelingpagina
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, School
from swv.organisaties.selectors import eigen_scholen
from voorzieningen.models import Schoolaanbod, Schoolwissel, Wisselronde
from voorzieningen.schoolwissel import selectors, services, teksten
from voorzieningen.schoolwissel.forms import AanbodForm, AanmeldForm
from voorzieningen.schoolwissel.workflow import workflow

ERBIJ = ("ronde", "school", "leerling", "naar_school", "wens1", "wens2", "wens3")
MEESTE = 100  # pupils who are proposed to one school, or whom it took


def haal(request: HttpRequest, pk: UUID) -> Schoolwissel:
    """The pupil, when this person may see him. Raises Http404: a foreign one is a missing one."""
    zichtbaar = Schoolwissel.objects.for_user(gebruiker_van(request)).select_related(*ERBIJ)
    return get_object_or_404(zichtbaar.prefetch_related("regels__school", "niet_naar"), pk=pk)


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    """For the bureau and the director the rounds; for a school who is proposed to it, and its own pupils."""
    gebruiker = gebruiker_van(request)
    if gebruiker.has_perm("voorzieningen.schoolwissel_overzien"):
        return _rondes(request, gebruiker)
    if not gebruiker.has_perm("voorzieningen.schoolwissel_aanmelden"):
        raise PermissionDenied("Deze pagina is voor scholen, schoolbesturen en het bureau.")
    return _van_school(request, gebruiker)


def _rondes(request: HttpRequest, gebruiker: Gebruiker) -> HttpResponse:
    rondes = list(Wisselronde.objects.for_user(gebruiker))
    standen = selectors.voortgang(rondes, timezone.localdate())
    context = {
        "rondes": [(ronde, standen[ronde.pk]) for ronde in rondes],
        "mag_starten": gebruiker.has_perm("voorzieningen.wisselronde_starten"),
    }
    return render(request, "voorzieningen/wisselrondes.html", context)


def _van_school(request: HttpRequest, gebruiker: Gebruiker) -> HttpResponse:
    zichtbaar = Schoolwissel.objects.for_user(gebruiker).select_related("ronde", "school", "leerling", "naar_school")
    ids = gebruiker.school_ids
    hierheen = zichtbaar.bezet().filter(naar_school_id__in=ids).order_by("-status", "antwoord_uiterlijk", "id")
    blad = bladzijde(
        zichtbaar.filter(school_id__in=ids), na=request.GET.get("na", ""), voor=request.GET.get("voor", "")
    )
    return render(
        request,
        "voorzieningen/schoolwissels.html",
        {
            "rondes": [ronde for ronde in selectors.lopende_rondes() if ronde.kan_aanmelden],
            "hierheen": [(rij, teksten.stand(rij)) for rij in hierheen[:MEESTE]],
            "regels": [(rij, teksten.stand(rij)) for rij in blad.rijen],
            "toon_school": len(ids) > 1,
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
            **bladerlinks(blad, pad=reverse("voorzieningen:schoolwissels"), gevraagd=request.GET),
        },
    )


# --- Registering -----------------------------------------------------------------------------------------------


def _school(request: HttpRequest, gebruiker: Gebruiker) -> tuple[School, list[School]]:
    """The own school that the address names, the first when it names none. Raises Http404 for a foreign one."""
    scholen = eigen_scholen(gebruiker)
    if not scholen:
        raise PermissionDenied("U werkt niet voor een school van dit samenwerkingsverband.")
    gevraagd = request.GET.get("school")
    school = next((rij for rij in scholen if gevraagd in (None, str(rij.pk))), None)
    if school is None:
        raise Http404
    return school, scholen


def _ronde(request: HttpRequest, rondes: list[Wisselronde]) -> Wisselronde | None:
    """The round that the address names, the first open one when it names none. Who sends a form for a round that was
    just closed keeps that round, so that the refusal says so and the text stays."""
    gevraagd = request.GET.get("ronde", "")
    keuzes = rondes if request.method != "POST" else [*rondes, *Wisselronde.objects.all()]
    return next((rij for rij in keuzes if str(rij.pk) == gevraagd), keuzes[0] if keuzes else None)


@login_required
@permission_required("voorzieningen.schoolwissel_aanmelden", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def aanmelden(request: HttpRequest) -> HttpResponse:
    """A school registers a pupil who seeks another school."""
    gebruiker = gebruiker_van(request)
    school, scholen = _school(request, gebruiker)
    rondes = [ronde for ronde in selectors.lopende_rondes() if ronde.kan_aanmelden]
    ronde = _ronde(request, rondes)
    context = {"school": school, "scholen": scholen, "rondes": rondes, "ronde": ronde}
    if ronde is None:
        return render(request, "voorzieningen/schoolwissel_geen_ronde.html", context)
    form = AanmeldForm(request.POST if request.method == "POST" else None, school=school)
    if form.is_bound and form.is_valid():
        try:
            with niet_eindeloos_wachten():
                wissel = services.aanmelden(ronde=ronde, school=school, gegevens=form.cleaned_data, door=gebruiker)
        except Geweigerd as fout:
            for veld, zinnen in (fout.velden or {"": [fout.zin]}).items():
                form.add_error(veld or None, zinnen)
        else:
            messages.success(request, f"De leerling is aangemeld. Het kenmerk is {wissel.kenmerk}.")
            return redirect(wissel)
    context["form"] = form
    return render(request, "voorzieningen/schoolwissel_aanmelden.html", context, status=422 if form.errors else 200)


@login_required
@permission_required("voorzieningen.schoolaanbod_wijzigen", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def aanbod(request: HttpRequest) -> HttpResponse:
    """A school says which support and which profiles it has."""
    gebruiker = gebruiker_van(request)
    school, scholen = _school(request, gebruiker)
    bestaand = Schoolaanbod.objects.filter(school=school).select_related("door").first()
    begin = {"ondersteuning": bestaand.ondersteuning, "profielen": bestaand.profielen} if bestaand else {}
    form = AanbodForm(request.POST if request.method == "POST" else None, initial=begin)
    if form.is_bound and form.is_valid():
        try:
            with niet_eindeloos_wachten():
                services.aanbod_bewaren(school=school, door=gebruiker, **form.cleaned_data)
        except Geweigerd as fout:
            form.add_error(None, fout.zin)
        else:
            messages.success(request, "Het aanbod van uw school is bewaard.")
            return redirect(f"{request.path}?school={school.pk}")
    context = {"form": form, "school": school, "scholen": scholen, "bestaand": bestaand}
    return render(request, "voorzieningen/schoolaanbod.html", context, status=422 if form.errors else 200)


# --- One pupil -------------------------------------------------------------------------------------------------


@require_safe
@login_required
def wissel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One pupil. The school where a place is reads what it needs to answer, not what happened before."""
    gevonden, gebruiker = haal(request, pk), gebruiker_van(request)
    is_bureau = gebruiker.has_perm("voorzieningen.schoolwissel_overzien")
    ziet_alles = is_bureau or gevonden.school_id in gebruiker.school_ids
    gebeurtenissen = Gebeurtenis.objects.van(gevonden).openbaar().select_related("door") if ziet_alles else ()
    return render(
        request,
        "voorzieningen/schoolwissel.html",
        {
            "wissel": gevonden,
            "stand": teksten.stand(gevonden),
            **_knoppen(gevonden, gebruiker),
            "ziet_alles": ziet_alles,
            "is_bureau": is_bureau,
            "uitkomst": selectors.uitkomst_van(gevonden) if is_bureau else None,
            "gebeurtenissen": list(gebeurtenissen),
        },
    )


def _knoppen(gevonden: Schoolwissel, gebruiker: Gebruiker) -> dict[str, Any]:
    """What this person can do now, the main act first, and what cannot be done yet with the reason."""
    stappen = [(rij, rij.belemmering(gevonden)) for rij in workflow.available(gevonden, gebruiker)]
    kan = [(rij, teksten.knopsoort(rij)) for rij, fout in stappen if fout is None]
    return {
        "knoppen": sorted(kan, key=lambda knop: knop[1] != "primair"),
        "belemmerd": [(rij, fout.zin) for rij, fout in stappen if fout],
    }


class WisselHandeling(Handelingpagina):
    """One act on a pupil."""

    workflow, woorden = workflow, teksten
    template_name = "voorzieningen/schoolwissel_handeling.html"

    def get_dossier(self) -> Schoolwissel:
        return haal(self.request, self.kwargs["pk"])

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        """Back to the pupil, or to the list for who does not see the pupil any more."""
        naar_leerling = super().gelukt(dossier, handeling)
        ziet_nog = Schoolwissel.objects.for_user(gebruiker_van(self.request)).filter(pk=dossier.pk).exists()
        return naar_leerling if ziet_nog else redirect("voorzieningen:schoolwissels")

    def boven(self, dossier: Schoolwissel) -> str:
        return dossier.kenmerk
