"""Checking everything before it is sent, the answer to a question of the bureau, and throwing a draft away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from swv.invullen import services
from swv.invullen.antwoorden import antwoordregels, bezwaren
from swv.invullen.gesprekken import stand
from swv.invullen.models import Invuldossier, Kant
from swv.invullen.views.basis import Autosave, Invulpagina
from swv.invullen.views.samen import samencontext
from swv.invullen.voortgang import bijlagenblokken, voortgang
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd
from swv.kern.workflow import Handeling


@dataclass(frozen=True)
class Verzending:
    """The act that sends what was filled in, with the words on its button and what follows."""

    handeling: Handeling
    knoptekst: str
    uitleg: Sequence[str] = ()

    @property
    def vraagt_iets(self) -> bool:
        """Whether something must be filled in with the act itself: then it has a page of its own."""
        return bool(self.handeling.invoer.base_fields)


class ControlerenView(Invulpagina):
    """All answers and files, what is still missing, and one button that says what it does."""

    template_name = "invullen/controleren.html"

    def verzending(self, dossier: Invuldossier) -> Verzending | None:
        """How this person sends it; None when they cannot now."""
        raise NotImplementedError

    def handelingen(self, dossier: Invuldossier) -> Sequence[tuple[Handeling, str]]:
        """The other acts of who reads it but does not fill it in, each with the look of its button."""
        return ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        mag_invullen, verzending = dossier.mag_invullen(self.gebruiker), self.verzending(dossier)
        if verzending is None and not mag_invullen:
            return redirect(dossier)
        return self.toon(
            dossier,
            mag_invullen=mag_invullen,
            delen=antwoordregels(dossier, dossier.antwoorden),
            blokken=bijlagenblokken(dossier),
            voortgang=voortgang(dossier),
            bezwaren=bezwaren(dossier),
            verzending=verzending,
            handelingen=() if mag_invullen else self.handelingen(dossier),
            **samencontext(dossier, self.gebruiker),
        )


class AntwoordBewarenView(Autosave):
    """Autosave of the answer to a question of the bureau."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier, antwoord = self.get_dossier(), request.POST.get("antwoord", "")
        try:
            services.antwoord_op_aanvulling_bewaren(dossier, antwoord=antwoord, door=self.gebruiker)
        except Geweigerd as fout:
            return self.niet_bewaard(weigering=fout)
        return render(request, "invullen/_bewaard.html", {"dossier": None, "moment": timezone.now()})


class WeggooienView(Invulpagina):
    """Throw a draft away, after asking."""

    template_name = "invullen/weggooien.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        if not dossier.mag_weggooien(self.gebruiker):
            return self.kan_niet(dossier, services.ALLEEN_CONCEPT, niveau=messages.ERROR)
        return self.toon(dossier, weigering=None, gesprek=stand(dossier, Kant.SCHOOL))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        if not dossier.mag_weggooien(self.gebruiker):
            return self.kan_niet(dossier, services.ALLEEN_CONCEPT, niveau=messages.ERROR)
        try:
            services.weggooien(dossier, door=self.gebruiker)
        except Geweigerd as fout:
            return self.toon(dossier, status=http_status(fout), weigering=fout, heeft_fouten=True, gesprek=None)
        messages.success(request, "Het concept en de bestanden die erbij stonden zijn weg.")
        return redirect("/")
