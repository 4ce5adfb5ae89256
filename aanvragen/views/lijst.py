"""All dossiers that somebody may see, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aanvragen import teksten
from aanvragen.filters import AanvraagFilter
from aanvragen.models import Aanvraag
from swv.invullen.gesprekken import met_nieuws_voor_school
from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.organisaties.models import Rolsoort
from swv.organisaties.selectors import eigen_scholen


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    zichtbaar = Aanvraag.objects.for_user(gebruiker).select_related("school").defer("antwoorden", "advies")
    zichtbaar = met_nieuws_voor_school(zichtbaar, gebruiker)
    filterset = AanvraagFilter(request.GET, queryset=zichtbaar, scholen=eigen_scholen(gebruiker))
    pagina = bladzijde(filterset.qs, na=request.GET.get("na", ""), voor=request.GET.get("voor", ""))
    waarden = filterset.form.cleaned_data
    return render(
        request,
        "aanvragen/lijst.html",
        {
            "wat_staat_er": "Aanvragen",
            "form": filterset.form,
            "heeft_fouten": bool(filterset.form.errors),
            "rijen": [(rij, teksten.BADGES[rij.status]) for rij in pagina.rijen],
            **bladerlinks(pagina, pad=request.path, gevraagd=request.GET),
            "is_gefilterd": any(waarden.values()),
            "is_vervolg": any(request.GET.get(naam) for naam in BLADEREN),
            "toon_school": len(gebruiker.school_ids) != 1,
            "mag_aanvragen": gebruiker.heeft_rol(Rolsoort.COORDINATOR),
        },
    )
