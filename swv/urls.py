"""Every address of the portal."""

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import TemplateView

from swv.kern import views as kern


def gezond(request: HttpRequest) -> HttpResponse:
    """Alive: answers without database, so a supervisor can ask often."""
    return HttpResponse("gezond", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("gezond/", gezond, name="gezond"),
    path("account/", include("swv.organisaties.urls")),
    path("bureau/", admin.site.urls),
    path("api/", include("swv.api")),
    path("voorzieningen/", include("voorzieningen.urls")),
    path("activiteiten/", include("voorzieningen.activiteiten.urls")),
    path("profielen/", include("voorzieningen.profielen.urls")),
    path(
        "toegankelijkheid/",
        TemplateView.as_view(template_name="paginas/toegankelijkheid.html"),
        name="toegankelijkheid",
    ),
    path("privacy/", TemplateView.as_view(template_name="paginas/privacy.html"), name="privacy"),
    path("", include("financien.urls")),
    path("stijlgids/", kern.stijlgids, name="stijlgids"),
    path("", include("swv.documenten.urls")),
    path("verantwoordingen/", include("aanvragen.verantwoording.urls")),
    path("", include("toelating.urls")),
    path("", include("aanvragen.wijziging.urls")),
    path("", include("aanvragen.urls")),
    path("", include("aanvragen.uitvoering.urls")),
]
if apps.is_installed("swv.demo"):
    urlpatterns.append(path("demo/", include("swv.demo.urls")))
