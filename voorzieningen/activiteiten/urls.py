from django.urls import path

from voorzieningen.activiteiten import views

app_name = "activiteiten"
urlpatterns = [
    path("", views.programma, name="programma"),
    path("mijn/", views.mijn, name="mijn"),
    path("inschrijving/<uuid:pk>/", views.inschrijving, name="inschrijving"),
    path("inschrijving/<uuid:pk>/doen/<slug:naam>/", views.InschrijvingHandeling.as_view(), name="handeling"),
    path("<uuid:pk>/", views.activiteit, name="activiteit"),
    path("<uuid:pk>/agenda.ics", views.agenda, name="agenda"),
    path("<uuid:pk>/inschrijven/", views.zelf_inschrijven, name="inschrijven"),
    path("<uuid:pk>/collega/", views.collega_inschrijven, name="collega"),
]
