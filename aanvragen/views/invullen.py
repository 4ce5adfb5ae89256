"""Filling in an aanvraag: the pages of `swv.invullen`, with its acts and their words."""

from typing import Any

from aanvragen import teksten
from aanvragen.models import Aanvraag
from aanvragen.selectors import berekening
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


class ControlerenView(Aanvraagpagina, views.ControlerenView):
    template_name = "aanvragen/controleren.html"

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Aanvraag)
        return super().context(dossier, berekening=berekening(dossier), **extra)

    def verzending(self, dossier: Invuldossier) -> views.Verzending | None:
        return teksten.WOORDEN.verzending(dossier, self.gebruiker)

    def handelingen(self, dossier: Invuldossier) -> list[tuple[Handeling, str]]:
        return teksten.WOORDEN.knoppen(dossier, self.gebruiker)
