"""For a school and its board: what it has, where it goes on, and its picture over the years."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.fouten import Geweigerd
from swv.kern.schooljaar import in_woorden, schooljaar
from swv.organisaties.models import Gebruiker, School
from swv.organisaties.selectors import eigen_scholen
from voorzieningen.models import Checklist, Checklistitem, Checkliststatus, Profiel
from voorzieningen.profielen import lezen, selectors, services, teksten
from voorzieningen.profielen.beeld import Beeld, maak_beeld

eigen = permission_required("voorzieningen.eigen_profiel", raise_exception=True)


@require_safe
@login_required
@eigen
def ons(request: HttpRequest) -> HttpResponse:
    """Straight to the own school; a board with more of them chooses one first."""
    scholen = eigen_scholen(gebruiker_van(request))
    if not scholen:
        raise PermissionDenied("U werkt niet voor een school van dit samenwerkingsverband.")
    if len(scholen) == 1:
        return redirect("profielen:school", scholen[0].code)
    standen = selectors.schoolstanden(scholen, timezone.localdate())
    context = {"standen": [(stand, teksten.STAND[stand.stand]) for stand in standen]}
    return render(request, "voorzieningen/profielen/kiezen.html", context)


def _haal_school(gebruiker: Gebruiker, code: str) -> School:
    """A school of this person, or any for who oversees them all. Raises Http404: another one is a missing one."""
    scholen = selectors.leden().filter(code=code)
    if not gebruiker.has_perm("voorzieningen.profielen_overzien"):
        scholen = scholen.filter(pk__in=gebruiker.school_ids)
    if school := scholen.first():
        return school
    raise Http404


@require_safe
@login_required
def school(request: HttpRequest, code: str) -> HttpResponse:
    """One school: its profile, its checklist, the picture, and what was there before."""
    gebruiker = gebruiker_van(request)
    school = _haal_school(gebruiker, code)
    is_eigen = school.pk in gebruiker.school_ids and gebruiker.has_perm("voorzieningen.eigen_profiel")
    vandaag = timezone.localdate()
    (stand,) = selectors.schoolstanden([school], vandaag)
    concept = Checklist.objects.filter(school=school, status=Checkliststatus.CONCEPT).first() if is_eigen else None
    context = {
        "school": school,
        "is_eigen": is_eigen,
        "stand": stand,
        "badge": teksten.STAND[stand.stand],
        "schooljaar": in_woorden(schooljaar(vandaag)),
        "checklist": concept,
        "voortgang": lezen.voortgang_van(concept) if concept else None,
        "beeld": _beeld(school, gebruiker),
        "eerder": _eerder(school, gebruiker),
    }
    return render(request, "voorzieningen/profielen/school.html", context)


def _beeld(school: School, gebruiker: Gebruiker) -> Beeld | None:
    """The picture; the mean of the region leaves out every school whose scores this person can read."""
    regels = selectors.Regels()
    reeks = list(selectors.vastgesteld(school=school))
    if not reeks:
        return None
    titels = dict(
        Checklistitem.objects.filter(editie__in={rij.editie_id for rij in reeks})
        .order_by("editie__geldig_van")
        .values_list("ijkpunt", "ijkpunt_titel")
    )
    regio = selectors.regio(reeks[-1].schooljaar, bekend=gebruiker.school_ids | {school.pk}, regels=regels)
    return maak_beeld(selectors.scores(reeks, regels), titels, regio)


def _eerder(school: School, gebruiker: Gebruiker) -> list[dict[str, Any]]:
    """Every version that was fixed, the newest first."""
    rijen: list[Profiel | Checklist] = [
        *Profiel.objects.for_user(gebruiker).filter(school=school, gepubliceerd_op__isnull=False).defer("antwoorden"),
        *Checklist.objects.for_user(gebruiker).filter(school=school, vastgesteld_op__isnull=False).defer("antwoorden"),
    ]
    regels = [
        {
            "op": rij.gepubliceerd_op if isinstance(rij, Profiel) else rij.vastgesteld_op,
            "naam": rij.soort_naam if isinstance(rij, Profiel) else f"Checklist {rij.schooljaar_naam}",
            "url": rij.get_absolute_url(),
            "badge": teksten.badge(rij),
        }
        for rij in rijen
    ]
    return sorted(regels, key=lambda regel: regel["op"], reverse=True)


@require_POST
@login_required
@eigen
def profiel_beginnen(request: HttpRequest, code: str) -> HttpResponse:
    return _beginnen(request, code, services.profiel_beginnen)


@require_POST
@login_required
@eigen
def checklist_beginnen(request: HttpRequest, code: str) -> HttpResponse:
    return _beginnen(request, code, services.checklist_beginnen)


def _beginnen(request: HttpRequest, code: str, dienst: Any) -> HttpResponse:
    """Begin one, or go on with the one that is there. Not for a school of somebody else, also not as the bureau."""
    gebruiker = gebruiker_van(request)
    school = _haal_school(gebruiker, code)
    try:
        return redirect(dienst(school=school, door=gebruiker))
    except Geweigerd as fout:
        raise PermissionDenied(fout.zin) from fout
