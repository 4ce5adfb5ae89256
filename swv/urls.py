"""Every address of the portal."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def gezond(request: HttpRequest) -> HttpResponse:
    """Alive: answers without database, so a supervisor can ask often."""
    return HttpResponse("gezond", content_type="text/plain")


urlpatterns = [
    path("gezond/", gezond, name="gezond"),
    path("account/", include("allauth.urls")),
    path("bureau/", admin.site.urls),
]
