from django.urls import path

from toelating.views import brief, ondertekenen, post
from toelating.views.intrekken import TlvIntrekkenView

urlpatterns = [
    path("toelating/ondertekenen/", ondertekenen.lijst, name="ondertekenen"),
    path("toelating/ondertekenen/zitting/<uuid:pk>/", ondertekenen.zitting, name="zitting"),
    path("toelating/ondertekenen/<uuid:pk>/", ondertekenen.besluit, name="besluit"),
    path("toelating/ondertekenen/<uuid:pk>/<slug:naam>/", ondertekenen.BesluitView.as_view(), name="besluiten"),
    path("toelating/brief/<uuid:pk>/voorbeeld/", brief.voorbeeld, name="brief_voorbeeld"),
    path("toelating/tlv/<uuid:pk>/intrekken/", TlvIntrekkenView.as_view(), {"naam": "intrekken"}, name="tlv_intrekken"),
    path("toelating/post/", post.lijst, name="post"),
    path("toelating/post/afdrukken/", post.afdrukken, name="post_afdrukken"),
    path("toelating/post/<int:pk>/", post.verzending, name="verzending"),
    path("toelating/post/<int:pk>/terug/", post.terug, name="verzending_terug"),
]
