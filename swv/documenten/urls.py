from django.urls import path

from swv.documenten import views

app_name = "documenten"
urlpatterns = [
    path("bestanden/<uuid:pk>/", views.bijlage, name="bijlage"),
    path("brieven/<uuid:pk>/", views.brief, name="brief"),
    path("verificatie/", views.verificatie, name="verificatie"),
    path("verificatie/<str:code>/", views.verificatie_code, name="verificatie"),
]
