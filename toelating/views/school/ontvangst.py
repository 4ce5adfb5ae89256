"""The receipt, right after sending."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from swv.invullen.views.stand import beslistermijn_van
from toelating import uitleg
from toelating.views.school.hulp import basiscontext, haal


@require_safe
@login_required
def ontvangst(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt: kenmerk, what happens when, whom to call. The same address however often one sends."""
    aanvraag = haal(request, pk)
    if not aanvraag.kenmerk:
        return redirect(aanvraag)
    context = {
        "termijn": beslistermijn_van(aanvraag),
        "stappen": uitleg.route(aanvraag.regeling, via_bestuur=False),
        "is_gast": aanvraag.gast_id is not None,
    }
    return render(request, "toelating/ontvangst.html", basiscontext(aanvraag, **context))
