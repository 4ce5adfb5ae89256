from django.urls import path

from voorzieningen import views

app_name = "voorzieningen"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("robots/", views.robots, name="robots"),  # before the slugs: a constraint keeps this word free
    path("<slug:slug>/", views.detail, name="detail"),
]
