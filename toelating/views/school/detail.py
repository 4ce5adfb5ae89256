"""One request: a task list while it is a draft, a status page afterwards."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from swv.invullen.antwoorden import gegevens_van
from swv.invullen.views import gebruiker_van
from swv.invullen.views.stand import conceptcontext, standcontext
from swv.invullen.voortgang import verstuurde_antwoorden
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.models import Soort as Klok
from swv.termijnen.selectors import open_termijn
from toelating import selectors, teksten, uitleg
from toelating.bestanden import brieven_voor_school
from toelating.models import Bezwaar, Status, Tlvaanvraag
from toelating.rekenen import rekening
from toelating.verklaringen import met_regel, regel_voor
from toelating.views.school.hulp import basiscontext, haal
from toelating.workflow import zienswijze_geven


@require_safe
@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    gebruiker, aanvraag = gebruiker_van(request), haal(request, pk)
    if aanvraag.is_concept:
        context = conceptcontext(aanvraag, gebruiker, teksten.WOORDEN)
        route = uitleg.route(aanvraag.regeling, via_bestuur=aanvraag.gast_id is None)
        return render(request, "toelating/concept.html", basiscontext(aanvraag, route=route, **context))
    return render(request, "toelating/detail.html", _status(aanvraag, gebruiker))


def _status(aanvraag: Tlvaanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    van_bureau = gebruiker.heeft_rol(Rolsoort.BUREAU)
    gegevens = gegevens_van(aanvraag, verstuurde_antwoorden(aanvraag))
    brieven = None if van_bureau else brieven_voor_school(aanvraag)
    tlvs = [regel_voor(gebruiker, tlv) for tlv in met_regel(aanvraag.verklaringen.for_user(gebruiker))]
    return basiscontext(
        aanvraag,
        **standcontext(aanvraag, gebruiker, teksten.WOORDEN, brieven=brieven),
        stand=teksten.stand(aanvraag, van_u=selectors.is_van(aanvraag, gebruiker)),
        voortgang=None,
        zienswijzevraag=_zienswijzevraag(aanvraag, gebruiker),
        zienswijzen=list(aanvraag.zienswijzen.select_related("vastgelegd_door")),
        tlvs=tlvs,
        na_bezwaar=any(regel.verklaring.is_overgedaan for regel in tlvs),  # type: ignore[attr-defined]  # added by met_regel
        bezwaren=list(Bezwaar.objects.for_user(gebruiker).filter(aanvraag=aanvraag)) if aanvraag.is_besloten else [],
        ingebrekestellingen=list(aanvraag.ingebrekestellingen.for_user(gebruiker).filter(bezwaar__isnull=True)),
        som=rekening(aanvraag, gegevens),
        werkplek=reverse("admin:toelating_tlvaanvraag_change", args=[aanvraag.pk]) if van_bureau else "",
    )


def _zienswijzevraag(aanvraag: Tlvaanvraag, gebruiker: Gebruiker) -> dict[str, Any] | None:
    """What the bureau laid before the school, until when, and whether this person can answer."""
    if aanvraag.status != Status.ZIENSWIJZE:
        return None
    vraag: Gebeurtenis | None = Gebeurtenis.objects.van(aanvraag).filter(handeling="zienswijze_vragen").first()
    termijn = open_termijn(aanvraag, Klok.ZIENSWIJZE)
    uiterlijk = termijn.uiterlijk if termijn else None
    tekst = vraag.toelichting if vraag else ""
    return {
        "tekst": tekst.removesuffix(f"\n\nGraag uiterlijk {datum(uiterlijk)}.") if uiterlijk else tekst,
        "uiterlijk": uiterlijk,
        "mag": zienswijze_geven.weigering(aanvraag, gebruiker) is None,
    }
