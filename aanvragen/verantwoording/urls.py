from django.urls import path

from aanvragen.verantwoording.views import dossier, effect, lijst, rapport
from swv.invullen.paden import invulpaden

app_name = "verantwoording"
urlpatterns = [
    path("", lijst.lijst, name="lijst"),
    path("indienen/", lijst.alles_indienen, name="alles_indienen"),
    path("rapport/", rapport.rapport, name="rapport"),
    path("rapport/<slug:formaat>/", rapport.rapport_bestand, name="rapport_bestand"),
    path("effect/<uuid:pk>/", effect.EffectView.as_view(), {"naam": "beantwoorden"}, name="effect"),
    path("<uuid:pk>/", dossier.detail, name="detail"),
    path("<uuid:pk>/doen/<str:naam>/", dossier.HandelingPagina.as_view(), name="handeling"),
    *invulpaden("<uuid:pk>/", dossier.Verantwoordingpagina, controleren=dossier.ControlerenView),
]
