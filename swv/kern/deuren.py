"""The browser door to an act, for portal and admin alike: show its form, do it, or say why not."""

from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.generic import View

from swv.kern.fouten import BevestigingNodig, Bezet, Geweigerd, NietToegestaan, VerkeerdeStatus, Verouderd
from swv.kern.handelingen import Ongeldig, bevestigen, formulier, is_al_gedaan, verrichten
from swv.kern.invoer import HandelingForm
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.woorden import Handelingwoorden
from swv.kern.workflow import VERSE_FACTOR, Handeling, Workflow

BEVESTIGD = "bevestigd_op"

HTTP_STATUS: dict[type[Geweigerd], int] = {
    NietToegestaan: 403,
    BevestigingNodig: 403,
    VerkeerdeStatus: 409,
    Verouderd: 409,
    Bezet: 409,
}


def http_status(fout: Geweigerd) -> int:
    """409 when the dossier moved on, 403 when the person may not, otherwise 422."""
    return next((status for soort, status in HTTP_STATUS.items() if isinstance(fout, soort)), 422)


def bevestigd_op(request: HttpRequest) -> datetime | None:
    """When this person last proved the second factor in this session, for acts that ask for it."""
    moment = parse_datetime(request.session.get(BEVESTIGD, ""))
    return moment if moment and timezone.now() - moment <= VERSE_FACTOR else None


def geheel(ruw: str | None) -> int | None:
    return int(ruw) if ruw and ruw.isdecimal() and len(ruw) < 10 else None


class HandelingView(View):
    """One act on one dossier. Subclasses say which dossier and where to go afterwards."""

    workflow: Workflow
    template_name: str

    def get_dossier(self) -> Dossier:
        """The dossier, through `for_user`: a foreign one is a missing one. Raises Http404."""
        raise NotImplementedError

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        raise NotImplementedError

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if weigering := handeling.weigering(dossier, request.user):
            return self._toon(dossier, handeling, None, weigering)
        return self._toon(dossier, handeling, formulier(handeling, dossier, door=request.user))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        try:
            if moment := bevestigen(handeling, request.user, request.POST.get("code")):
                request.session[BEVESTIGD] = moment.isoformat()
            dossier = verrichten(
                handeling,
                dossier,
                door=request.user,
                data=request.POST,
                files=request.FILES,
                versie=geheel(request.POST.get("versie")),
                bevestigd_op=bevestigd_op(request),
            )
        except Ongeldig as fout:
            return self._toon(dossier, handeling, fout.form, fout)
        except Geweigerd as fout:
            if is_al_gedaan(handeling, dossier, request.user, fout):
                return self.gelukt(dossier, handeling)
            form = formulier(handeling, dossier, door=request.user, data=request.POST, files=request.FILES)
            return self._toon(self.get_dossier(), handeling, form, fout)
        return self.gelukt(dossier, handeling)

    def _toon(
        self, dossier: Dossier, handeling: Handeling, form: HandelingForm | None, weigering: Geweigerd | None = None
    ) -> HttpResponse:
        """The page of the act with everything that was typed; a refusal on top."""
        for veld, zinnen in (weigering.velden if weigering and form else {}).items():
            if form and veld in form.fields and veld not in form.errors:
                form.add_error(veld, zinnen)
        context = {
            "dossier": dossier,
            "handeling": handeling,
            "form": form,
            "weigering": weigering,
            "heeft_fouten": weigering is not None,
            "codefout": " ".join(weigering.velden.get("code", [])) if weigering else "",
            "vraagt_code": handeling.tweede_factor and bevestigd_op(self.request) is None,
            "is_verouderd": isinstance(weigering, Verouderd),
            "laatste": Gebeurtenis.objects.van(dossier).select_related("door").first(),
            **self.extra_context(dossier, handeling),
        }
        return render(self.request, self.template_name, context, status=http_status(weigering) if weigering else 200)


class Handelingpagina(LoginRequiredMixin, HandelingView):
    """An act on a page of its own in the portal, in the words of its room; afterwards back to the dossier."""

    template_name = "dossier/handeling.html"
    woorden: Handelingwoorden

    def boven(self, dossier: Any) -> str:
        """The small line above the title: what the act is about."""
        return ""

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, self.woorden.GELUKT[handeling.naam])
        return redirect(cast(Any, dossier))

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {
            "boven": self.boven(dossier),
            "uitleg": self.woorden.UITLEG.get(handeling.naam, ()),
            "knopsoort": "gevaar" if handeling.naam in self.woorden.GEVAARLIJK else "primair",
        }
