"""Who asks, for pages that only somebody with a role reaches."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin, PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from swv.organisaties.models import Gebruiker


class AlleenMetRecht(LoginRequiredMixin, PermissionRequiredMixin):
    """A visitor logs in first; who is logged in without the right is refused."""

    request: HttpRequest

    def handle_no_permission(self) -> Any:
        self.raise_exception = self.request.user.is_authenticated
        return super().handle_no_permission()


def gebruiker(request: HttpRequest) -> Gebruiker:
    """The person behind the request. Raises PermissionDenied for a visitor without login."""
    if not isinstance(request.user, Gebruiker):
        raise PermissionDenied
    return request.user
