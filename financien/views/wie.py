"""Who asks, for pages that only somebody with a role reaches."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from swv.organisaties.models import Gebruiker


def gebruiker(request: HttpRequest) -> Gebruiker:
    """The person behind the request. Raises PermissionDenied for a visitor without login."""
    if not isinstance(request.user, Gebruiker):
        raise PermissionDenied
    return request.user
