from django.urls import include, path

from voorzieningen import views

app_name = "voorzieningen"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    # Before the slugs: a constraint keeps these words free.
    path("robots/", views.robots, name="robots"),
    path("plaatsen/", include("voorzieningen.plaatsen.urls")),
    path("schoolwissel/", include("voorzieningen.schoolwissel.urls")),
    path("registratie/", include("voorzieningen.registratie.urls")),
    path("<slug:slug>/", views.detail, name="detail"),
]
