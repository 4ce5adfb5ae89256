from django.urls import path

from toelating.views import bezwaar as views

urlpatterns = [
    path("toelating/bezwaren/<uuid:pk>/", views.detail, name="bezwaar"),
    path(
        "toelating/bezwaren/<uuid:pk>/intrekken/",
        views.IntrekkenView.as_view(),
        {"naam": "intrekken"},
        name="bezwaar_intrekken",
    ),
    path("toelating/bezwaren/<uuid:pk>/besluit/", views.besluit, name="bezwaar_besluit"),
    path("toelating/bezwaren/<uuid:pk>/besluit/voorbeeld/", views.voorbeeld, name="bezwaar_voorbeeld"),
    path("toelating/bezwaren/<uuid:pk>/besluit/<slug:naam>/", views.BesluitView.as_view(), name="bezwaar_besluiten"),
]
