from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def _nog_niet(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


urlpatterns = [path("toelating/adviseren/", _nog_niet, name="adviseren")]
