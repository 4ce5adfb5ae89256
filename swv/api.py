"""Every address of the API, version 1. No trailing slashes, as the Dutch API design rules ask."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from aanvragen.api import AanvraagViewSet
from toelating.api import TlvaanvraagViewSet, VerklaringViewSet
from voorzieningen.api import VoorzieningViewSet
from voorzieningen.plaatsen.api import PlaatsingViewSet

router = SimpleRouter(trailing_slash=False)
router.register("aanvragen", AanvraagViewSet, basename="aanvraag")
router.register("tlvaanvragen", TlvaanvraagViewSet, basename="tlvaanvraag")
router.register("verklaringen", VerklaringViewSet, basename="verklaring")
router.register("plaatsingen", PlaatsingViewSet, basename="plaatsing")
router.register("voorzieningen", VoorzieningViewSet, basename="voorziening")

urlpatterns = [
    path("v1/", include((router.urls, "api"))),
    path("v1/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
]
