"""One item of an agenda: a member reads everything and gives an opinion; chair or bureau record what was advised."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.generic import View

from swv.invullen.views import gebruiker_van
from swv.kern.deuren import HandelingView, http_status
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import Ongeldig, formulier, verrichten
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker
from toelating.agenda import Agendaregel, agenda_van
from toelating.leesdossier import adviezen_voor, leesdossier, met_alles
from toelating.models import Agendapunt, Bijeenkomst, Tlvaanvraag
from toelating.services import gelezen
from toelating.views.advies import is_verschoond
from toelating.workflow import (
    aanhouden,
    commissieadvies_vastleggen,
    commissieadvies_verbeteren,
    oordeel_geven,
    van_agenda_halen,
    verschonen,
    workflow,
)
from toelating.workflow.commissie import AlGegeven

HANDELINGEN = {
    handeling.naam: handeling
    for handeling in (
        commissieadvies_vastleggen,
        commissieadvies_verbeteren,
        aanhouden,
        van_agenda_halen,
        verschonen,
    )
}
GELUKT = {
    "commissieadvies_vastleggen": "Het advies is vastgelegd. Het besluit staat in concept klaar voor het bureau.",
    "commissieadvies_verbeteren": "Het advies is verbeterd. Het besluit in concept is opnieuw gemaakt.",
    "aanhouden": "De aanvraag is aangehouden. Zij kan op een volgende agenda.",
    "van_agenda_halen": "De aanvraag is van de agenda gehaald.",
    "verschonen": "U heeft zich teruggetrokken. De aanvraag is voor u gesloten.",
}
UITLEG = {
    "commissieadvies_vastleggen": [
        "Het besluit staat daarna in concept klaar voor het bureau.",
        "De oordelen van de leden veranderen niet meer.",
    ],
    "commissieadvies_verbeteren": [
        "Het besluit in concept wordt opnieuw gemaakt. Wat het bureau daarin al veranderde, verdwijnt.",
        "De ouders krijgen het advies opnieuw.",
        "Is de bijeenkomst al afgesloten? Dan komt er een nieuwe versie van de besluitenlijst.",
    ],
    "aanhouden": ["De leden kunnen de aanvraag niet meer openen, tot zij weer op een agenda staat."],
    "van_agenda_halen": ["De leden kunnen de aanvraag niet meer openen, tot zij weer op een agenda staat."],
}


class Puntpagina(LoginRequiredMixin, View):
    """A page over one agenda item. Raises Http404 for who may not see the meeting or not the request."""

    @property
    def gebruiker(self) -> Gebruiker:
        return gebruiker_van(self.request)

    @cached_property
    def punt(self) -> Agendapunt:
        punten = Agendapunt.objects.filter(bijeenkomst__in=Bijeenkomst.objects.for_user(self.gebruiker))
        punt = get_object_or_404(punten.select_related("bijeenkomst__voorzitter"), pk=self.kwargs["pk"])
        punt.aanvraag = get_object_or_404(met_alles(Tlvaanvraag.objects.for_user(self.gebruiker)), pk=punt.aanvraag_id)
        return punt

    @cached_property
    def regels(self) -> list[Agendaregel]:
        return list(agenda_van(self.punt.bijeenkomst, self.gebruiker))

    @property
    def regel(self) -> Agendaregel:
        """This item as this person sees it. Raises Http404 when it fell off the agenda."""
        for regel in self.regels:
            if regel.punt.pk == self.punt.pk:
                return regel
        raise Http404

    def buren(self) -> dict[str, Agendaregel | None]:
        """The items before and after this one that this person can open."""
        te_lezen = [regel for regel in self.regels if regel.kan_lezen]
        plaats = next(nummer for nummer, regel in enumerate(te_lezen) if regel.punt.pk == self.punt.pk)
        return {
            "vorige": te_lezen[plaats - 1] if plaats else None,
            "volgende": te_lezen[plaats + 1] if plaats + 1 < len(te_lezen) else None,
        }


class AgendapuntView(Puntpagina):
    """Read everything; opening the page is what the read list records."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kan_oordelen = oordeel_geven.weigering(self.punt.aanvraag, self.gebruiker) is None
        if kan_oordelen and request.method == "GET":
            gelezen(punt=self.punt, lid=self.gebruiker)
        form = formulier(oordeel_geven, self.punt.aanvraag, door=self.gebruiker) if kan_oordelen else None
        return self._toon(form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The own opinion. Twice the same is once; another one replaces it until the committee has advised."""
        try:
            verrichten(oordeel_geven, self.punt.aanvraag, door=self.gebruiker, data=request.POST)
        except AlGegeven:
            return self._verder()
        except Ongeldig as fout:
            return self._toon(fout.form, fout)
        except Geweigerd as fout:
            form = formulier(oordeel_geven, self.punt.aanvraag, door=self.gebruiker, data=request.POST)
            return self._toon(form, fout)
        return self._verder()

    def _verder(self) -> HttpResponse:
        """To the next item of the agenda; with the other button, or after the last one, the page stays."""
        if "blijf" not in self.request.POST and (volgende := self.buren()["volgende"]):
            messages.success(self.request, "Uw oordeel is bewaard. Dit is de volgende aanvraag.")
            return redirect("toelating:agendapunt", volgende.punt.pk)
        messages.success(self.request, "Uw oordeel is bewaard.")
        return redirect("toelating:agendapunt", self.punt.pk)

    def _toon(self, form: Any, weigering: Geweigerd | None = None) -> HttpResponse:
        punt = self.punt
        context = {
            "punt": punt,
            "bijeenkomst": punt.bijeenkomst,
            "aanvraag": punt.aanvraag,
            "regel": self.regel,
            "nummer": [regel.punt.pk for regel in self.regels].index(punt.pk) + 1,
            "aantal": len(self.regels),
            "lees": leesdossier(punt.aanvraag, self.gebruiker),
            "form": form,
            "weigering": weigering,
            "heeft_fouten": weigering is not None,
            "handelingen": [
                handeling
                for handeling in HANDELINGEN.values()
                if handeling.weigering(punt.aanvraag, self.gebruiker) is None
            ],
            **self.buren(),
        }
        status = http_status(weigering) if weigering else 200
        return render(self.request, "toelating/agendapunt.html", context, status=status)


class PunthandelingView(Puntpagina, HandelingView):
    """Record the advice, hold over, take off the agenda, stay out: each on a page of its own."""

    workflow = workflow
    template_name = "toelating/agendapunt_handeling.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if kwargs["naam"] not in HANDELINGEN:
            raise Http404
        if bijeenkomst := self._al_teruggetrokken(kwargs["pk"], kwargs["naam"]):
            return self._naar(bijeenkomst, verschonen)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def _al_teruggetrokken(self, pk: UUID, naam: str) -> Bijeenkomst | None:
        """The meeting, when this is the second half of a double click on staying out."""
        if naam != verschonen.naam:
            return None
        punten = Agendapunt.objects.filter(bijeenkomst__in=Bijeenkomst.objects.for_user(self.gebruiker))
        punt = punten.select_related("bijeenkomst").filter(pk=pk).first()
        return punt.bijeenkomst if punt and is_verschoond(self.gebruiker, punt.aanvraag_id) else None

    def get_dossier(self) -> Tlvaanvraag:
        return self.punt.aanvraag

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is missing for an act is said before somebody types, not after."""
        handeling = HANDELINGEN[kwargs["naam"]]
        if handeling.weigering(self.punt.aanvraag, request.user) is None and (
            fout := handeling.belemmering(self.punt.aanvraag)
        ):
            return self._toon(self.punt.aanvraag, handeling, None, fout)
        return super().get(request, *args, **kwargs)

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        return self._naar(self.punt.bijeenkomst, handeling)

    def _naar(self, bijeenkomst: Bijeenkomst, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, GELUKT[handeling.naam])
        return redirect(bijeenkomst)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        met_stukken = handeling in (commissieadvies_vastleggen, commissieadvies_verbeteren)
        return {
            "punt": self.punt,
            "bijeenkomst": self.punt.bijeenkomst,
            "aanvraag": self.punt.aanvraag,
            "uitleg": UITLEG.get(handeling.naam, ()),
            "regel": self.regel if met_stukken else None,
            "adviezen": adviezen_voor(self.gebruiker, self.punt.aanvraag) if met_stukken else (),
            "knopsoort": "gevaar" if handeling is verschonen else "primair",
        }
