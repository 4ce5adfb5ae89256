from django.urls import path

from swv.demo import views

app_name = "demo"

urlpatterns = [
    path("post/", views.post, name="post"),
]
