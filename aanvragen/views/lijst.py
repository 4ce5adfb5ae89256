"""All dossiers that somebody may see, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from aanvragen import selectors, teksten
from aanvragen.filters import AanvraagFilter
from aanvragen.models import Aanvraag
from swv.invullen.views import gebruiker_van
from swv.organisaties.models import Rolsoort

BLADEREN = ("na", "voor")


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    zichtbaar = Aanvraag.objects.for_user(gebruiker).select_related("school").defer("antwoorden", "advies")
    filterset = AanvraagFilter(request.GET, queryset=zichtbaar, gebruiker=gebruiker)
    pagina = selectors.bladzijde(filterset.qs, na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    waarden = filterset.form.cleaned_data
    return render(
        request,
        "aanvragen/lijst.html",
        {
            "form": filterset.form,
            "heeft_fouten": bool(filterset.form.errors),
            "rijen": [(rij, teksten.BADGES[rij.status]) for rij in pagina.rijen],
            "vorige": _adres(request.GET, voor=pagina.vorige),
            "volgende": _adres(request.GET, na=pagina.volgende),
            "is_gefilterd": any(waarden.values()),
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
            "toon_school": len(gebruiker.school_ids) != 1,
            "mag_aanvragen": gebruiker.heeft_rol(Rolsoort.COORDINATOR),
        },
    )


def _adres(gevraagd: QueryDict, **plaats: str) -> str:
    """This list with the same filters, from another place on; nothing at the end."""
    if not any(plaats.values()):
        return ""
    adres = gevraagd.copy()
    for naam in BLADEREN:
        adres.pop(naam, None)
    adres.update(plaats)
    return f"{reverse('aanvragen:lijst')}?{adres.urlencode()}"
