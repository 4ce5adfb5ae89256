from django.urls import path

from toelating.views import advies, adviseren

urlpatterns = [
    path("toelating/adviseren/", adviseren.adviseren, name="adviseren"),
    path("toelating/adviseren/<uuid:pk>/", advies.AdviesView.as_view(), name="advies"),
    path("toelating/adviseren/<uuid:pk>/bewaren/", advies.AdviesBewarenView.as_view(), name="advies_bewaren"),
    path(
        "toelating/adviseren/<uuid:pk>/controleren/", advies.AdviesControlerenView.as_view(), name="advies_controleren"
    ),
    path("toelating/adviseren/<uuid:pk>/terugtrekken/", advies.TerugtrekkenView.as_view(), name="terugtrekken"),
]
