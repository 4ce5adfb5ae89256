from django.urls import path

from financien.views import begroting

app_name = "financien"
urlpatterns = [
    path("begroting/", begroting.begroting_nu, name="begroting_nu"),
    path("begroting/<int:jaar>/", begroting.begroting, name="begroting"),
]
