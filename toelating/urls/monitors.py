"""The zorgplicht clock, who sits at home, and the figures of both."""

from django.urls import path

from toelating.monitors import views

T, A = "toelating/thuiszitters/", "toelating/aanmeldingen/"
urlpatterns = [
    path(T, views.thuiszitters, name="thuiszitters"),
    path(f"{T}nieuw/", views.thuiszitter_nieuw, name="thuiszitter_nieuw"),
    path(f"{T}cijfers/", views.cijfers, name="monitorcijfers"),
    path(f"{T}cijfers/bestand/<slug:formaat>/", views.cijfers_bestand, name="monitorcijfers_bestand"),
    path(f"{T}<uuid:pk>/", views.thuiszitter, name="thuiszitter"),
    path(f"{T}<uuid:pk>/doen/<slug:naam>/", views.ThuiszitterHandeling.as_view(), name="thuiszitter_handeling"),
    path(A, views.aanmeldingen, name="aanmeldingen"),
    path(f"{A}nieuw/", views.aanmelding_nieuw, name="aanmelding_nieuw"),
    path(f"{A}<uuid:pk>/", views.aanmelding, name="aanmelding"),
    path(f"{A}<uuid:pk>/doen/<slug:naam>/", views.AanmeldingHandeling.as_view(), name="aanmelding_handeling"),
]
