"""Activities on screen: the programme for everybody, one activity, one's own activities and a place with its acts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.deuren import Handelingpagina, http_status
from swv.kern.formulieren import Formulier
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import niet_eindeloos_wachten
from swv.kern.models import Gebeurtenis
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker, Rolsoort, School
from swv.organisaties.selectors import eigen_scholen
from voorzieningen.activiteiten import bewijs, inschrijvingen, kalender, selectors, services, teksten
from voorzieningen.activiteiten.forms import CollegaForm, ZelfForm
from voorzieningen.models import Activiteit, Inschrijving


def haal(request: HttpRequest, pk: UUID) -> Any:
    """The activity with its numbers, when this person may see it. Raises Http404: a foreign one is a missing one."""
    return get_object_or_404(Activiteit.objects.for_user(request.user).met_aantallen(), pk=pk)


@require_safe
def programma(request: HttpRequest) -> HttpResponse:
    """What is coming, the first on top; without login what is public."""
    soort = request.GET.get("soort", "")
    rijen = Activiteit.objects.for_user(request.user).exclude(status=Activiteit.Status.CONCEPT).komend()
    if soort in Activiteit.Soort.values:
        rijen = rijen.filter(soort=soort)
    activiteiten = list(rijen.met_aantallen().prefetch_related("sessies")[: selectors.HOOGSTENS])
    context = {
        "regels": [(rij, teksten.stand(rij)) for rij in activiteiten],
        "soorten": [(code, str(naam).capitalize()) for code, naam in Activiteit.Soort.choices],
        "soort": soort,
    }
    return render(request, "voorzieningen/activiteiten_programma.html", context)


@require_safe
def activiteit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One activity: what, when, for whom, and the way in."""
    rij = haal(request, pk)
    eigen = _eigen_inschrijvingen(request, rij)
    beheer = request.user.has_perm("voorzieningen.view_activiteit")
    context = {
        "activiteit": rij,
        "stand": teksten.stand(rij, met_reden=beheer or bool(eigen)),
        "sessies": list(rij.sessies.all()),
        "inschrijvingen": eigen,
        "beheer": beheer,
        **_wegen(request, rij),
        "is_zelf_ingeschreven": any(inschrijving.persoon_id == request.user.pk for inschrijving in eigen),
    }
    return render(request, "voorzieningen/activiteit.html", context)


def _eigen_inschrijvingen(request: HttpRequest, rij: Activiteit) -> list[Inschrijving]:
    """Oneself and the colleagues whom one put on the list."""
    if request.user.is_anonymous:
        return []
    eigen = rij.inschrijvingen.van_persoon(gebruiker_van(request)).exclude(status=Inschrijving.Status.AFGEMELD)
    return list(eigen.order_by("naam"))


def _wegen(request: HttpRequest, rij: Activiteit) -> dict[str, Any]:
    """Who can be put on the list now, and why not."""
    als_bureau = not request.user.is_anonymous and gebruiker_van(request).heeft_rol(Rolsoort.BUREAU)
    return {
        "dicht": services.dicht(rij),
        "mag_zelf": request.user.has_perm("activiteiten.inschrijven", rij),
        "mag_collega": request.user.has_perm("activiteiten.collega_inschrijven", rij)
        and not services.dicht(rij, als_bureau=als_bureau),
    }


@require_safe
def agenda(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The meetings as a file for one's own calendar."""
    antwoord = HttpResponse(kalender.ical(haal(request, pk)), content_type="text/calendar; charset=utf-8")
    antwoord["Content-Disposition"] = 'attachment; filename="activiteit.ics"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


# --- Coming on the list ------------------------------------------------------------------------------------


def _scholen(gebruiker: Gebruiker) -> dict[str, School]:
    """The schools that this person can name; for the bureau every school of the samenwerkingsverband."""
    if gebruiker.heeft_rol(Rolsoort.BUREAU):
        return {str(school.pk): school for school in School.objects.leden().order_by("naam", "code")}
    return {str(school.pk): school for school in eigen_scholen(gebruiker)}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def zelf_inschrijven(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Oneself; who works for one school presses a button and no more."""
    rij, gebruiker = haal(request, pk), gebruiker_van(request)
    if not gebruiker.has_perm("activiteiten.inschrijven", rij):
        raise PermissionDenied("Deze activiteit is niet bedoeld voor uw rol. Vragen? Bel het bureau.")
    al = rij.inschrijvingen.filter(persoon=gebruiker).exclude(status=Inschrijving.Status.AFGEMELD).first()
    if al is not None and request.method != "POST":
        messages.info(request, "U staat al op de lijst van deze activiteit.")
        return redirect(al)
    eigen = {} if gebruiker.heeft_rol(Rolsoort.BUREAU) else _scholen(gebruiker)
    namen = {pk: school.naam for pk, school in eigen.items()}
    form = ZelfForm(request.POST if request.method == "POST" else None, scholen=namen)
    gekozen = next(iter(eigen.values())) if len(eigen) == 1 else None
    if form.is_bound and form.is_valid():
        school = eigen.get(form.cleaned_data.get("school", ""), gekozen)
        if antwoord := _op_de_lijst(request, rij, form, school=school):
            return antwoord
    return _lijstpagina(request, rij, form, titel="Inschrijven", school=gekozen)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collega_inschrijven(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody without an account, by name and school."""
    rij, gebruiker = haal(request, pk), gebruiker_van(request)
    if not gebruiker.has_perm("activiteiten.collega_inschrijven", rij):
        raise PermissionDenied("U kunt geen collega inschrijven voor deze activiteit. Vragen? Bel het bureau.")
    scholen = _scholen(gebruiker)
    namen = {pk: school.naam for pk, school in scholen.items()}
    form = CollegaForm(request.POST if request.method == "POST" else None, scholen=namen)
    if form.is_bound and form.is_valid():
        gegevens = form.cleaned_data
        if antwoord := _op_de_lijst(request, rij, form, naam=gegevens["naam"], school=scholen[gegevens["school"]]):
            return antwoord
    return _lijstpagina(request, rij, form, titel="Een collega inschrijven")


def _op_de_lijst(request: HttpRequest, rij: Activiteit, form: Formulier, **wie: Any) -> HttpResponse | None:
    """Enrol and go to the page of the place; a refusal stays with what was typed."""
    try:
        with niet_eindeloos_wachten("deze activiteit"):
            nieuw = services.inschrijven(activiteit=rij, door=gebruiker_van(request), **wie)
    except Geweigerd as fout:
        form.add_error(next((veld for veld in fout.velden if veld in form.fields), None), fout.zin)
        request.weigering = fout  # type: ignore[attr-defined]
        return None
    messages.success(request, teksten.gelukt_na_inschrijven(nieuw, selectors.plaats_in_de_rij(nieuw)))
    return redirect(nieuw)


def _lijstpagina(
    request: HttpRequest, rij: Any, form: Formulier, *, titel: str, school: School | None = None
) -> HttpResponse:
    fout = getattr(request, "weigering", None)
    status = http_status(fout) if fout else 422 if form.errors else 200
    context = {"activiteit": rij, "stand": teksten.stand(rij), "form": form, "titel": titel, "school": school}
    return render(request, "voorzieningen/activiteit_inschrijven.html", context, status=status)


# --- One's own ---------------------------------------------------------------------------------------------


@require_safe
@login_required
def mijn(request: HttpRequest) -> HttpResponse:
    """What one goes to, waits for and was at, with the certificates."""
    rijen = selectors.mijn_inschrijvingen(gebruiker_van(request))
    nummers = selectors.rijnummers(rij.activiteit_id for rij in rijen)
    brieven = selectors.bewijzen(rijen)
    regels = [(rij, teksten.stand_van_inschrijving(rij, nummers.get(rij.pk, 0)), brieven.get(rij.pk)) for rij in rijen]
    context = {
        "komend": [regel for regel in reversed(regels) if not regel[0].activiteit.is_voorbij],
        "geweest": [regel for regel in regels if regel[0].activiteit.is_voorbij],
    }
    return render(request, "voorzieningen/activiteiten_mijn.html", context)


def haal_inschrijving(request: HttpRequest, pk: UUID) -> Inschrijving:
    """The place, when this person may see it. Raises Http404."""
    zichtbaar = Inschrijving.objects.for_user(gebruiker_van(request))
    return get_object_or_404(zichtbaar.select_related("activiteit", "school", "persoon", "ingeschreven_door"), pk=pk)


@require_safe
@login_required
def inschrijving(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One place: where it stands, when to come, who was there, and the certificate."""
    rij = haal_inschrijving(request, pk)
    aanwezig = dict(rij.aanwezigheden.values_list("sessie_id", "is_aanwezig"))
    context = {
        "inschrijving": rij,
        "activiteit": rij.activiteit,
        "stand": teksten.stand_van_inschrijving(rij, selectors.plaats_in_de_rij(rij)),
        "sessies": [(sessie, aanwezig.get(sessie.pk)) for sessie in rij.activiteit.sessies.all()],
        "knoppen": _knoppen(request, rij),
        "brief": bewijs.van(rij),
        "gebeurtenissen": list(Gebeurtenis.objects.van(rij).openbaar().select_related("door")),
    }
    return render(request, "voorzieningen/inschrijving.html", context)


def _knoppen(request: HttpRequest, rij: Inschrijving) -> list[tuple[Handeling, str]]:
    """What can be done now; what would only be refused is no button."""
    mogelijk = inschrijvingen.workflow.available(rij, request.user)
    kan = [handeling for handeling in mogelijk if handeling.belemmering(rij) is None]
    kan.sort(key=lambda handeling: handeling.naam not in teksten.EERST)
    return [(handeling, teksten.knopsoort(handeling)) for handeling in kan]


class InschrijvingHandeling(Handelingpagina):
    """One act on a place in an activity."""

    workflow, woorden = inschrijvingen.workflow, teksten
    template_name = "voorzieningen/inschrijving_handeling.html"

    def get_dossier(self) -> Inschrijving:
        return haal_inschrijving(self.request, self.kwargs["pk"])

    def boven(self, dossier: Inschrijving) -> str:
        return dossier.activiteit.titel
