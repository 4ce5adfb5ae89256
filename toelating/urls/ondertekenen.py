from django.contrib.auth.decorators import login_required
from django.urls import path

from toelating.views import brief, ondertekenen, post

urlpatterns = [
    path("toelating/ondertekenen/", login_required(ondertekenen.lijst), name="ondertekenen"),
    path("toelating/ondertekenen/zitting/<uuid:pk>/", login_required(ondertekenen.zitting), name="zitting"),
    path("toelating/ondertekenen/<uuid:pk>/", login_required(ondertekenen.besluit), name="besluit"),
    path(
        "toelating/ondertekenen/<uuid:pk>/<slug:naam>/",
        login_required(ondertekenen.BesluitView.as_view()),
        name="besluiten",
    ),
    path("toelating/brief/<uuid:pk>/voorbeeld/", login_required(brief.voorbeeld), name="brief_voorbeeld"),
    path("toelating/post/", login_required(post.lijst), name="post"),
    path("toelating/post/afdrukken/", login_required(post.afdrukken), name="post_afdrukken"),
    path("toelating/post/<int:pk>/", login_required(post.verzending), name="verzending"),
    path("toelating/post/<int:pk>/terug/", login_required(post.terug), name="verzending_terug"),
]
