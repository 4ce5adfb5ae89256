"""A password alone opens nothing: without a second factor there is only the page that sets one up."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

ZONDER_TWEEDE_FACTOR = ("/account/", "/static/", "/gezond/")


class TweedeFactorVerplicht:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not request.path.startswith(ZONDER_TWEEDE_FACTOR) and not is_mfa_enabled(user):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
