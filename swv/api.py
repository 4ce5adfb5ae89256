"""Every address of the API, version 1. No trailing slashes, as the Dutch API design rules ask."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from aanvragen.api import AanvraagViewSet
from aanvragen.uitvoering.api import UitvoeringViewSet
from aanvragen.verantwoording.api import VerantwoordingViewSet
from aanvragen.wijziging.api import WijzigingViewSet
from toelating.api import TlvaanvraagViewSet, VerklaringViewSet
from voorzieningen.activiteiten.api import ActiviteitViewSet, InschrijvingViewSet
from voorzieningen.api import VoorzieningViewSet
from voorzieningen.plaatsen.api import PlaatsingViewSet
from voorzieningen.profielen.api import ChecklistViewSet, ProfielViewSet
from voorzieningen.registratie.api import RegistratieViewSet
from voorzieningen.schoolwissel.api import SchoolwisselViewSet, WisselrondeViewSet

router = SimpleRouter(trailing_slash=False)
router.register("aanvragen", AanvraagViewSet, basename="aanvraag")
router.register("uitvoeringen", UitvoeringViewSet, basename="uitvoering")
router.register("wijzigingen", WijzigingViewSet, basename="wijziging")
router.register("tlvaanvragen", TlvaanvraagViewSet, basename="tlvaanvraag")
router.register("verklaringen", VerklaringViewSet, basename="verklaring")
router.register("activiteiten", ActiviteitViewSet, basename="activiteit")
router.register("inschrijvingen", InschrijvingViewSet, basename="inschrijving")
router.register("profielen", ProfielViewSet, basename="profiel")
router.register("checklists", ChecklistViewSet, basename="checklist")
router.register("plaatsingen", PlaatsingViewSet, basename="plaatsing")
router.register("registraties", RegistratieViewSet, basename="registratie")
router.register("schoolwissels", SchoolwisselViewSet, basename="schoolwissel")
router.register("wisselrondes", WisselrondeViewSet, basename="wisselronde")
router.register("verantwoordingen", VerantwoordingViewSet, basename="verantwoording")
router.register("voorzieningen", VoorzieningViewSet, basename="voorziening")

urlpatterns = [
    path("v1/", include((router.urls, "api"))),
    path("v1/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
]
