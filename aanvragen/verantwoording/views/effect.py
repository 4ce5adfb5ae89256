"""The one short question about the effect, and its answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from aanvragen.models import Effectmeting, Effectstatus
from aanvragen.verantwoording.effect import workflow
from aanvragen.verantwoording.onderdelen import doelen_van_aanvraag
from swv.invullen.views import gebruiker_van
from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling


class EffectView(LoginRequiredMixin, HandelingView):
    """Answering while nobody did, reading afterwards."""

    workflow = workflow
    template_name = "aanvragen/verantwoording/effect.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        meting = self.get_dossier()
        handeling = workflow["beantwoorden"]
        if meting.status == Effectstatus.BEANTWOORD or handeling.weigering(meting, request.user):
            return render(request, "aanvragen/verantwoording/effect_gelezen.html", self._gegevens(meting))
        return super().get(request, *args, **kwargs)

    def get_dossier(self) -> Effectmeting:
        rijen = Effectmeting.objects.for_user(gebruiker_van(self.request))
        return get_object_or_404(
            rijen.select_related("aanvraag", "school__bestuur", "beantwoord_door"), pk=self.kwargs["pk"]
        )

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, "Dank u wel. Uw antwoord is verstuurd.")
        return redirect("aanvragen:start")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Effectmeting)
        return {**self._gegevens(dossier), "uitleg": (), "knoptekst": handeling.label, "knopsoort": "primair"}

    @staticmethod
    def _gegevens(meting: Effectmeting) -> dict[str, Any]:
        boven = f"{meting.kenmerk} · {meting.school.naam}"
        return {"meting": meting, "boven": boven, "doelen": doelen_van_aanvraag(meting.aanvraag)}
