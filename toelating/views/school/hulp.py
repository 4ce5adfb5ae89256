"""What every page of a request does first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from swv.invullen.views import gebruiker_van
from toelating import selectors
from toelating.models import Tlvaanvraag


def haal(request: HttpRequest, pk: UUID) -> Tlvaanvraag:
    """The request, when this person may see it. Raises Http404: a foreign dossier is a missing one."""
    zichtbaar = selectors.met_alles(Tlvaanvraag.objects.for_user(gebruiker_van(request)))
    return get_object_or_404(zichtbaar, pk=pk)


def basiscontext(aanvraag: Tlvaanvraag, **context: Any) -> dict[str, Any]:
    """What every page of a request shows: the dossier and the line above the title."""
    boven = f"{aanvraag.kenmerk or aanvraag.soort_naam} · {aanvraag.school.naam}"
    return {"aanvraag": aanvraag, "dossier": aanvraag, "boven": boven, **context}
