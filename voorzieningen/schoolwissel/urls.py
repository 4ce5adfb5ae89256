from django.urls import path

from voorzieningen.schoolwissel import views
from voorzieningen.schoolwissel.rondes import RondeHandeling, nieuwe_ronde, ronde

urlpatterns = [
    path("", views.lijst, name="schoolwissels"),
    path("aanmelden/", views.aanmelden, name="schoolwissel_aanmelden"),
    path("aanbod/", views.aanbod, name="schoolaanbod"),
    path("ronde/nieuw/", nieuwe_ronde, name="wisselronde_nieuw"),
    path("ronde/<uuid:pk>/", ronde, name="wisselronde"),
    path("ronde/<uuid:pk>/doen/<slug:naam>/", RondeHandeling.as_view(), name="wisselronde_handeling"),
    path("<uuid:pk>/", views.wissel, name="schoolwissel"),
    path("<uuid:pk>/doen/<slug:naam>/", views.WisselHandeling.as_view(), name="schoolwissel_handeling"),
]
