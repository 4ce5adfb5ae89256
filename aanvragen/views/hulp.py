"""What every page of a dossier does first."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from aanvragen import selectors
from aanvragen.models import Aanvraag
from swv.invullen.onderdelen import Onderdeel
from swv.organisaties.models import Gebruiker


def gebruiker_van(request: HttpRequest) -> Gebruiker:
    """Who asks; only for views behind `login_required`."""
    assert isinstance(request.user, Gebruiker)
    return request.user


def haal(request: HttpRequest, pk: UUID) -> Aanvraag:
    """The dossier, when this person may see it. Raises Http404: a foreign dossier is a missing one."""
    zichtbaar = selectors.met_alles(Aanvraag.objects.for_user(gebruiker_van(request)))
    return get_object_or_404(zichtbaar, pk=pk)


def haal_onderdeel(aanvraag: Aanvraag, code: str) -> Onderdeel:
    """The part with this code. Raises Http404: the code comes from an address."""
    try:
        return aanvraag.onderdeel(code)
    except KeyError:
        raise Http404(f"Geen onderdeel {code}") from None


def basiscontext(aanvraag: Aanvraag, **context: Any) -> dict[str, Any]:
    """What every page of a dossier shows: the dossier, its kind and the line above the title."""
    boven = f"{aanvraag.kenmerk or aanvraag.soort_naam} · {aanvraag.school.naam}"
    return {"aanvraag": aanvraag, "soort": aanvraag.declaratie, "boven": boven, **context}
