from django.urls import path

from voorzieningen.uitlenen import views

urlpatterns = [
    path("", views.voorraad, name="robots"),
    path("vrij/", views.vrij, name="hulpmiddelen_vrij"),
    path("uitlenen/", views.uitlenen, name="uitlenen"),
    path("lening/<uuid:pk>/", views.lening, name="lening"),
    path("lening/<uuid:pk>/doen/<slug:naam>/", views.LeningHandeling.as_view(), name="lening_handeling"),
]
