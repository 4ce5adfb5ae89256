"""All requests and TLVs that somebody may see, newest first, as one list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.bladeren import BLADEREN, bladerlinks, bladzijde
from swv.organisaties.models import Rolsoort
from swv.organisaties.selectors import eigen_scholen
from toelating import selectors
from toelating.lijstfilters import AanvraagFilter, VerklaringFilter


@require_safe
@login_required
def lijst(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    scholen = eigen_scholen(gebruiker, ook_buiten_regio=True)
    aanvragen = AanvraagFilter(request.GET, queryset=selectors.aanvragen_voor_lijst(gebruiker), scholen=scholen)
    tlvs = VerklaringFilter(
        request.GET, queryset=selectors.verklaringen_voor_lijst(gebruiker), scholen=scholen, request=request
    )
    plek = {naam: request.GET.get(naam, "") for naam in BLADEREN}
    pagina = bladzijde(aanvragen.qs, tlvs.qs, **plek)
    return render(
        request,
        "toelating/lijst.html",
        {
            "wat_staat_er": "Aanvragen en TLV’s",
            "form": aanvragen.form,
            "heeft_fouten": bool(aanvragen.form.errors),
            "rijen": [selectors.lijstregel(rij, gebruiker) for rij in pagina.rijen],
            **bladerlinks(pagina, pad=request.path, gevraagd=request.GET),
            "is_gefilterd": any(aanvragen.form.cleaned_data.values()),
            "is_vervolg": any(plek.values()),
            "toon_school": len(gebruiker.school_ids) != 1,
            "mag_aanvragen": gebruiker.heeft_rol(Rolsoort.COORDINATOR),
            "is_gast": gebruiker.heeft_rol(Rolsoort.GAST),
        },
    )
