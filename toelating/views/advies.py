"""One request for an expert: everything to read beside the own advice, which is kept while it is written."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property

from swv.invullen.views.basis import Autosave, Invulpagina
from swv.invullen.views.onderdelen import leesbaar
from swv.kern.deuren import HandelingView, geheel, http_status
from swv.kern.fouten import Geweigerd, Verouderd
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Dossier
from swv.kern.opmaak import tijd
from swv.kern.workflow import Handeling
from toelating import services
from toelating.forms import ConceptadviesForm, DeskundigenadviesForm
from toelating.forms.basis import JA, NEE
from toelating.leesdossier import leesdossier, met_alles
from toelating.models import Deskundigenadvies, Tlvaanvraag, Verschoning
from toelating.workflow import advies_geven, verschonen, workflow

GEZIEN_BLIJFT = 12 * 60 * 60  # seconds: as long as a session can last
VELDEN = services.ADVIESVELDEN


class Adviespagina(Invulpagina):
    """A page over the request on which this expert advises."""

    def get_dossier(self) -> Tlvaanvraag:
        """The request, when this person is an appointed expert who may still read it. Raises Http404."""
        zichtbaar = met_alles(Tlvaanvraag.objects.for_user(self.gebruiker))
        van_mij = Deskundigenadvies.objects.geldend().filter(deskundige=self.gebruiker)
        return get_object_or_404(zichtbaar.filter(pk__in=van_mij.values("aanvraag_id")), pk=self.kwargs["pk"])

    @cached_property
    def aanvraag(self) -> Tlvaanvraag:
        return self.get_dossier()

    @property
    def advies(self) -> Deskundigenadvies:
        """The own advice as it stands now."""
        advies = self.aanvraag.deskundigenadviezen.geldend().get(deskundige=self.gebruiker)
        advies.aanvraag = self.aanvraag
        return advies

    def conceptform(self, advies: Deskundigenadvies, data: Any = None) -> ConceptadviesForm:
        initial = {naam: getattr(advies, naam) for naam in VELDEN}
        return ConceptadviesForm(data, initial=initial, dossier=self.aanvraag, door=self.gebruiker)

    def bewaar(self, form: ConceptadviesForm) -> Deskundigenadvies:
        """Keep what can be read of what was typed. Only a change from another page makes this one stale.

        Raises Verouderd, or another Geweigerd when the advice can no longer be changed.
        """
        form.is_valid()
        gegevens = {naam: waarde for naam, waarde in form.cleaned_data.items() if naam not in form.errors}
        pagina = self.request.POST.get("pagina", "")[:40]
        versie = geheel(self.request.POST.get("adviesversie")) or 0
        try:
            advies = self._bewaar(gegevens, versie)
        except Verouderd:
            nu = self.advies
            if not pagina or cache.get(_sleutel(nu)) != pagina:
                raise
            advies = self._bewaar(gegevens, nu.versie)
        cache.set(_sleutel(advies), pagina, GEZIEN_BLIJFT)
        return advies

    def _bewaar(self, gegevens: dict[str, Any], versie: int) -> Deskundigenadvies:
        return services.advies_bewaren(aanvraag=self.aanvraag, gegevens=gegevens, versie=versie, door=self.gebruiker)


def _sleutel(advies: Deskundigenadvies) -> str:
    """Remembers which open page wrote this version: its own save under way is no change from elsewhere."""
    return f"advies:{advies.pk}:{advies.versie}"


class AdviesView(Adviespagina):
    """The dossier with the advice: a form while it is written, read-only afterwards."""

    template_name = "toelating/advies.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        advies = self.advies
        if advies.is_gegeven:
            return self.toon(self.aanvraag, **self._lezen(advies), form=None)
        return self._toon(advies, self.conceptform(advies))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The button: keep everything, then on to the summary, or back later."""
        form = self.conceptform(self.advies, request.POST)
        try:
            advies = self.bewaar(form)
        except Verouderd as fout:
            return self._toon_beide(self.advies, form, fout)
        except Geweigerd as fout:
            return self._toon(self.advies, form, weigering=fout)
        if form.errors:
            return self._toon(advies, form, status=422)
        if "later" in request.POST:
            messages.success(request, "Uw advies is bewaard. U kunt later verder. Alleen u leest het.")
            return redirect("toelating:adviseren")
        return redirect("toelating:advies_controleren", self.aanvraag.pk)

    def _lezen(self, advies: Deskundigenadvies) -> dict[str, Any]:
        return {"advies": advies, "lees": leesdossier(self.aanvraag, self.gebruiker)}

    def _toon(
        self,
        advies: Deskundigenadvies,
        form: ConceptadviesForm,
        *,
        weigering: Geweigerd | None = None,
        status: int = 200,
    ) -> HttpResponse:
        return self.toon(
            self.aanvraag,
            status=http_status(weigering) if weigering else status,
            form=form,
            pagina=self.request.POST.get("pagina") or uuid4(),
            weigering=weigering,
            heeft_fouten=weigering is not None,
            kan_terugtrekken=verschonen.weigering(self.aanvraag, self.gebruiker) is None,
            **self._lezen(advies),
        )

    def _toon_beide(self, advies: Deskundigenadvies, form: ConceptadviesForm, fout: Verouderd) -> HttpResponse:
        """What was typed beside what is stored; sending it again overwrites on purpose."""
        staat_er = {
            veld.name: veld.form.get_initial_for_field(veld.field, veld.name) for veld in self.conceptform(advies)
        }
        verschillen = []
        for veld in form:
            getypt, nu = veld.value(), veld.field.prepare_value(staat_er[veld.name])
            if str(getypt or "") != str(nu or ""):
                verschillen.append(
                    {
                        "vraag": veld.label,
                        "getypt": leesbaar(veld, {veld.name: getypt}),
                        "staat_er": leesbaar(veld, {veld.name: nu}),
                    }
                )
        return render(
            self.request,
            "toelating/advies_verouderd.html",
            self.context(
                self.aanvraag,
                advies=advies,
                form=form,
                pagina=self.request.POST.get("pagina") or uuid4(),
                verschillen=verschillen,
                bewaard_om=tijd(advies.bewaard_op) if advies.bewaard_op else "",
                weigering=fout,
                heeft_fouten=True,
            ),
            status=http_status(fout),
        )


class AdviesBewarenView(Autosave, Adviespagina):
    """Autosave: keeps what can be read, says when, and what it could not keep."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.conceptform(self.advies, request.POST)
        try:
            advies = self.bewaar(form)
        except Verouderd:
            return self.niet_bewaard(is_verouderd=True)
        except Geweigerd as fout:
            return self.niet_bewaard(weigering=fout)
        niet = [f"‘{form.fields[naam].label}’" for naam in form.errors if naam in form.fields]
        return render(request, "toelating/_advies_bewaard.html", {"advies": advies, "niet": niet})

    def niet_bewaard(self, **waarom: Any) -> HttpResponse:
        return render(self.request, "toelating/_advies_niet_bewaard.html", waarom)


class AdviesControlerenView(Adviespagina):
    """The summary of the advice, what is still missing, and the one button that gives it."""

    template_name = "toelating/advies_controleren.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        advies = self.advies
        if advies.is_gegeven:
            return redirect("toelating:advies", self.aanvraag.pk)
        return self._toon(advies, None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the advice as it is stored; never another text than the one that was shown."""
        advies = self.advies
        if advies.is_gegeven:
            return self._gegeven()
        if geheel(request.POST.get("adviesversie")) != advies.versie:
            zin = "Uw advies is ondertussen veranderd in een ander venster. Lees het nog een keer en geef het daarna."
            return self._toon(advies, Verouderd(zin))
        data = {**als_getypt(advies), "geen_belang": request.POST.get("geen_belang", "")}
        try:
            verrichten(advies_geven, self.aanvraag, door=self.gebruiker, data=data)
        except Geweigerd as fout:
            nu = self.advies
            return self._gegeven() if nu.is_gegeven else self._toon(nu, fout)
        return self._gegeven()

    def _gegeven(self) -> HttpResponse:
        messages.success(self.request, "Uw advies is gegeven. U kunt het niet meer wijzigen.")
        return redirect("toelating:advies", self.aanvraag.pk)

    def _toon(self, advies: Deskundigenadvies, weigering: Geweigerd | None) -> HttpResponse:
        form = DeskundigenadviesForm(als_getypt(advies), dossier=self.aanvraag, door=self.gebruiker)
        ontbreekt = [(naam, zinnen) for naam, zinnen in form.errors.items() if naam != "geen_belang"]
        bevestiging = weigering.form if isinstance(weigering, Ongeldig) else None
        return self.toon(
            self.aanvraag,
            status=http_status(weigering) if weigering else 200,
            advies=advies,
            ontbreekt=ontbreekt,
            belang=(bevestiging or DeskundigenadviesForm(dossier=self.aanvraag, door=self.gebruiker))["geen_belang"],
            weigering=weigering,
            heeft_fouten=weigering is not None,
        )


def als_getypt(advies: Deskundigenadvies) -> dict[str, Any]:
    """The stored draft as its form would send it."""
    oordeel = {True: JA, False: NEE, None: ""}[advies.toelaatbaar]
    dag = advies.eerder_betrokken_op
    return {
        "toelaatbaar": oordeel,
        "categorie": advies.categorie,
        "schooljaren": advies.schooljaren or "",
        "tekst": advies.tekst,
        "eerder_betrokken_op": f"{dag.day}-{dag.month}-{dag.year}" if dag else "",
    }


class TerugtrekkenView(Adviespagina, HandelingView):
    """Stay out of the request, with the reason; from then on it is closed."""

    workflow = workflow
    template_name = "toelating/terugtrekken.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and is_verschoond(self.gebruiker, kwargs["pk"]):
            return self._teruggetrokken()
        return super().dispatch(request, *args, naam=verschonen.naam, **kwargs)  # type: ignore[return-value]

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        return self._teruggetrokken()

    def _teruggetrokken(self) -> HttpResponse:
        messages.success(self.request, "U heeft zich teruggetrokken. De aanvraag is voor u gesloten.")
        return redirect("toelating:adviseren")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        return {"boven": self.aanvraag.kenmerk, "terug_url": f"/toelating/adviseren/{dossier.pk}/"}


def is_verschoond(gebruiker: Any, pk: Any) -> bool:
    """Whether this person stays out of this request already: the second half of a double click."""
    return Verschoning.objects.filter(aanvraag=pk, gebruiker=gebruiker).exists()
