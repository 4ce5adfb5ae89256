"""One page per part of the form. Whatever is typed is kept, right or wrong; nobody overwrites unseen."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property

from swv.invullen import services
from swv.invullen.antwoorden import KLAAR, formulier, maak_form, ruw
from swv.invullen.models import Invuldossier
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm
from swv.invullen.samen import laatste_invulling, waarom_verouderd
from swv.invullen.views.basis import Autosave, Invulpagina
from swv.invullen.views.gezien import is_gezien, onthoud, vingerafdruk
from swv.invullen.views.samen import samencontext
from swv.invullen.voortgang import voortgang
from swv.kern.deuren import geheel, http_status
from swv.kern.fouten import Geweigerd, Verouderd
from swv.kern.opmaak import tijd

CONTROLE = "controle"
NAKIJKEN = "nakijken"
# Names of hidden fields and buttons of the page: no question of a room may be called so (a test sees to it).
EIGEN_NAMEN = frozenset({"versie", "pagina", "basis", "terug", "later", "csrfmiddlewaretoken"})


class Onderdeelpagina(Invulpagina):
    """What typing and autosave of one part share."""

    def get_onderdeel(self, dossier: Invuldossier) -> Onderdeel:
        """The part that the address names. Raises Http404."""
        try:
            return dossier.onderdeel(self.kwargs["onderdeel"])
        except KeyError as fout:
            raise Http404(f"Geen onderdeel {fout}") from None

    def bewaar(self, dossier: Invuldossier, deel: Onderdeel, form: OnderdeelForm) -> Invuldossier:
        """Keep a part. Only a change of this same part since it was shown makes the page stale.

        Raises Verouderd, or another Geweigerd when it cannot be changed now.
        """
        getypt = ruw(form, self.request.POST)
        versie = geheel(self.request.POST.get("versie")) or 0
        onthoud(self.request, dossier, deel, getypt)
        bewaren = partial(services.antwoorden_bewaren, onderdeel=deel.code, antwoorden=getypt, door=self.gebruiker)
        try:
            return bewaren(dossier, versie=versie)
        except Verouderd:
            nu = self.get_dossier()
            if not is_gezien(self.request, nu, deel):
                raise
            return bewaren(nu, versie=nu.versie)


class BewarenView(Autosave, Onderdeelpagina):
    """Autosave: keeps what is typed and says when; in a stale page it keeps nothing and says so."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        deel = self.get_onderdeel(dossier)
        try:
            dossier = self.bewaar(dossier, deel, maak_form(dossier, deel, request.POST))
        except Verouderd:
            wie = waarom_verouderd(dossier, onderdeel=deel.code, door=self.gebruiker)
            return self.niet_bewaard(wie=wie)
        except Geweigerd as fout:
            return self.niet_bewaard(weigering=fout)
        return render(request, "invullen/_bewaard.html", {"dossier": dossier, "moment": dossier.bewaard_op})


class OnderdeelView(Onderdeelpagina):
    """The questions of one part, as they were left."""

    template_name = "invullen/onderdeel.html"
    template_verouderd = "invullen/onderdeel_verouderd.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without errors, unless somebody comes to look at them."""
        dossier = self.get_dossier()
        deel = self.get_onderdeel(dossier)
        if not dossier.mag_invullen(self.gebruiker):
            return self.kan_niet(dossier, f"U kunt {dossier.wat} nu niet wijzigen. Hier ziet u wat wel kan.")
        if self.komt_van_controle or NAKIJKEN in request.GET:
            return self._toon(dossier, deel, formulier(dossier, deel))
        return self._toon(dossier, deel, maak_form(dossier, deel, initial=dossier.antwoorden.get(deel.code) or {}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier = self.get_dossier()
        deel = self.get_onderdeel(dossier)
        form = maak_form(dossier, deel, request.POST)
        try:
            dossier = self.bewaar(dossier, deel, form)
        except Verouderd as fout:
            return self._toon_beide(self.get_dossier(), deel, fout)
        except Geweigerd as fout:
            return self._toon(self.get_dossier(), deel, form, weigering=fout)
        if "later" in request.POST:
            messages.success(request, "Uw tekst is bewaard. U kunt later verder.")
            return redirect(dossier)
        return redirect(self._verder(dossier, deel) if form.is_valid() else self._nakijken(dossier, deel))

    @cached_property
    def komt_van_controle(self) -> bool:
        """Whether one came from the summary, and goes back there."""
        gevraagd = self.request.POST if self.request.method == "POST" else self.request.GET
        return gevraagd.get("terug") == CONTROLE

    # --- Where to ---

    def _nakijken(self, dossier: Invuldossier, deel: Onderdeel) -> str:
        """The same page with what is wrong. What was typed is kept already, so the Back button never sends it again."""
        vraag = {NAKIJKEN: "1"} | ({"terug": CONTROLE} if self.komt_van_controle else {})
        return f"{dossier.adres('onderdeel', deel.code)}?{urlencode(vraag)}"

    def _verder(self, dossier: Invuldossier, deel: Onderdeel) -> str:
        """Back to the summary when one came from there, otherwise to the next thing that is not done."""
        if self.komt_van_controle:
            return dossier.adres("controleren")
        stand = voortgang(dossier)
        nog_niet = [taak.onderdeel.code for taak in stand.taken if taak.status != KLAAR]
        alle = [rij.code for rij in dossier.onderdelen]
        later = alle[alle.index(deel.code) + 1 :]
        if volgende := next((code for code in (*later, *nog_niet) if code in nog_niet), None):
            return dossier.adres("onderdeel", volgende)
        return dossier.adres("controleren" if stand.bijlagen == KLAAR else "bijlagen")

    # --- What is shown ---

    def _toon(
        self, dossier: Invuldossier, deel: Onderdeel, form: OnderdeelForm, *, weigering: Geweigerd | None = None
    ) -> HttpResponse:
        context = self._onderdeelcontext(dossier, deel, form)
        context |= {"weigering": weigering, "heeft_fouten": weigering is not None}
        return render(self.request, self.template_name, context, status=http_status(weigering) if weigering else 200)

    def _toon_beide(self, dossier: Invuldossier, deel: Onderdeel, fout: Verouderd) -> HttpResponse:
        """Both versions beside each other. The form holds what was typed; sending it again overwrites on purpose."""
        getypt = ruw(maak_form(dossier, deel, self.request.POST), self.request.POST)
        staat_er = dossier.antwoorden.get(deel.code) or {}
        form = maak_form(dossier, deel, initial=getypt)
        context = self._onderdeelcontext(dossier, deel, form) | {
            "weigering": fout,
            "heeft_fouten": True,
            "verschillen": [
                {"vraag": veld.label, "getypt": leesbaar(veld, getypt), "staat_er": leesbaar(veld, staat_er)}
                for veld in form
                if getypt.get(veld.name) != staat_er.get(veld.name)
            ],
            "bewaard_door": _wie_bewaarde(dossier, deel),
        }
        return render(self.request, self.template_verouderd, context, status=http_status(fout))

    def _onderdeelcontext(self, dossier: Invuldossier, deel: Onderdeel, form: OnderdeelForm) -> dict[str, Any]:
        return self.context(
            dossier,
            onderdeel=deel,
            form=form,
            basis=vingerafdruk(dossier, deel),
            pagina=self.request.POST.get("pagina") or uuid4(),
            bewaard_op=dossier.bewaard_op if deel.code in dossier.antwoorden else None,
            terug=CONTROLE if self.komt_van_controle else "",
            **samencontext(dossier, self.gebruiker, deel.code),
        )


def _wie_bewaarde(dossier: Invuldossier, deel: Onderdeel) -> str:
    """Who saved what stands in a part now, and when; of an older dossier only when."""
    if laatste := laatste_invulling(dossier, deel.code):
        return f"{dossier.noem(laatste.door)}, {tijd(laatste.op)}"
    return f"opgeslagen om {tijd(dossier.bewaard_op)}" if dossier.bewaard_op else ""


def leesbaar(veld: Any, antwoorden: dict[str, Any]) -> str:
    """An answer as people read it; a choice by its words."""
    waarde = antwoorden.get(veld.name)
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    return str(dict(getattr(veld.field, "choices", ())).get(waarde, waarde or ""))
