from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def _nog_niet(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("toelating/starten/", _nog_niet, name="starten"),
    path("toelating/<uuid:pk>/", _nog_niet, name="detail"),
]
