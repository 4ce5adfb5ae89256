from django.urls import path

from financien import views

app_name = "financien"
urlpatterns = [
    path("begroting/", views.begroting_nu, name="begroting_nu"),
    path("begroting/<int:jaar>/", views.begroting, name="begroting"),
]
