from django.urls import path

from toelating.views import agendapunt, bijeenkomsten, kalender

urlpatterns = [
    path("toelating/bijeenkomsten/", bijeenkomsten.lijst, name="bijeenkomsten"),
    path("toelating/bijeenkomsten/plannen/", bijeenkomsten.plannen, name="bijeenkomst_plannen"),
    path("toelating/bijeenkomsten/<uuid:pk>/", bijeenkomsten.detail, name="bijeenkomst"),
    path("toelating/bijeenkomsten/<uuid:pk>/vullen/", bijeenkomsten.vullen, name="agenda_vullen"),
    path("toelating/bijeenkomsten/<uuid:pk>/volgorde/", bijeenkomsten.ordenen, name="agenda_ordenen"),
    path(
        "toelating/bijeenkomsten/<uuid:pk>/doen/<slug:naam>/",
        bijeenkomsten.BijeenkomstHandeling.as_view(),
        name="bijeenkomst_handeling",
    ),
    path("toelating/bijeenkomsten/punten/<uuid:pk>/", agendapunt.AgendapuntView.as_view(), name="agendapunt"),
    path(
        "toelating/bijeenkomsten/punten/<uuid:pk>/doen/<slug:naam>/",
        agendapunt.PunthandelingView.as_view(),
        name="agendapunt_handeling",
    ),
    path("toelating/mijn-agenda/", kalender.mijn_agenda, name="mijn_agenda"),
    path("agenda/portaal.ics", kalender.kalender, name="kalender"),
]
