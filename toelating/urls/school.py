"""What a school, its board and a guest ask, and the invitations of guests by the bureau."""

from django.urls import path

from swv.invullen.paden import invulpaden
from toelating.views import gasten
from toelating.views.school import detail, handelingen, invullen, lijst, nieuw, ontvangst

urlpatterns = [
    path("toelating/", lijst.lijst, name="lijst"),
    path("toelating/nieuw/", nieuw.nieuw, name="nieuw"),
    path("toelating/starten/", nieuw.StartenView.as_view(), name="starten"),
    path("toelating/gasten/", gasten.lijst, name="gasten"),
    path("toelating/gasten/nieuw/", gasten.UitnodigenView.as_view(), name="gast_uitnodigen"),
    path("toelating/gasten/<uuid:pk>/", gasten.detail, name="gast"),
    path("toelating/gasten/<uuid:pk>/opnieuw/", gasten.OpnieuwView.as_view(), name="gast_opnieuw"),
    path("toelating/gasten/<uuid:pk>/intrekken/", gasten.IntrekkenView.as_view(), name="gast_intrekken"),
    path("toelating/<uuid:pk>/", detail.detail, name="detail"),
    path("toelating/<uuid:pk>/ontvangst/", ontvangst.ontvangst, name="ontvangst"),
    path("toelating/<uuid:pk>/doen/<str:naam>/", handelingen.HandelingPagina.as_view(), name="handeling"),
    *invulpaden("toelating/<uuid:pk>/", invullen.Tlvpagina, controleren=invullen.ControlerenView),
]
