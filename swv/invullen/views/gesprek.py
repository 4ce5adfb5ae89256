"""The messages between school and bureau, on the page of the school; the bureau has its own in the admin."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from swv.invullen import gesprekken
from swv.invullen.forms import BerichtForm
from swv.invullen.kamers import kamer_van
from swv.invullen.models import Invuldossier, Kant
from swv.invullen.views.basis import Invulpagina
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd


class BerichtenView(Invulpagina):
    """Read what the bureau wrote and write to it, also about a draft. Opening the page is reading."""

    template_name = "invullen/berichten.html"

    def get_gesprekdossier(self) -> Invuldossier:
        """The dossier for who speaks for its school. Raises Http404 for everybody else who may see it."""
        dossier = self.get_dossier()
        if not gesprekken.mag_schrijven(dossier, Kant.SCHOOL, self.gebruiker):
            raise Http404("Geen gesprek")
        return dossier

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._toon(self.get_gesprekdossier(), BerichtForm(initial={"sleutel": uuid4()}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier, form = self.get_gesprekdossier(), BerichtForm(request.POST)
        if not form.is_valid():
            return self._toon(dossier, form, status=422)
        try:
            gesprekken.bericht_sturen(dossier, kant=Kant.SCHOOL, door=self.gebruiker, **form.cleaned_data)
        except Geweigerd as fout:
            return self._toon(dossier, form, status=http_status(fout), weigering=fout)
        messages.success(request, "Uw bericht is verstuurd. Het bureau krijgt een mail dat het er is.")
        return redirect(dossier.adres("berichten"))

    def _toon(
        self, dossier: Invuldossier, form: BerichtForm, *, status: int = 200, weigering: Geweigerd | None = None
    ) -> HttpResponse:
        kamer, gesprek = kamer_van(dossier), gesprekken.gesprek_over(dossier)
        berichten = gesprekken.berichten(gesprek)
        if gesprek is not None:
            gesprekken.lezen(gesprek, berichten, kant=Kant.SCHOOL, door=self.gebruiker)
        return self.toon(
            dossier,
            status=status,
            form=form,
            berichten=berichten,
            eigen_kant=Kant.SCHOOL,
            ander="het bureau",
            is_bij_school=kamer.is_bij_school(dossier),
            meelezers=kamer.meelezers(dossier, Kant.SCHOOL),
            mag_bijlagen=dossier.mag_bijlagen(self.gebruiker),
            weigering=weigering,
            heeft_fouten=weigering is not None,
        )
