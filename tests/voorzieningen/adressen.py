"""Addresses with a page that starts an aanvraag, as the room above has it."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def starten(request: HttpRequest, soort: str) -> HttpResponse:
    return HttpResponse(soort)


urlpatterns = [
    path("voorzieningen/", include("voorzieningen.urls")),
    path("aanvragen/", include(([path("<slug:soort>/starten/", starten, name="starten")], "aanvragen"))),
]
