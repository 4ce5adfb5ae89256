"""Home: what you must do, what you wait for, what was decided. Each role lands where its work is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from aanvragen import selectors, teksten
from swv.invullen.views import gebruiker_van
from swv.kern.werk import Vak, werk_van
from swv.organisaties.models import Rolsoort

# Where a role without pages of its own here works; the first that fits.
WERKPLEK = (
    (Rolsoort.DIRECTEUR, "aanvragen:ondertekenen"),
    (Rolsoort.BUREAU, "admin:index"),
    (Rolsoort.CONTROLLER, "financien:begroting_nu"),
    (Rolsoort.BEHEERDER, "admin:index"),
    (Rolsoort.GAST, "toelating:lijst"),
)


@require_safe
@login_required
def start(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    if not selectors.is_lezer(gebruiker):
        for rol, adres in WERKPLEK:
            if gebruiker.heeft_rol(rol):
                return redirect(adres)
    pagina, elders = selectors.startpagina(gebruiker), werk_van(gebruiker)
    mag_aanvragen = gebruiker.heeft_rol(Rolsoort.COORDINATOR)
    is_school = mag_aanvragen or gebruiker.heeft_rol(Rolsoort.BESTUUR)
    return render(
        request,
        "aanvragen/start.html",
        {
            "te_doen": sorted([*pagina.te_doen, *elders[Vak.TE_DOEN]], key=lambda werk: werk.volgorde),
            "wachten_elders": elders[Vak.WACHTEN],
            "besloten_elders": elders[Vak.BESLOTEN],
            "wachten": [(werk, teksten.stand(werk.aanvraag, van_u=is_school)) for werk in pagina.wachten],
            "besloten": [(rij, teksten.stand(rij, van_u=is_school), brieven) for rij, brieven in pagina.besloten],
            "is_afgekapt": pagina.is_afgekapt,
            "mag_aanvragen": mag_aanvragen,
            "is_school": is_school,
            "leest_mee": gebruiker.heeft_rol(Rolsoort.DESKUNDIGE, Rolsoort.PARTNER),
            "heeft_rol": bool(gebruiker.rolsoorten),
            "toon_school": len(gebruiker.school_ids) != 1,
        },
    )
