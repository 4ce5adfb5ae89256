"""The portal with the second room in it: `pytest.mark.urls("tests.invullen.kamer.urls")`."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path
from django.views.generic import View

from swv.invullen import views
from swv.kern.deuren import HandelingView
from swv.kern.handelingen import formulier
from swv.urls import urlpatterns as portaal
from tests.invullen.kamer.acts import aanvullen, versturen, workflow
from tests.invullen.kamer.models import Proefdossier, Status


class Kamer(views.Invulpagina):
    def get_dossier(self):
        return get_object_or_404(Proefdossier.objects.for_user(self.request.user), pk=self.kwargs["pk"])


class DetailView(Kamer, View):
    def get(self, request, pk):
        dossier = self.get_dossier()
        if dossier.wacht_op_aanvulling:
            form = formulier(aanvullen, dossier, door=request.user)
            return render(
                request, "invullen/_vraag.html", self.context(dossier, vraag=dossier.open_vraag, vraagform=form)
            )
        return HttpResponse("Het verzoek zelf")


class OnderdeelView(Kamer, views.OnderdeelView):
    pass


class BewarenView(Kamer, views.BewarenView):
    pass


class BijlagenView(Kamer, views.BijlagenView):
    pass


class BijlageWeghalenView(Kamer, views.BijlageWeghalenView):
    pass


class StukWeigerenView(Kamer, views.StukWeigerenView):
    pass


class WeigeringTerugnemenView(Kamer, views.WeigeringTerugnemenView):
    pass


class WeggooienView(Kamer, views.WeggooienView):
    pass


class AntwoordBewarenView(Kamer, views.AntwoordBewarenView):
    pass


class ControlerenView(Kamer, views.ControlerenView):
    def verzending(self, dossier):
        return views.Verzending(versturen, "Verstuur het verzoek") if dossier.status == Status.CONCEPT else None


class OpenNuView(Kamer, views.OpenNuView):
    pass


class Handelingpagina(Kamer, HandelingView):
    workflow = workflow

    def gelukt(self, dossier, handeling):
        return HttpResponse("Gelukt")


pagina = "<uuid:pk>/"
kamer = [
    path(pagina, DetailView.as_view(), name="detail"),
    path(f"{pagina}bijlagen/", BijlagenView.as_view(), name="bijlagen"),
    path(f"{pagina}bijlagen/<uuid:bijlage>/weghalen/", BijlageWeghalenView.as_view(), name="bijlage_weghalen"),
    path(f"{pagina}bijlagen/<slug:soort>/weigeren/", StukWeigerenView.as_view(), name="stuk_weigeren"),
    path(f"{pagina}bijlagen/<slug:soort>/terug/", WeigeringTerugnemenView.as_view(), name="weigering_terugnemen"),
    path(f"{pagina}controleren/", ControlerenView.as_view(), name="controleren"),
    path(f"{pagina}weggooien/", WeggooienView.as_view(), name="weggooien"),
    path(f"{pagina}antwoord/", AntwoordBewarenView.as_view(), name="antwoord_bewaren"),
    path(f"{pagina}open-nu/", OpenNuView.as_view(), name="open_nu"),
    path(f"{pagina}doen/<str:naam>/", Handelingpagina.as_view(), name="handeling"),
    path(f"{pagina}<slug:onderdeel>/bewaren/", BewarenView.as_view(), name="bewaren"),
    path(f"{pagina}<slug:onderdeel>/", OnderdeelView.as_view(), name="onderdeel"),
]
urlpatterns = [path("kamer/", include((kamer, "kamer"))), *portaal]
