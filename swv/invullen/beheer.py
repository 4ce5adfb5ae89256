"""What the admin of every filled-in dossier shares: the messages with the school, notes for the bureau alone, and texts
for what is asked often."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.generic import View

from swv.invullen import gesprekken, standaardteksten
from swv.invullen.forms import AanvullingVragenForm, BerichtForm, NotitieForm
from swv.invullen.gesprekken import Gespreksstand
from swv.invullen.kamers import kamer_van
from swv.invullen.models import Gesprek, Invuldossier, Kant, Notitie
from swv.invullen.standaardteksten import INVOEGEN
from swv.kern.beheer import BeheerHandelingView, Dossierbeheer
from swv.kern.deuren import http_status
from swv.kern.formulieren import Formulier
from swv.kern.fouten import Geweigerd
from swv.kern.handelingen import formulier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker

VERSTUURD = "Uw bericht is verstuurd. De school krijgt een mail dat het er is."


@dataclass(frozen=True)
class Samenwerking:
    """For the page of a dossier: how the conversation stands, and the notes."""

    stand: Gespreksstand
    gesprek_url: str
    notities: tuple[Notitie, ...]
    notities_url: str


class MetGesprek(Dossierbeheer):
    """The admin of dossiers about which school and bureau write to each other."""

    def samenwerking(self, request: HttpRequest, dossier: Invuldossier) -> Samenwerking:
        """Two queries."""
        assert isinstance(request.user, Gebruiker)
        return Samenwerking(
            stand=gesprekken.stand(dossier, Kant.BUREAU),
            gesprek_url=reverse(self.adres("gesprek"), args=[dossier.pk]),
            notities=tuple(gesprekken.notities(dossier, request.user)),
            notities_url=reverse(self.adres("notities"), args=[dossier.pk]),
        )

    def get_urls(self) -> list[URLPattern]:
        def adres(naam: str, view: type["Dossierpagina"]) -> URLPattern:
            volledig = f"{self.opts.app_label}_{self.opts.model_name}_{naam}"
            return path(f"<uuid:pk>/{naam}/", self.admin_site.admin_view(view.as_view(beheer=self)), name=volledig)

        return [adres("gesprek", GesprekView), adres("notities", NotitiesView), *super().get_urls()]


# --- Pages on which somebody writes a text -------------------------------------------------------------------


class Schrijfpagina(View):
    """What is there, and one box to write in. Pressing the button twice keeps it once; a text for what is asked often
    can be put below what was typed."""

    template_name: ClassVar[str]
    formulier: ClassVar[type[Formulier]]
    titel: ClassVar[str]
    klaar: ClassVar[str]
    http_method_names = ["get", "head", "post", "options"]

    def zoek(self) -> None:
        """Fetch what the page is about. Raises Http404 for who may not see it."""
        raise NotImplementedError

    def bewaar(self, **gegevens: Any) -> object:
        """Keep what was typed. Raises Geweigerd."""
        raise NotImplementedError

    def soort(self) -> str:
        """The kind of dossier, for the texts that fit it."""
        raise NotImplementedError

    def inhoud(self) -> dict[str, Any]:
        """What the template reads beside the form."""
        raise NotImplementedError

    @property
    def gebruiker(self) -> Gebruiker:
        assert isinstance(self.request.user, Gebruiker)
        return self.request.user

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.zoek()
        return self._toon(self.formulier(initial={"sleutel": uuid4()}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.zoek()
        form = self.formulier(request.POST)
        if INVOEGEN in request.POST:
            return self._toon(self.formulier(initial=standaardteksten.aangevuld(form, "tekst", self.soort())))
        if not form.is_valid():
            return self._toon(form, status=422)
        try:
            self.bewaar(door=self.gebruiker, **form.cleaned_data)
        except Geweigerd as fout:
            return self._toon(form, status=http_status(fout), weigering=fout)
        messages.success(request, self.klaar)
        return redirect(request.path)

    def _toon(self, form: Formulier, *, status: int = 200, weigering: Geweigerd | None = None) -> HttpResponse:
        context = {
            "title": self.titel,
            "form": form,
            "weigering": weigering,
            "heeft_fouten": weigering is not None,
            **self.inhoud(),
        }
        return render(self.request, self.template_name, context, status=status)

    def gesprekscontext(self, gesprek: Gesprek | None, dossier: Invuldossier | None) -> dict[str, Any]:
        """The messages, whether this person answers, and the texts to choose from. Who writes for the bureau has read
        them now; who only reads along has not."""
        berichten = gesprekken.berichten(gesprek)
        mag = dossier is not None and gesprekken.mag_schrijven(dossier, Kant.BUREAU, self.gebruiker)
        if gesprek is not None and (mag or dossier is None):
            gesprekken.lezen(gesprek, berichten, kant=Kant.BUREAU, door=self.gebruiker)
        return {
            "berichten": berichten,
            "eigen_kant": Kant.BUREAU,
            "ander": "de school",
            "mag_schrijven": mag,
            "meelezers": kamer_van(dossier).meelezers(dossier, Kant.BUREAU) if dossier is not None and mag else "",
            "standaardteksten": standaardteksten.passend(self.soort()) if mag else (),
        }


class Dossierpagina(Schrijfpagina):
    """About a dossier that the bureau sees."""

    beheer: ClassVar[MetGesprek] = None  # type: ignore[assignment]  # as_view gives it
    dossier: Any

    def zoek(self) -> None:
        self.dossier = self.beheer.ophalen(self.request, self.kwargs["pk"])

    def soort(self) -> str:
        return standaardteksten.soortcode(self.dossier)

    def inhoud(self) -> dict[str, Any]:
        return self.beheer.paginacontext(self.request, self.dossier)


class GesprekView(Dossierpagina):
    """The conversation about a dossier."""

    template_name = "admin/invullen/gesprek.html"
    formulier = BerichtForm
    titel = "Berichten met de school"
    klaar = VERSTUURD

    def bewaar(self, **gegevens: Any) -> object:
        return gesprekken.bericht_sturen(self.dossier, kant=Kant.BUREAU, **gegevens)

    def inhoud(self) -> dict[str, Any]:
        gesprek = gesprekken.gesprek_over(self.dossier)
        return super().inhoud() | self.gesprekscontext(gesprek, self.dossier)


class NotitiesView(Dossierpagina):
    """Notes for bureau and directeur-bestuurder."""

    template_name = "admin/invullen/notities.html"
    formulier = NotitieForm
    titel = "Interne notities"
    klaar = "Uw notitie is bewaard. Alleen het bureau en de directeur-bestuurder lezen haar."

    def bewaar(self, **gegevens: Any) -> object:
        return gesprekken.notitie_maken(self.dossier, **gegevens)

    def inhoud(self) -> dict[str, Any]:
        return super().inhoud() | {"notities": gesprekken.notities(self.dossier, self.gebruiker)}


# --- Texts for what is asked often ---------------------------------------------------------------------------


class MetStandaardtekst(BeheerHandelingView):
    """An act that asks the school for something offers the texts for that; one press puts a text into the box."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        vult_alleen_in = INVOEGEN in request.POST and issubclass(handeling.invoer, AanvullingVragenForm)
        if not vult_alleen_in or handeling.weigering(dossier, request.user) is not None:
            return super().post(request, *args, **kwargs)
        form = formulier(handeling, dossier, door=request.user, data=request.POST)
        getypt = standaardteksten.aangevuld(form, "vraag", standaardteksten.soortcode(dossier))
        form = handeling.invoer(initial=getypt, dossier=dossier, door=request.user)
        return self._toon(dossier, handeling, form, handeling.belemmering(dossier))

    def extra_context(self, dossier: Any, handeling: Handeling) -> dict[str, Any]:
        vraagt = issubclass(handeling.invoer, AanvullingVragenForm)
        teksten = standaardteksten.passend(standaardteksten.soortcode(dossier)) if vraagt else ()
        return super().extra_context(dossier, handeling) | {"standaardteksten": teksten}
