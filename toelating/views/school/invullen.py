"""Filling in a request for a TLV: the pages of `swv.invullen`, with its acts and their words."""

from typing import Any

from swv.invullen import views
from swv.invullen.antwoorden import gegevens_van
from swv.invullen.models import Invuldossier
from swv.kern.workflow import Handeling
from toelating import teksten
from toelating.models import Tlvaanvraag
from toelating.onderdelen.controles import signalen
from toelating.rekenen import Rekening, rekening
from toelating.views.school.hulp import basiscontext, haal


class Tlvpagina(views.Invulpagina):
    def get_dossier(self) -> Tlvaanvraag:
        return haal(self.request, self.kwargs["pk"])

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Tlvaanvraag)
        return basiscontext(dossier, **extra)


class ControlerenView(Tlvpagina, views.ControlerenView):
    """The summary also shows what the portal reckons, and what to look at once more."""

    template_name = "toelating/controleren.html"

    def verzending(self, dossier: Invuldossier) -> views.Verzending | None:
        return teksten.WOORDEN.verzending(dossier, self.gebruiker)

    def handelingen(self, dossier: Invuldossier) -> list[tuple[Handeling, str]]:
        return teksten.WOORDEN.knoppen(dossier, self.gebruiker)

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Tlvaanvraag)
        gegevens = gegevens_van(dossier)
        som: Rekening = rekening(dossier, gegevens)
        return super().context(dossier, signalen=signalen(dossier, gegevens), som=som, **extra)
