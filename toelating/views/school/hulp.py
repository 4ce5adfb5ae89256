"""What every page of a request does first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from swv.invullen.views import gebruiker_van
from toelating import selectors
from toelating.models import Tlvaanvraag
from toelating.models.aanvraag import TlvaanvraagQuerySet


def haal(request: HttpRequest, pk: UUID) -> Tlvaanvraag:
    """The request, when this person may see all of it; who only advises on it has a page of their own. Raises Http404:
    a foreign dossier is a missing one."""
    return _een(Tlvaanvraag.objects.buiten_advies(gebruiker_van(request)), pk)


def haal_voor_handeling(request: HttpRequest, pk: UUID) -> Tlvaanvraag:
    """The request to act on; that page shows nothing of what was filled in. Raises Http404."""
    return _een(Tlvaanvraag.objects.for_user(gebruiker_van(request)), pk)


def _een(aanvragen: TlvaanvraagQuerySet, pk: UUID) -> Tlvaanvraag:
    return get_object_or_404(selectors.met_alles(aanvragen), pk=pk)


def basiscontext(aanvraag: Tlvaanvraag, **context: Any) -> dict[str, Any]:
    """What every page of a request shows: the dossier and the line above the title."""
    boven = f"{aanvraag.kenmerk or aanvraag.soort_naam} · {aanvraag.school.naam}"
    return {"aanvraag": aanvraag, "dossier": aanvraag, "boven": boven, **context}
