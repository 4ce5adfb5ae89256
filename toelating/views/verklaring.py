"""One TLV, and the acts on it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.deuren import Handelingpagina
from swv.kern.models import Dossier
from swv.kern.workflow import Handeling
from swv.organisaties.models import Gebruiker
from toelating import ophalen, teksten_verklaring
from toelating.bewaren import bewaring
from toelating.blik import leerling_in_het_kort
from toelating.models import Verklaring, Verklaringstatus
from toelating.radar import vervolgsoort
from toelating.verklaringen import Verklaringpagina, met_alles, pagina
from toelating.workflow.verklaring import workflow

MET_BEWIJS = ("ophalen", "overstappen")


def haal(request: HttpRequest, pk: UUID) -> Verklaring:
    """The TLV, when this person may see it. Raises Http404: a foreign one is a missing one."""
    return get_object_or_404(met_alles(Verklaring.objects.for_user(gebruiker_van(request))), pk=pk)


@require_safe
@login_required
def verklaring(request: HttpRequest, pk: UUID) -> HttpResponse:
    gebruiker, tlv = gebruiker_van(request), haal(request, pk)
    blad, handelingen = pagina(tlv, gebruiker), workflow.available(tlv, gebruiker)
    return render(
        request,
        "toelating/verklaring/detail.html",
        {
            "tlv": tlv,
            "pagina": blad,
            "leerling": leerling_in_het_kort(tlv.leerling) if blad.is_beoogd else tlv.leerling.naam,
            "is_laatste_jaar": not blad.is_verwijzer
            and tlv.status == Verklaringstatus.VERZILVERD
            and _is_laatste_jaar(tlv),
            "verloop": [(rij, teksten_verklaring.GEBEURTENISSEN.get(rij.handeling, rij.label)) for rij in blad.verloop],
            "eerst": None if tlv.wacht_op_begin else _eerst(handelingen),
            "knoppen": [
                (rij, teksten_verklaring.knopsoort(rij))
                for rij in handelingen
                if rij.naam not in teksten_verklaring.EERST
            ],
            "verder": verder_url(tlv, gebruiker),
            "bewaring": bewaring(tlv.aanvraag) if blad.is_bureau else None,
            "aanvraag_url": _aanvraag_url(blad, gebruiker),
        },
    )


def _eerst(handelingen: Iterable[Handeling]) -> Handeling | None:
    """What brings the TLV further, as its one main button."""
    return next((rij for rij in handelingen if rij.naam in teksten_verklaring.EERST), None)


def _is_laatste_jaar(tlv: Verklaring) -> bool:
    return tlv.is_bijna_verlopen(timezone.localdate()) and not tlv.is_ingekort


def verder_url(tlv: Verklaring, gebruiker: Gebruiker) -> str:
    """Where the school of the pupil asks for the next TLV, with what is known filled in; "" for anybody else."""
    if tlv.school_id is None or not gebruiker.is_coordinator_van(tlv.school_id) or not tlv.geplaatst_op:
        return ""
    return vervolg_url(tlv) if tlv.is_geldend and not tlv.is_ingekort else ""


def vervolg_url(tlv: Verklaring) -> str:
    vraag = urlencode({"soort": vervolgsoort(tlv), "tlv": tlv.pk})
    return f"{reverse('toelating:starten')}?{vraag}"


def _aanvraag_url(blad: Verklaringpagina, gebruiker: Gebruiker) -> str:
    """The request behind it, for who may open that: the bureau in the worklist, who asked on its own page."""
    aanvraag = blad.verklaring.aanvraag
    if blad.is_bureau:
        return reverse("admin:toelating_tlvaanvraag_change", args=[aanvraag.pk])
    if aanvraag.school_id in gebruiker.school_ids or aanvraag.gast_id == gebruiker.pk:
        return aanvraag.get_absolute_url()
    return ""


class VerklaringHandeling(Handelingpagina):
    """One act on a TLV."""

    workflow, woorden = workflow, teksten_verklaring
    template_name = "toelating/verklaring/handeling.html"

    def boven(self, dossier: Verklaring) -> str:
        return f"TLV {dossier.nummer}"

    def get_dossier(self) -> Verklaring:
        """Also one that was not meant for this school, to collect or take over, when this person just gave its number
        and date of birth."""
        pk = self.kwargs["pk"]
        if self.kwargs["naam"] in MET_BEWIJS and ophalen.is_bewezen(self.request, pk):
            return get_object_or_404(met_alles(Verklaring.objects.all()), pk=pk)
        return haal(self.request, pk)

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, teksten_verklaring.gelukt(handeling))
        ophalen.vergeet(self.request, dossier.pk)
        try:
            return redirect(haal(self.request, dossier.pk))
        except Http404:  # given back: it is no longer of this school
            return redirect("toelating:verklaringen")

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Verklaring)
        is_vreemd = not Verklaring.objects.for_user(gebruiker_van(self.request)).filter(pk=dossier.pk).exists()
        terug = reverse("toelating:ophalen") if is_vreemd else dossier.get_absolute_url()
        geen_naam = {"laatste": None}  # a TLV goes from school to school: who did what there is not told
        return {**super().extra_context(dossier, handeling), "terug_url": terug, **geen_naam}
