"""Withdrawing a TLV: by the directeur-bestuurder, with reasons and a letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from swv.kern.deuren import HandelingView
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from toelating.models import Verklaring
from toelating.workflow.verklaring import workflow


class TlvIntrekkenView(HandelingView):
    workflow = workflow
    template_name = "toelating/ondertekenen/intrekken.html"

    def get_dossier(self) -> Verklaring:
        verklaringen = Verklaring.objects.for_user(self.request.user)
        return get_object_or_404(
            verklaringen.select_related("aanvraag__school", "leerling", "school"), pk=self.kwargs["pk"]
        )

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        assert isinstance(dossier, Verklaring)
        messages.success(
            self.request,
            f"TLV {dossier.nummer} is ingetrokken. De brief wordt gemaakt; de aanvrager en de school krijgen bericht.",
        )
        return redirect(dossier)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {"verklaring": dossier}
