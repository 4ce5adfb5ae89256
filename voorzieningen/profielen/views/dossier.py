"""One profile and one checklist: filling in, checking, reading, and the acts on each."""

from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from swv.invullen import views
from swv.invullen.antwoorden import bezwaren
from swv.invullen.models import Invuldossier
from swv.invullen.views import gebruiker_van
from swv.invullen.views.samen import samencontext
from swv.invullen.voortgang import voortgang
from swv.kern.deuren import Handelingpagina
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling, Workflow
from voorzieningen.models import Checklist, Checklistantwoord, Profiel
from voorzieningen.profielen import lezen, rules, selectors, teksten, workflow
from voorzieningen.profielen.onderdelen import nog_open

D = TypeVar("D", Profiel, Checklist)


def haal(model: type[D], request: HttpRequest, pk: UUID) -> D:
    """The dossier, when this person may see it. Raises Http404: a foreign dossier is a missing one."""
    zichtbaar = model.objects.for_user(gebruiker_van(request)).select_related("school__bestuur", "opsteller")
    return get_object_or_404(zichtbaar, pk=pk)


def werkstroom(dossier: Profiel | Checklist) -> Workflow:
    return workflow.profielen if isinstance(dossier, Profiel) else workflow.checklists


def basiscontext(dossier: Profiel | Checklist, request: HttpRequest, **extra: Any) -> dict[str, Any]:
    """What every page of a dossier shows."""
    return {
        "dossier": dossier,
        "school": dossier.school,
        "school_url": reverse("profielen:school", args=[dossier.school.code]),
        "boven": dossier.school.naam,
        "badge": teksten.badge(dossier),
        "zin": teksten.zin(dossier),
        "knoppen": [(rij, teksten.knopsoort(rij)) for rij in werkstroom(dossier).available(dossier, request.user)],
        **extra,
    }


class Profielpagina(views.Invulpagina):
    def get_dossier(self) -> Profiel:
        return haal(Profiel, self.request, self.kwargs["pk"])

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Profiel)
        return basiscontext(dossier, self.request, **extra)


class Checklistpagina(views.Invulpagina):
    def get_dossier(self) -> Checklist:
        return haal(Checklist, self.request, self.kwargs["pk"])

    def context(self, dossier: Invuldossier, **extra: Any) -> dict[str, Any]:
        assert isinstance(dossier, Checklist)
        stand = lezen.voortgang_van(dossier)
        boven = f"{dossier.school.naam} · {stand.in_woorden}"
        return basiscontext(dossier, self.request, stand=stand, **{"boven": boven, **extra})


def _verloop(dossier: Profiel | Checklist) -> list[Gebeurtenis]:
    return list(Gebeurtenis.objects.van(dossier).openbaar().select_related("door"))


class ProfielDetail(Profielpagina):
    """The task list while the school types, the text and what can be done with it afterwards."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        profiel = self.get_dossier()
        if profiel.mag_invullen(self.gebruiker):
            context = {
                "voortgang": voortgang(profiel),
                "verloop": _verloop(profiel),
                **samencontext(profiel, self.gebruiker),
            }
            return render(request, "voorzieningen/profielen/profiel_concept.html", self.context(profiel, **context))
        context = {
            "delen": lezen.delen_van(profiel),
            "contact": lezen.contact_van(profiel),
            "verloop": _verloop(profiel),
            "is_school": rules.is_eigen_school.test(self.gebruiker, profiel),
        }
        return render(request, "voorzieningen/profielen/profiel.html", self.context(profiel, **context))


class ProfielControleren(Profielpagina):
    """All of it once more before it is published, and what is missing."""

    template_name = "voorzieningen/profielen/profiel_controleren.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        profiel = self.get_dossier()
        if not profiel.mag_invullen(self.gebruiker):
            return redirect(profiel)
        return self.toon(
            profiel,
            delen=lezen.delen_van(profiel),
            voortgang=voortgang(profiel),
            bezwaren=bezwaren(profiel),
            **samencontext(profiel, self.gebruiker),
        )


class ChecklistDetail(Checklistpagina):
    """How far it is while the school fills it in, the score and every answer afterwards."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checklist = self.get_dossier()
        if checklist.mag_invullen(self.gebruiker):
            context = {"verloop": _verloop(checklist), **samencontext(checklist, self.gebruiker)}
            pagina = self.context(checklist, boven=checklist.school.naam, **context)
            return render(request, "voorzieningen/profielen/checklist_concept.html", pagina)
        antwoorden = Checklistantwoord.objects.filter(checklist=checklist).select_related("item")
        per_ijkpunt: dict[int, list[Checklistantwoord]] = {}
        for rij in antwoorden:
            per_ijkpunt.setdefault(rij.item.ijkpunt, []).append(rij)
        score = selectors.scores([checklist])[checklist]
        context = {
            "score": score,
            "ijkpunten": [
                (rijen[0].item, rijen, score.procent_van(nummer), nummer not in score.onder_de_norm)
                for nummer, rijen in sorted(per_ijkpunt.items())
            ],
            "verloop": _verloop(checklist),
        }
        pagina = basiscontext(checklist, request, **context)
        return render(request, "voorzieningen/profielen/checklist.html", pagina)


class ChecklistControleren(Checklistpagina):
    """Which questions are still open, before it is fixed."""

    template_name = "voorzieningen/profielen/checklist_controleren.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        checklist = self.get_dossier()
        if not checklist.mag_invullen(self.gebruiker):
            return redirect(checklist)
        items = nog_open(checklist.antwoorden, checklist.invulregeling)
        per_ijkpunt = [
            (rij, [item for item in items if item.ijkpunt == rij.nummer]) for rij in checklist.invulregeling.ijkpunten
        ]
        return self.toon(
            checklist,
            boven=checklist.school.naam,
            open=[(rij, open_) for rij, open_ in per_ijkpunt if open_],
            **samencontext(checklist, self.gebruiker),
        )


class IjkpuntView(Checklistpagina, views.OnderdeelView):
    template_name = "voorzieningen/profielen/ijkpunt.html"


class Schoolhandeling(Handelingpagina):
    """One act on a profile or a checklist."""

    template_name = "voorzieningen/profielen/handeling.html"
    woorden = teksten
    model: type[Profiel] | type[Checklist]

    def get_dossier(self) -> Profiel | Checklist:
        return haal(self.model, self.request, self.kwargs["pk"])  # type: ignore[type-var]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What is missing is said before the button, not after."""
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        if handeling.weigering(dossier, request.user) is None and (fout := handeling.belemmering(dossier)):
            return self._toon(dossier, handeling, None, fout)
        return super().get(request, *args, **kwargs)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Profiel | Checklist)
        return {**basiscontext(dossier, self.request), **super().extra_context(dossier, handeling)}


class ProfielHandeling(Schoolhandeling):
    workflow, model = workflow.profielen, Profiel


class ChecklistHandeling(Schoolhandeling):
    workflow, model = workflow.checklists, Checklist
