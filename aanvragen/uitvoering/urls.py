from django.urls import path

from aanvragen.uitvoering.views import handelingen, paginas

app_name = "uitvoering"
urlpatterns = [
    path("uitvoering/", paginas.lijst, name="lijst"),
    path("uitvoering/<uuid:pk>/", paginas.detail, name="detail"),
    path("uitvoering/<uuid:pk>/doen/<slug:naam>/", handelingen.UitvoeringHandeling.as_view(), name="handeling"),
    path(
        "uitvoering/<uuid:pk>/lening/<uuid:lening>/doen/<slug:naam>/",
        handelingen.LeningHandeling.as_view(),
        name="lening_handeling",
    ),
    path(
        "uitvoering/evaluaties/<uuid:pk>/doen/<slug:naam>/",
        handelingen.EvaluatieHandeling.as_view(),
        name="evaluatie_handeling",
    ),
    path(
        "uitvoering/afspraken/<uuid:pk>/doen/<slug:naam>/",
        handelingen.AfspraakHandeling.as_view(),
        name="afspraak_handeling",
    ),
    path("uitvoering/afspraken/<uuid:pk>/afspraak.ics", paginas.agenda, name="agenda"),
]
