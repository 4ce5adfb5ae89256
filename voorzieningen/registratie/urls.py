from django.urls import path

from voorzieningen.registratie import views

urlpatterns = [
    path("", views.lijst, name="registraties"),
    path("nieuw/", views.nieuw, name="registratie_nieuw"),
    path("rapport/", views.rapport, name="registratierapport"),
    path("rapport/<str:formaat>/", views.rapport_bestand, name="registratierapport_bestand"),
    path("<uuid:pk>/", views.registratie, name="registratie"),
    path("<uuid:pk>/doen/<slug:naam>/", views.RegistratieHandeling.as_view(), name="registratie_handeling"),
]
