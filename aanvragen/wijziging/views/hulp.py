"""What every page of a change does first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from aanvragen.models import Wijziging
from aanvragen.wijziging.selectors import met_alles
from swv.invullen.views import gebruiker_van


def haal(request: HttpRequest, pk: UUID) -> Wijziging:
    """The change, when this person may see it. Raises Http404: a foreign one is a missing one."""
    return get_object_or_404(met_alles(Wijziging.objects.for_user(gebruiker_van(request))), pk=pk)


def basiscontext(wijziging: Wijziging, **context: Any) -> dict[str, Any]:
    """What every page shows: the change (under both its names), its award and the line above the title."""
    aanvraag = wijziging.aanvraag
    boven = f"{wijziging.kenmerk} · {aanvraag.soort_naam} · {aanvraag.school.naam}"
    return {"wijziging": wijziging, "dossier": wijziging, "aanvraag": aanvraag, "boven": boven, **context}
