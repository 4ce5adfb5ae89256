"""What every page of a dossier does first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from aanvragen import selectors
from aanvragen.models import Aanvraag
from swv.invullen.views import gebruiker_van


def haal(request: HttpRequest, pk: UUID) -> Aanvraag:
    """The dossier, when this person may see it. Raises Http404: a foreign dossier is a missing one."""
    zichtbaar = selectors.met_alles(Aanvraag.objects.for_user(gebruiker_van(request)))
    return get_object_or_404(zichtbaar, pk=pk)


def basiscontext(aanvraag: Aanvraag, **context: Any) -> dict[str, Any]:
    """What every page of a dossier shows: the dossier (under both its names) and the line above the title."""
    boven = f"{aanvraag.kenmerk or aanvraag.soort_naam} · {aanvraag.school.naam}"
    return {"aanvraag": aanvraag, "dossier": aanvraag, "soort": aanvraag.declaratie, "boven": boven, **context}
