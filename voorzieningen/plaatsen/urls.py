from django.urls import path

from voorzieningen.plaatsen import views

urlpatterns = [
    path("", views.plaatsen, name="plaatsen"),
    path("rapport/", views.rapport, name="plaatsrapport"),
    path("rapport/<str:formaat>/", views.rapport_bestand, name="plaatsrapport_bestand"),
    path("vrij/", views.vrij, name="vrije_plaatsen"),
    path("<uuid:pk>/", views.plaats, name="plaats"),
    path("<uuid:pk>/doen/<slug:naam>/", views.PlaatsHandeling.as_view(), name="plaats_handeling"),
]
