"""TLVs that were given: collecting, lists, the radar and the figures."""

from django.urls import path

from toelating.views import cijfers, ophalen, radar, verklaring, verklaringen

urlpatterns = [
    path("toelating/verklaringen/ophalen/", ophalen.ophalen, name="ophalen"),
    path("toelating/verklaringen/", verklaringen.verklaringen, name="verklaringen"),
    path("toelating/verklaringen/zonder-plaats/", verklaringen.zonder_plaats, name="zonder_plaats"),
    path(
        "toelating/verklaringen/zonder-plaats/bestand/",
        verklaringen.zonder_plaats_bestand,
        name="zonder_plaats_bestand",
    ),
    path("toelating/verklaringen/<uuid:pk>/", verklaring.verklaring, name="verklaring"),
    path(
        "toelating/verklaringen/<uuid:pk>/doen/<slug:naam>/",
        verklaring.VerklaringHandeling.as_view(),
        name="verklaring_handeling",
    ),
    path("toelating/verklaringen/einddatums/", radar.radar, name="radar"),
    path("toelating/verklaringen/cijfers/", cijfers.cijfers, name="cijfers"),
    path("toelating/verklaringen/cijfers/bestand/<slug:formaat>/", cijfers.cijfers_bestand, name="cijfers_bestand"),
]
