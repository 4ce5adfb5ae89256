"""For everybody: which school has which profile, and the profile of one school."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from voorzieningen.models import Profiel
from voorzieningen.profielen import lezen, selectors
from voorzieningen.profielen.forms import ZoekForm


@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Every school with the date of its profile; one that is too old or missing says so in words."""
    form = ZoekForm(request.GET, plaatsen=selectors.plaatsen())
    form.is_valid()
    gevraagd = form.cleaned_data
    scholen = selectors.leden()
    if zoek := gevraagd.get("zoek"):
        scholen = scholen.filter(naam__icontains=zoek)
    if plaats := gevraagd.get("plaats"):
        scholen = scholen.filter(plaats=plaats)
    profielen = {rij.school_id: rij for rij in Profiel.objects.openbaar().defer("antwoorden")}
    context = {
        "form": form,
        "heeft_fouten": bool(form.errors),
        "regels": [(school, profielen.get(school.pk)) for school in scholen.order_by("naam", "code")],
        "is_gefilterd": any(gevraagd.values()),
    }
    return render(request, "voorzieningen/profielen/lijst.html", context, status=422 if form.errors else 200)


@require_safe
def openbaar(request: HttpRequest, code: str) -> HttpResponse:
    """The published profile of one school. Without one the page says so; a school that is no member is missing."""
    school = get_object_or_404(selectors.leden(), code=code)
    profiel = Profiel.objects.openbaar().filter(school=school).select_related("school").first()
    context = {
        "school": school,
        "profiel": profiel,
        "delen": [deel for deel in lezen.delen_van(profiel) if not deel.is_leeg] if profiel else [],
        "contact": lezen.contact_van(profiel) if profiel else {},
    }
    return render(request, "voorzieningen/profielen/openbaar.html", context)
