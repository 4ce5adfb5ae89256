"""Niet-schoolse voorzieningen on screen: the list, registering, one pupil with the acts, and the report."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.kern.deuren import Handelingpagina
from swv.kern.fouten import Bezet, Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.models import Gebeurtenis
from swv.kern.uitvoer import FORMATEN, tabelbestand
from swv.organisaties.selectors import eigen_scholen
from voorzieningen.models import Registratie
from voorzieningen.registratie import services, teksten
from voorzieningen.registratie.forms import RegistrerenForm
from voorzieningen.registratie.rapport import KOPPEN, keuzejaren, maak_rapport, tabelrijen
from voorzieningen.registratie.workflow import workflow

overzien = permission_required("voorzieningen.registratierapport", raise_exception=True)


def haal(request: HttpRequest, pk: UUID) -> Registratie:
    """The registration, when this person may see it. Raises Http404: a foreign one is a missing one."""
    zichtbaar = Registratie.objects.for_user(gebruiker_van(request)).select_related("school", "leerling")
    return get_object_or_404(zichtbaar, pk=pk)


@require_safe
@login_required
@permission_required("voorzieningen.registraties_zien", raise_exception=True)
def lijst(request: HttpRequest) -> HttpResponse:
    """The own pupils for a school; for bureau and director all, by kenmerk and without names."""
    gebruiker = gebruiker_van(request)
    is_school = gebruiker.has_perm("voorzieningen.registreren")
    rijen = Registratie.objects.for_user(gebruiker).select_related("school", "leerling")
    if request.GET.get("toon") == "effect":
        rijen = rijen.effect_gevraagd()
    blad = bladzijde(rijen, na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    return render(
        request,
        "voorzieningen/registraties.html",
        {
            "regels": [(rij, teksten.stand(rij), rij.school_id in gebruiker.school_ids) for rij in blad.rijen],
            "mag_registreren": is_school,
            "mag_rapport": gebruiker.has_perm("voorzieningen.registratierapport"),
            "alleen_effect": request.GET.get("toon") == "effect",
            "toon_school": not is_school or len(gebruiker.school_ids) > 1,
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
            **bladerlinks(blad, pad=reverse("voorzieningen:registraties"), gevraagd=request.GET),
        },
    )


@login_required
@permission_required("voorzieningen.registreren", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """A school registers that a pupil follows a niet-schoolse voorziening."""
    gebruiker = gebruiker_van(request)
    scholen, gevraagd = eigen_scholen(gebruiker), request.GET.get("school")
    school = next((rij for rij in scholen if gevraagd in (None, str(rij.pk))), None)
    if school is None:
        raise Http404
    form = RegistrerenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            with niet_eindeloos_wachten():
                gemaakt = services.registreren(school=school, gegevens=form.cleaned_data, door=gebruiker)
        except Bezet as fout:
            form.add_error(None, fout.zin)
        except Geweigerd as fout:
            for veld, zinnen in (fout.velden or {"leerlingnummer": [fout.zin]}).items():
                form.add_error(veld, zinnen)
        else:
            messages.success(request, f"De registratie is bewaard. Het kenmerk is {gemaakt.kenmerk}.")
            return redirect(gemaakt)
    context = {"form": form, "school": school, "scholen": scholen}
    return render(request, "voorzieningen/registratie_nieuw.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def registratie(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One registration: what is agreed, what it brought, and what can be done."""
    gevonden = haal(request, pk)
    badge, soort = teksten.stand(gevonden)
    return render(
        request,
        "voorzieningen/registratie.html",
        {
            "registratie": gevonden,
            "badge": badge,
            "badgesoort": soort,
            "handelingen": workflow.available(gevonden, request.user),
            "gebeurtenissen": list(Gebeurtenis.objects.van(gevonden).openbaar().select_related("door")),
        },
    )


class RegistratieHandeling(Handelingpagina):
    """One act on a registration."""

    workflow, woorden = workflow, teksten
    template_name = "voorzieningen/registratie_handeling.html"

    def get_dossier(self) -> Registratie:
        return haal(self.request, self.kwargs["pk"])

    def boven(self, dossier: Registratie) -> str:
        return dossier.kenmerk


# --- The report --------------------------------------------------------------------------------------------


def _jaar(request: HttpRequest) -> int:
    """The school year in the address; the present one when it says nothing or something else."""
    jaren = keuzejaren()
    return next((jaar for jaar in jaren if str(jaar) == request.GET.get("jaar")), jaren[0])


@require_safe
@login_required
@overzien
def rapport(request: HttpRequest) -> HttpResponse:
    """Use and effect in one school year; small counts are hidden."""
    jaar = _jaar(request)
    adres = {code: reverse("voorzieningen:registratierapport_bestand", args=[code]) for code in FORMATEN}
    context = {
        "rapport": maak_rapport(jaar),
        "jaar": jaar,
        "jaren": keuzejaren(),
        "downloads": [(f"Download als {soort.naam}", f"{adres[code]}?jaar={jaar}") for code, soort in FORMATEN.items()],
    }
    return render(request, "voorzieningen/registratie_rapport.html", context)


@require_safe
@login_required
@overzien
def rapport_bestand(request: HttpRequest, formaat: str) -> HttpResponseBase:
    """The same as a file."""
    if formaat not in FORMATEN:
        raise Http404
    gemaakt = maak_rapport(_jaar(request))
    naam = f"Niet-schoolse voorzieningen {gemaakt.naam}"
    return tabelbestand(formaat, naam=naam, koppen=KOPPEN, rijen=tabelrijen(gemaakt))
