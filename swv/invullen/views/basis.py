"""What every page over a dossier does first."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import View

from swv.invullen.models import Invuldossier
from swv.organisaties.models import Gebruiker


def gebruiker_van(request: HttpRequest) -> Gebruiker:
    """Who asks; only for pages behind a login."""
    assert isinstance(request.user, Gebruiker)
    return request.user


class Invulpagina(LoginRequiredMixin, View):
    """A page over one dossier. A room says which dossier and what its pages show beside it."""

    template_name: str

    def get_dossier(self) -> Invuldossier:
        """The dossier, through `for_user`: a foreign one is a missing one. Raises Http404."""
        raise NotImplementedError

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        """What the templates read: the dossier, the line `boven` the title, and what this page adds."""
        return {"dossier": dossier, "boven": dossier.soort_naam, **extra}

    @property
    def gebruiker(self) -> Gebruiker:
        return gebruiker_van(self.request)

    def toon(self, dossier: Invuldossier, *, status: int = 200, **extra: Any) -> HttpResponse:
        return render(self.request, self.template_name, self.context(dossier, **extra), status=status)

    def kan_niet(self, dossier: Invuldossier, zin: str, *, niveau: int = messages.INFO) -> HttpResponse:
        """Not now, or not this person: to the dossier itself, which shows what can be done."""
        messages.add_message(self.request, niveau, zin)
        return redirect(dossier)


class Autosave(Invulpagina):
    """Keeps what is typed while somebody types. Who was logged out meanwhile stays on the page with the text."""

    def handle_no_permission(self) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=401)

    def niet_bewaard(self, **waarom: Any) -> HttpResponse:
        return render(self.request, "invullen/_niet_bewaard.html", waarom)
