"""The API door: refusals as problem+json, and the acts of a workflow as one route."""

from typing import Any

from django.db import transaction
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from swv.kern.deuren import bevestigd_op, geheel, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import bevestigen, formulier, is_al_gedaan, verrichten
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling, Workflow

__all__ = ["beschrijf", "doe", "uitzondering"]


def uitzondering(exc: Exception, context: dict[str, Any]) -> Response | None:
    """A refusal of the domain as an answer of the API, with the same sentence as on screen (RFC 9457)."""
    if isinstance(exc, Geweigerd):
        status = http_status(exc)
        return Response(
            {
                "type": "about:blank",
                "title": exc.zin,
                "status": status,
                "code": exc.code,
                "velden": exc.velden,
            },
            status=status,
            content_type="application/problem+json",
        )
    return exception_handler(exc, context)


def beschrijf(workflow: Workflow, dossier: Dossier, user: Any) -> list[dict[str, Any]]:
    """The acts that this person can do now, with the fields that each asks for."""
    return [_beschrijving(handeling, dossier, user) for handeling in workflow.available(dossier, user)]


def _beschrijving(handeling: Handeling, dossier: Dossier, user: Any) -> dict[str, Any]:
    form = formulier(handeling, dossier, door=user)
    velden = [
        {"naam": naam, "label": str(veld.label), "verplicht": veld.required} for naam, veld in form.fields.items()
    ]
    if handeling.tweede_factor:
        velden.append({"naam": "code", "label": "Code van de authenticator-app", "verplicht": True})
    return {"naam": handeling.naam, "label": handeling.label, "velden": velden}


def doe(workflow: Workflow, dossier: Dossier, naam: str, request: Request) -> Dossier:
    """Do the act `naam` with the body of the request. Raises Geweigerd, answered by `uitzondering`."""
    if not isinstance(request.data, dict):
        raise Geweigerd("Stuur de gegevens als een JSON-object.")
    handeling = workflow.vind(naam)
    with transaction.atomic():  # a refused act gives the code of the authenticator app back
        return _verricht(handeling, dossier, request, request.data)


def _verricht(handeling: Handeling, dossier: Dossier, request: Request, gegevens: dict[str, Any]) -> Dossier:
    versie = gegevens.get("versie")
    if versie is not None and geheel(str(versie)) is None:
        raise Geweigerd("De versie is geen geheel getal. Stuur de versie mee die u van ons kreeg, of laat haar weg.")
    try:
        moment = bevestigen(handeling, request.user, str(gegevens.get("code") or ""))
        if moment is None and request.auth is None:
            moment = bevestigd_op(request)
        return verrichten(
            handeling,
            dossier,
            door=request.user,
            data=gegevens,
            files=request.FILES,
            versie=geheel(str(versie)) if versie is not None else None,
            bevestigd_op=moment,
        )
    except Geweigerd as fout:
        if is_al_gedaan(handeling, dossier, request.user, fout):
            return type(dossier)._base_manager.get(pk=dossier.pk)
        raise
