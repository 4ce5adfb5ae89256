"""A document that the parents or the pupil refuse (Awb 4:3): what follows is said before it is marked."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from swv.invullen import services
from swv.invullen.forms import WeigeringForm
from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Bewijsstuk
from swv.invullen.views.basis import Invulpagina
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd


class Weigerpagina(Invulpagina):
    """About one kind of document that may be refused."""

    def get_stuk(self, dossier: Invuldossier) -> Bewijsstuk:
        """The kind of document that the address names. Raises Http404."""
        try:
            stuk = dossier.bewijsstuk(self.kwargs["soort"])
        except KeyError as fout:
            raise Http404(f"Geen stuk {fout}") from None
        if not stuk.weigerbaar:
            raise Http404(f"{stuk.code} is altijd nodig")
        return stuk


class StukWeigerenView(Weigerpagina):
    """Marking that a document is refused, with the reason."""

    template_name = "invullen/stuk_weigeren.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        stuk = self.get_stuk(dossier)
        if not dossier.mag_bijlagen(self.gebruiker):
            return self.kan_niet(dossier, f"U kunt {dossier.wat} nu niet wijzigen. Hier ziet u wat wel kan.")
        return self.toon(dossier, stuk=stuk, form=WeigeringForm(), weigering=None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        stuk, form = self.get_stuk(dossier), WeigeringForm(request.POST)
        if not form.is_valid():
            return self.toon(dossier, status=422, stuk=stuk, form=form, weigering=None)
        try:
            services.stuk_weigeren(dossier, stuk=stuk, reden=form.cleaned_data["reden"], door=self.gebruiker)
        except Geweigerd as fout:
            status = http_status(fout)
            return self.toon(dossier, status=status, stuk=stuk, form=form, weigering=fout, heeft_fouten=True)
        messages.success(request, f"U heeft gemeld dat ‘{stuk.label}’ is geweigerd.")
        return redirect(f"{dossier.adres('bijlagen')}#{stuk.code}")


class WeigeringTerugnemenView(Weigerpagina):
    """The button with which a document that was refused may be added after all."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        stuk = self.get_stuk(dossier)
        try:
            services.weigering_terugnemen(dossier, stuk=stuk, door=self.gebruiker)
            messages.success(request, f"U kunt ‘{stuk.label}’ nu toevoegen.")
        except Geweigerd as fout:
            messages.error(request, fout.zin)
        return redirect(f"{dossier.adres('bijlagen')}#{stuk.code}")
