"""Addresses below /profielen/. The words come before the code of a school, which has a digit in front."""

from django.urls import URLPattern, include, path
from django.views.generic import View

from swv.invullen import views as invullen
from voorzieningen.profielen.views import bureau, dossier, openbaar, school


def invulpaden(
    pagina: type[invullen.Invulpagina], *, detail: type[View], controleren: type[View], onderdeel: type[View],
    handeling: type[View],
) -> list[URLPattern]:  # fmt: skip
    """The pages with which a school fills in one kind of dossier: no files, and no messages."""

    def van_kamer(view: type[invullen.Invulpagina]) -> type[View]:
        return type(view.__name__, (pagina, view), {})

    return [
        path("<uuid:pk>/", detail.as_view(), name="detail"),
        path("<uuid:pk>/doen/<slug:naam>/", handeling.as_view(), name="handeling"),
        path("<uuid:pk>/controleren/", controleren.as_view(), name="controleren"),
        path("<uuid:pk>/weggooien/", van_kamer(invullen.WeggooienView).as_view(), name="weggooien"),
        path("<uuid:pk>/open-nu/", van_kamer(invullen.OpenNuView).as_view(), name="open_nu"),
        path("<uuid:pk>/<slug:onderdeel>/bewaren/", van_kamer(invullen.BewarenView).as_view(), name="bewaren"),
        path("<uuid:pk>/<slug:onderdeel>/", onderdeel.as_view(), name="onderdeel"),
    ]


profielpaden = invulpaden(
    dossier.Profielpagina,
    detail=dossier.ProfielDetail,
    controleren=dossier.ProfielControleren,
    onderdeel=type("OnderdeelView", (dossier.Profielpagina, invullen.OnderdeelView), {}),
    handeling=dossier.ProfielHandeling,
)
checklistpaden = invulpaden(
    dossier.Checklistpagina,
    detail=dossier.ChecklistDetail,
    controleren=dossier.ChecklistControleren,
    onderdeel=dossier.IjkpuntView,
    handeling=dossier.ChecklistHandeling,
)

app_name = "profielen"
urlpatterns = [
    path("", openbaar.lijst, name="lijst"),
    path("ons/", school.ons, name="ons"),
    path("school/<slug:code>/", school.school, name="school"),
    path("school/<slug:code>/profiel/beginnen/", school.profiel_beginnen, name="profiel_beginnen"),
    path("school/<slug:code>/checklist/beginnen/", school.checklist_beginnen, name="checklist_beginnen"),
    path("overzicht/", bureau.overzicht, name="overzicht"),
    path("overzicht/<str:formaat>/", bureau.overzicht_bestand, name="overzicht_bestand"),
    path("dekking/", bureau.dekking, name="dekking"),
    path("dekking/<str:formaat>/", bureau.dekking_bestand, name="dekking_bestand"),
    path("profiel/", include((profielpaden, "profiel"))),
    path("checklist/", include((checklistpaden, "checklist"))),
    path("<slug:code>/", openbaar.openbaar, name="openbaar"),
]
