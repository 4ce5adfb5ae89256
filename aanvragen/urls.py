from django.contrib.auth.decorators import login_required
from django.urls import path

from aanvragen.views import detail, handelingen, invullen, lijst, nieuw, ondertekenen, ontvangst, start

app_name = "aanvragen"
urlpatterns = [
    path("", start.start, name="start"),
    path("ondertekenen/", login_required(ondertekenen.lijst), name="ondertekenen"),
    path("ondertekenen/<uuid:pk>/", login_required(ondertekenen.besluit), name="besluit"),
    path("ondertekenen/<uuid:pk>/effect/", login_required(ondertekenen.effect), name="effect"),
    path("ondertekenen/<uuid:pk>/<str:naam>/", login_required(ondertekenen.BesluitView.as_view()), name="besluiten"),
    path("aanvragen/", lijst.lijst, name="lijst"),
    path("aanvragen/nieuw/", nieuw.nieuw, name="nieuw"),
    path("aanvragen/nieuw/<slug:soort>/", nieuw.starten, name="starten"),
    path("aanvragen/<uuid:pk>/", detail.detail, name="detail"),
    path("aanvragen/<uuid:pk>/bijlagen/", invullen.BijlagenView.as_view(), name="bijlagen"),
    path(
        "aanvragen/<uuid:pk>/bijlagen/<uuid:bijlage>/weghalen/",
        invullen.BijlageWeghalenView.as_view(),
        name="bijlage_weghalen",
    ),
    path(
        "aanvragen/<uuid:pk>/bijlagen/<slug:soort>/weigeren/",
        invullen.StukWeigerenView.as_view(),
        name="stuk_weigeren",
    ),
    path(
        "aanvragen/<uuid:pk>/bijlagen/<slug:soort>/weigering-terugnemen/",
        invullen.WeigeringTerugnemenView.as_view(),
        name="weigering_terugnemen",
    ),
    path("aanvragen/<uuid:pk>/controleren/", invullen.ControlerenView.as_view(), name="controleren"),
    path("aanvragen/<uuid:pk>/ontvangst/", ontvangst.ontvangst, name="ontvangst"),
    path("aanvragen/<uuid:pk>/weggooien/", invullen.WeggooienView.as_view(), name="weggooien"),
    path("aanvragen/<uuid:pk>/antwoord/", invullen.AntwoordBewarenView.as_view(), name="antwoord_bewaren"),
    path("aanvragen/<uuid:pk>/doen/<str:naam>/", handelingen.HandelingPagina.as_view(), name="handeling"),
    path("aanvragen/<uuid:pk>/<slug:onderdeel>/bewaren/", invullen.BewarenView.as_view(), name="bewaren"),
    # The parts of a kind come last: no part may be named like a page above (a test sees to it).
    path("aanvragen/<uuid:pk>/<slug:onderdeel>/", invullen.OnderdeelView.as_view(), name="onderdeel"),
]
