"""Filling in an aanvraag: the pages of `swv.invullen`, with its acts and their words."""

from typing import Any

from aanvragen import teksten
from aanvragen.models import Aanvraag
from aanvragen.views.detail import knoppen, versturen
from aanvragen.views.hulp import basiscontext, haal
from swv.invullen import views
from swv.invullen.models import Invuldossier
from swv.kern.workflow import Handeling


class Aanvraagpagina(views.Invulpagina):
    def get_dossier(self) -> Aanvraag:
        return haal(self.request, self.kwargs["pk"])

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Aanvraag)
        return basiscontext(dossier, **extra)


class OnderdeelView(Aanvraagpagina, views.OnderdeelView):
    pass


class BewarenView(Aanvraagpagina, views.BewarenView):
    pass


class BijlagenView(Aanvraagpagina, views.BijlagenView):
    pass


class BijlageWeghalenView(Aanvraagpagina, views.BijlageWeghalenView):
    pass


class StukWeigerenView(Aanvraagpagina, views.StukWeigerenView):
    pass


class WeigeringTerugnemenView(Aanvraagpagina, views.WeigeringTerugnemenView):
    pass


class WeggooienView(Aanvraagpagina, views.WeggooienView):
    pass


class AntwoordBewarenView(Aanvraagpagina, views.AntwoordBewarenView):
    pass


class ControlerenView(Aanvraagpagina, views.ControlerenView):
    template_name = "aanvragen/controleren.html"

    def verzending(self, dossier: Invuldossier) -> views.Verzending | None:
        assert isinstance(dossier, Aanvraag)
        handeling = versturen(dossier, self.gebruiker)
        if handeling is None:
            return None
        return views.Verzending(handeling, teksten.VERSTUREN[handeling.naam], teksten.UITLEG.get(handeling.naam, ()))

    def handelingen(self, dossier: Invuldossier) -> list[tuple[Handeling, str]]:
        assert isinstance(dossier, Aanvraag)
        return knoppen(dossier, self.gebruiker)
