from django.contrib.auth.decorators import login_required
from django.urls import path

from aanvragen.views import detail, handelingen, invullen, lijst, nieuw, ondertekenen, ontvangst, schooljaar, start
from swv.invullen.paden import invulpaden

app_name = "aanvragen"
urlpatterns = [
    path("", start.start, name="start"),
    path("ondertekenen/", login_required(ondertekenen.lijst), name="ondertekenen"),
    path("ondertekenen/<uuid:pk>/", login_required(ondertekenen.besluit), name="besluit"),
    path("ondertekenen/<uuid:pk>/effect/", login_required(ondertekenen.effect), name="effect"),
    path("ondertekenen/<uuid:pk>/<str:naam>/", login_required(ondertekenen.BesluitView.as_view()), name="besluiten"),
    path("schooljaar/", schooljaar.ons_schooljaar, name="schooljaar"),
    path("schooljaar/<int:jaar>/", schooljaar.ons_schooljaar, name="schooljaar_van"),
    path("aanvragen/", lijst.lijst, name="lijst"),
    path("aanvragen/nieuw/", nieuw.nieuw, name="nieuw"),
    path("aanvragen/nieuw/<slug:soort>/", nieuw.StartenView.as_view(), name="starten"),
    path("aanvragen/<uuid:pk>/", detail.detail, name="detail"),
    path("aanvragen/<uuid:pk>/ontvangst/", ontvangst.ontvangst, name="ontvangst"),
    path("aanvragen/<uuid:pk>/doen/<str:naam>/", handelingen.HandelingPagina.as_view(), name="handeling"),
    *invulpaden("aanvragen/<uuid:pk>/", invullen.Aanvraagpagina, controleren=invullen.ControlerenView),
]
