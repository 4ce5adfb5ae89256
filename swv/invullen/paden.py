"""The addresses of the pages with which a school fills in a dossier; they have the names that `dossier.adres` gives."""

from django.urls import URLPattern, path
from django.views.generic import View

from swv.invullen import views


def invulpaden(
    begin: str, pagina: type[views.Invulpagina], *, controleren: type[views.ControlerenView]
) -> list[URLPattern]:
    """The pages of one kind of dossier, below `begin` with its `<uuid:pk>`. `pagina` is the room's own Invulpagina,
    which says which dossier it is; `controleren` the page that sends.

    Put them behind every other address below `begin`: no part may be named like a page (a test sees to it).
    """

    def van_kamer(view: type[views.Invulpagina]) -> type[View]:
        return type(view.__name__, (pagina, view), {})

    def adres(einde: str, view: type[views.Invulpagina], naam: str) -> URLPattern:
        return path(f"{begin}{einde}", van_kamer(view).as_view(), name=naam)

    return [
        adres("bijlagen/", views.BijlagenView, "bijlagen"),
        adres("bijlagen/<uuid:bijlage>/weghalen/", views.BijlageWeghalenView, "bijlage_weghalen"),
        adres("bijlagen/<slug:soort>/weigeren/", views.StukWeigerenView, "stuk_weigeren"),
        adres("bijlagen/<slug:soort>/weigering-terugnemen/", views.WeigeringTerugnemenView, "weigering_terugnemen"),
        path(f"{begin}controleren/", controleren.as_view(), name="controleren"),
        adres("weggooien/", views.WeggooienView, "weggooien"),
        adres("berichten/", views.BerichtenView, "berichten"),
        adres("open-nu/", views.OpenNuView, "open_nu"),
        adres("antwoord/", views.AntwoordBewarenView, "antwoord_bewaren"),
        adres("<slug:onderdeel>/bewaren/", views.BewarenView, "bewaren"),
        adres("<slug:onderdeel>/", views.OnderdeelView, "onderdeel"),
    ]
