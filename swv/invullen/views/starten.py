"""The page on which a dossier begins: what it is, what one needs at hand, for which school, and one button."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import View

from swv.invullen.models import Invuldossier
from swv.invullen.starten import StartForm, scholen_van
from swv.invullen.views.basis import gebruiker_van
from swv.kern.deuren import http_status
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Gebruiker, School


class StartView(LoginRequiredMixin, View):
    """A room says what begins and what the page tells about it. Twice the same button gives one dossier."""

    template_name: str
    http_method_names = ["get", "head", "post", "options"]

    def begin(self, *, school: School, sleutel: UUID) -> Invuldossier:
        """Begin a dossier for a school of this person. Raises Geweigerd when that cannot be."""
        raise NotImplementedError

    def voorbereiden(self) -> None:
        """Look what the address asks for, before anything is shown or begun. Raises Http404."""

    def scholen(self) -> list[School]:
        """The schools to choose from. Raises PermissionDenied when there are none."""
        return scholen_van(self.gebruiker)

    def context(self) -> dict[str, Any]:
        """What the template reads beside `form` and `weigering`."""
        return {}

    @property
    def gebruiker(self) -> Gebruiker:
        return gebruiker_van(self.request)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._wie_mag()
        return self._toon(StartForm(scholen=self.scholen(), initial={"sleutel": uuid4()}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._wie_mag()
        form = StartForm(request.POST, scholen=self.scholen())
        if not form.is_valid():
            return self._toon(form, status=422)
        try:
            return redirect(self.begin(school=form.school_gekozen, sleutel=form.cleaned_data["sleutel"]))
        except Geweigerd as fout:
            return self._toon(form, status=http_status(fout), weigering=fout)

    def _wie_mag(self) -> None:
        """First who asks, then what: somebody without a school learns nothing of what there is."""
        scholen_van(self.gebruiker)
        self.voorbereiden()

    def _toon(self, form: StartForm, *, status: int = 200, weigering: Geweigerd | None = None) -> HttpResponse:
        context = {"form": form, "weigering": weigering, **self.context()}
        return render(self.request, self.template_name, context, status=status)
