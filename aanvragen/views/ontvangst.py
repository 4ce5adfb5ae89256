"""The receipt, right after sending."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from aanvragen.views.hulp import basiscontext, haal
from swv.invullen.views.stand import beslistermijn_van


@require_safe
@login_required
def ontvangst(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt: kenmerk, what happens when, whom to call. The same address however often one sends."""
    aanvraag = haal(request, pk)
    if not aanvraag.kenmerk:
        return redirect(aanvraag)
    context = basiscontext(aanvraag, termijn=beslistermijn_van(aanvraag))
    return render(request, "aanvragen/ontvangst.html", context)
