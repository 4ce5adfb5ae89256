from django.urls import include, path

from voorzieningen import views

app_name = "voorzieningen"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    # Before the slugs: a constraint keeps these words free.
    path("robots/", include("voorzieningen.uitlenen.urls")),
    path("plaatsen/", include("voorzieningen.plaatsen.urls")),
    path("wijzer/", include("voorzieningen.wijzer.urls")),
    path("schoolwissel/", include("voorzieningen.schoolwissel.urls")),
    path("registratie/", include("voorzieningen.registratie.urls")),
    path("<slug:slug>/", views.detail, name="detail"),
]
