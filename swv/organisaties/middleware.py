"""Two guards around every page: a session needs a second factor, and it does not live for ever."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from swv.organisaties import tweede_factor

# What works with a password alone: setting up the second factor and leaving.
ZONDER_TWEEDE_FACTOR = frozenset(
    {"account_logout", "account_reauthenticate", "gezond", "mfa_activate_totp", "mfa_add_webauthn"}
)
_BEGIN, _LAATST = "sessie_begin", "sessie_laatst"
VANZELF = "X-Vanzelf"  # header of what a page asks by itself while nobody does anything
_VERVERSEN = 60  # seconds: a session in use is written at most once a minute


class TweedeFactorVerplicht:
    """A password alone opens nothing: without a second factor there is only the page that sets one up.

    The session itself must have shown the factor. A session that logged in with a password before the factor was
    set up elsewhere ends, so a stolen password that waits gains nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or tweede_factor.is_bewezen(request):
            return None
        if not is_mfa_enabled(request.user):
            naam = request.resolver_match.view_name if request.resolver_match else ""
            return None if naam in ZONDER_TWEEDE_FACTOR else redirect("mfa_activate_totp")
        logout(request)
        return _naar_login(request)


class Sessieduur:
    """A session ends after an hour without a click, and in any case twelve hours after login.

    The cookie ends with the browser and the row with SESSION_COOKIE_AGE; both are counted from the last write, so
    neither gives the two limits. The moments stand in the session and are rewritten at most once a minute. What an open
    page asks by itself is no click.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (reden := self._waarom_voorbij(request)):
            logout(request)
            messages.info(request, f"U bent uitgelogd, omdat {reden}. Wat u had opgeslagen, is bewaard.")
            return _naar_login(request)
        return self.get_response(request)

    def _waarom_voorbij(self, request: HttpRequest) -> str:
        """The reason for the user, or nothing while the session goes on."""
        nu = int(time.time())
        sessie = request.session
        if nu - sessie.setdefault(_BEGIN, nu) > settings.SESSION_COOKIE_AGE:
            return "u een hele werkdag was ingelogd"
        laatst = sessie.get(_LAATST)
        if laatst is not None and nu - laatst > settings.SESSIE_RUST.total_seconds():
            return "u een tijd niets hebt gedaan"
        if laatst is None or (nu - laatst >= _VERVERSEN and VANZELF not in request.headers):
            sessie[_LAATST] = nu
        return ""


def _naar_login(request: HttpRequest) -> HttpResponse:
    """To the login page and back to this page. A background save gets 401: the typed text stays on the screen."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    terug = request.get_full_path() if request.method == "GET" else settings.LOGIN_REDIRECT_URL
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({REDIRECT_FIELD_NAME: terug})}")
