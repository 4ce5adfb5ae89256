from django.urls import path

from voorzieningen.wijzer import views

urlpatterns = [
    path("", views.begin, name="wijzer"),
    path("<slug:slug>/", views.stap, name="wijzer_stap"),
]
