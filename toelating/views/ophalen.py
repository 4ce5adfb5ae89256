"""A school collects a TLV: those that lie ready with one button, any other with its number and the date of birth."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from swv.invullen.views import gebruiker_van
from swv.kern.drempel import een_is_bereikt
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker
from toelating import ophalen as halen
from toelating import teksten_verklaring
from toelating.blik import leerling_in_het_kort
from toelating.forms.ophalen import OphaalForm
from toelating.models import Verklaring, Verklaringstatus
from toelating.rules_verklaring import scholen_van
from toelating.verklaringen import met_regel
from toelating.workflow.verklaring import ophalen as handeling

ONBEKEND = (
    "Wij kennen geen TLV met dit nummer en deze geboortedatum die uw school kan ophalen. Controleer het nummer en de "
    "datum in de brief, of bel het bureau."
)
TE_VAAK = (
    "Er is te vaak een nummer of geboortedatum ingevuld die niet klopte. Wacht een kwartier en probeer het dan "
    "opnieuw. Blijft het misgaan? Bel het bureau."
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("toelating.tlv_ophalen", raise_exception=True)
def ophalen(request: HttpRequest) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    if request.method != "POST":
        return _toon(request, OphaalForm())
    form = OphaalForm(request.POST)
    if not form.is_valid():
        return _toon(request, form, status=422)
    nummer = form.cleaned_data["nummer"]
    grenzen = halen.grenzen(request, gebruiker, nummer)
    if een_is_bereikt(grenzen):
        form.add_error(None, TE_VAAK)
        return _toon(request, form, status=429)
    soorten = halen.soorten_van(gebruiker)
    tlv = halen.zoek(nummer=nummer, geboortedatum=form.cleaned_data["geboortedatum"], soorten=soorten)
    if tlv is None:
        for grens in grenzen:
            grens.tel()
        halen.noteer_misser(gebruiker)
        form.add_error(None, ONBEKEND)
        return _toon(request, form, status=422)
    return _gevonden(request, form, tlv, gebruiker)


def _gevonden(request: HttpRequest, form: OphaalForm, tlv: Verklaring, gebruiker: Gebruiker) -> HttpResponse:
    """The pair fits: collect it, go where it already is, or say why that cannot be now."""
    if tlv.school_id is not None and gebruiker.is_coordinator_van(tlv.school_id):
        return redirect(tlv)
    if tlv.status == Verklaringstatus.VERZILVERD:
        halen.onthoud(request, tlv)
        return redirect("toelating:verklaring_handeling", tlv.pk, "overstappen")
    if tlv.status != Verklaringstatus.AFGEGEVEN:
        form.add_error(None, halen.waarom_niet(tlv))
        return _toon(request, form, status=409)
    eigen = [school for school in scholen_van(gebruiker) if school.soort == tlv.onderwijs]
    if len(eigen) > 1:  # for which of them is asked on the next page
        halen.onthoud(request, tlv)
        return redirect("toelating:verklaring_handeling", tlv.pk, "ophalen")
    try:
        verrichten(handeling, tlv, door=gebruiker, data={"school": str(eigen[0].pk)})
    except Geweigerd:
        form.add_error(None, halen.waarom_niet(Verklaring.objects.get(pk=tlv.pk)))
        return _toon(request, form, status=409)
    messages.success(request, teksten_verklaring.gelukt(handeling))
    return redirect(tlv)


def _toon(request: HttpRequest, form: OphaalForm, *, status: int = 200) -> HttpResponse:
    gebruiker = gebruiker_van(request)
    eigen = [school.pk for school in scholen_van(gebruiker)]
    klaar = met_regel(Verklaring.objects.klaar_voor(eigen)).order_by("afgegeven_op", "nummer")
    context: dict[str, Any] = {
        "form": form,
        "heeft_fouten": bool(form.errors),
        "klaar": [(tlv, leerling_in_het_kort(tlv.leerling)) for tlv in klaar],
    }
    return render(request, "toelating/verklaring/ophalen.html", context, status=status)
