from django.urls import path, include
from django.views.generic import TemplateView

app_name = "aanvragen"
urlpatterns = [path("aanvragen/<uuid:pk>/", TemplateView.as_view(), name="detail")]
