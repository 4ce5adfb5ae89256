"""The acts on what follows an award: one page for all of them."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from aanvragen.models import Afspraak, Evaluatie, Uitvoering
from aanvragen.uitvoering import teksten
from aanvragen.uitvoering.views.paginas import haal
from aanvragen.uitvoering.workflow import afspraken, evaluaties, uitvoeringen
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import Handelingpagina
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from voorzieningen.models import Uitlening
from voorzieningen.workflow import uitleningen


class BijUitvoering(Handelingpagina):
    woorden = teksten
    template_name = "aanvragen/uitvoering/handeling.html"
    model: ClassVar[Any]

    def get_dossier(self) -> Dossier:
        zichtbaar = self.model.objects.for_user(gebruiker_van(self.request))
        return get_object_or_404(zichtbaar.select_related("uitvoering__aanvraag__school"), pk=self.kwargs["pk"])

    def van_uitvoering(self, dossier: Any) -> Uitvoering:
        uitvoering: Uitvoering = dossier.uitvoering
        return uitvoering

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, teksten.gelukt(handeling))
        return redirect(self.van_uitvoering(dossier))

    def boven(self, dossier: Dossier) -> str:
        uitvoering = self.van_uitvoering(dossier)
        return f"{uitvoering.kenmerk} · {uitvoering.school.naam}"

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        uitvoering = self.van_uitvoering(dossier)
        return {
            **super().extra_context(dossier, handeling),
            "uitvoering": uitvoering,
            "terug_url": uitvoering.get_absolute_url(),
            "inbreng": dossier.van_partner if isinstance(dossier, Evaluatie) and handeling.naam == "invullen" else "",
        }


class UitvoeringHandeling(BijUitvoering):
    workflow, model = uitvoeringen, Uitvoering

    def get_dossier(self) -> Dossier:
        return haal(self.request, self.kwargs["pk"])

    def van_uitvoering(self, dossier: Any) -> Uitvoering:
        assert isinstance(dossier, Uitvoering)
        return dossier


class EvaluatieHandeling(BijUitvoering):
    workflow, model = evaluaties, Evaluatie


class AfspraakHandeling(BijUitvoering):
    workflow, model = afspraken, Afspraak


class LeningHandeling(BijUitvoering):
    """An act of the stock of robots, beside the award for which it is lent."""

    workflow, model = uitleningen, Uitlening

    def get_dossier(self) -> Dossier:
        self.uitvoering = haal(self.request, self.kwargs["pk"])
        zichtbaar = Uitlening.objects.for_user(gebruiker_van(self.request)).van(self.uitvoering.aanvraag)
        return get_object_or_404(zichtbaar.select_related("robot", "school"), pk=self.kwargs["lening"])

    def van_uitvoering(self, dossier: Any) -> Uitvoering:
        return self.uitvoering
