"""A look at the letter before it exists: the same HTML as will be sealed, without number, code and seal."""

from copy import copy
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from swv.documenten.pdf import render_pdf
from swv.kern.handelingen import formulier
from swv.organisaties.models import Rolsoort
from toelating import documents, rules
from toelating.besluit import neem_voorstel_over
from toelating.models import Tlvaanvraag, Voorstel
from toelating.workflow import buiten_behandeling_voorleggen, voorleggen

VOORSTELLEN = (voorleggen, buiten_behandeling_voorleggen)


@require_http_methods(["GET", "HEAD", "POST"])
def voorbeeld(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The letter of what lies ready; with the form of the bureau, of what was typed in it. Nothing is stored."""
    aanvraag = _voor_wie_besluit(request, pk)
    if request.method == "POST":
        return _van_wat_getypt_is(request, aanvraag)
    if not aanvraag.voorstel or not aanvraag.is_open:
        raise Http404
    return _pdf(documents.voorbeeld(aanvraag, ondertekent=request.user))  # type: ignore[arg-type]


def _voor_wie_besluit(request: HttpRequest, pk: UUID) -> Tlvaanvraag:
    """The bureau and who signs; a school reads the letter when it is there. Raises Http404."""
    aanvragen = Tlvaanvraag.objects.for_user(request.user).select_related("school__bestuur", "regeling", "behandelaar")
    aanvraag = get_object_or_404(aanvragen, pk=pk)
    if not request.user.heeft_rol(Rolsoort.BUREAU) and not rules.mag_teruggeven.test(request.user, aanvraag):  # type: ignore[union-attr]
        raise Http404
    return aanvraag


def _van_wat_getypt_is(request: HttpRequest, aanvraag: Tlvaanvraag) -> HttpResponse:
    handeling = next((rij for rij in VOORSTELLEN if rij.weigering(aanvraag, request.user) is None), None)
    if handeling is None:
        raise Http404
    form = formulier(handeling, aanvraag, door=request.user, data=request.POST)
    if not form.is_valid():
        return render(request, "toelating/brief_onvolledig.html", {"form": form, "aanvraag": aanvraag}, status=422)
    concept = copy(aanvraag)
    neem_voorstel_over(concept, **{"voorstel": Voorstel.BUITEN_BEHANDELING, **form.cleaned_data})
    return _pdf(documents.voorbeeld(concept))


def _pdf(html: str) -> HttpResponse:
    antwoord = HttpResponse(render_pdf(html), content_type="application/pdf")
    antwoord["Content-Disposition"] = 'inline; filename="voorbeeld.pdf"'
    antwoord["Cache-Control"] = "no-store, private"
    return antwoord
