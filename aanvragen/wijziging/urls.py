from django.contrib.auth.decorators import login_required
from django.urls import path

from aanvragen.wijziging.views import beginnen, ondertekenen, school
from swv.invullen.paden import invulpaden

app_name = "wijzigingen"
urlpatterns = [
    path("aanvragen/<uuid:pk>/wijzigen/", beginnen.kiezen, name="kiezen"),
    path("aanvragen/<uuid:pk>/wijzigen/<slug:soort>/", beginnen.BeginnenView.as_view(), name="beginnen"),
    path("ondertekenen/wijzigingen/<uuid:pk>/", login_required(ondertekenen.besluit), name="besluit"),
    path(
        "ondertekenen/wijzigingen/<uuid:pk>/<str:naam>/",
        login_required(ondertekenen.BesluitView.as_view()),
        name="besluiten",
    ),
    path("wijzigingen/<uuid:pk>/", school.detail, name="detail"),
    path("wijzigingen/<uuid:pk>/doen/<str:naam>/", school.HandelingPagina.as_view(), name="handeling"),
    *invulpaden("wijzigingen/<uuid:pk>/", school.Wijzigingpagina, controleren=school.ControlerenView),
]
