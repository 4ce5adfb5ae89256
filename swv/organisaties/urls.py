"""Login and second factor: allauth's addresses, some of them with a stricter page before them."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path

from swv.organisaties import views

urlpatterns = [
    path("email/", login_required(views.bij_beheerder)),
    path("2fa/webauthn/keys/<int:pk>/remove/", views.PasskeyVerwijderen.as_view()),
    path("", include("allauth.urls")),
]
