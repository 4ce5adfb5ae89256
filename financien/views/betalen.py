"""Paying: what is due, and batches with their file."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from financien import workflow as acts
from financien.forms.betalen import UitvoerdatumForm
from financien.models import Bankrekening, Betaalbatch, Betaalregel
from financien.services.betaalbatches import betaalbatch_maken, controleer_uitvoerdatum, regels_van
from financien.te_betalen import Betaalvoorstel, betaalvoorstel
from financien.views.wie import AlleenMetRecht, gebruiker
from financien.werkdagen import bankdag_vanaf
from swv.kern.deuren import HandelingView, http_status
from swv.kern.fouten import Geweigerd, VerkeerdeStatus
from swv.kern.models import Dossier, Gebeurtenis
from swv.kern.workflow import Handeling, Workflow

_INZIEN = "financien.betalen_inzien"
_LAATSTE = 50


def _voorkeursdag() -> Any:
    return bankdag_vanaf(timezone.localdate() + timedelta(days=1))


@require_safe
@login_required
@permission_required(_INZIEN, raise_exception=True)
def betalen(request: HttpRequest) -> HttpResponse:
    """What is due, what waits for somebody, and the latest batches."""
    batches = (
        Betaalbatch.objects.select_related("gemaakt_door")
        .annotate(
            aantal=Count("regels"),
            totaal=Sum("regels__bedrag"),
            geweigerd=Count("regels", filter=Q(regels__staat="geweigerd")),
        )
        .order_by("-aangemaakt_op", "-kenmerk")  # a query that counts forgets the order of its model
    )
    context = {
        "voorstel": betaalvoorstel(op=_voorkeursdag()),
        "batches": list(batches[:_LAATSTE]),
        "wachtend": Bankrekening.objects.filter(status=Bankrekening.Status.INGEVOERD).count(),
        "mag_maken": gebruiker(request).has_perm("financien.betaalbatch_maken"),
    }
    return render(request, "financien/betalen_lijst.html", context)


# --- A batch ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("financien.betaalbatch_maken", raise_exception=True)
def betaalbatch_nieuw(request: HttpRequest) -> HttpResponse:
    """The proposal: everything that is due on a day, to tick off, with totals. POST makes the batch."""
    if request.method != "POST":
        form = UitvoerdatumForm(request.GET if "uitvoerdatum" in request.GET else {"uitvoerdatum": _voorkeursdag()})
        return _toon_voorstel(request, form, _dag_controleren(form))
    form = UitvoerdatumForm(request.POST)
    weigering = _dag_controleren(form)
    if weigering is None and request.POST.get("actie") != "tellen":
        try:
            batch = betaalbatch_maken(
                termijnen=_gekozen(request.POST),
                uitvoerdatum=form.cleaned_data["uitvoerdatum"],
                door=gebruiker(request),
            )
        except Geweigerd as fout:
            weigering = fout
        else:
            messages.success(
                request, f"Batch {batch.kenmerk} is gemaakt. Een collega keurt hem goed; daarna kan hij naar de bank."
            )
            return redirect(batch)
    return _toon_voorstel(request, form, weigering, gekozen=_gekozen(request.POST))


def _dag_controleren(form: UitvoerdatumForm) -> Geweigerd | None:
    """Why nothing can be paid on the typed day; the sentence stands with the field too."""
    if not form.is_valid():
        return Geweigerd("Vul een uitvoerdatum in. Daarna ziet u wat er te betalen is.")
    try:
        controleer_uitvoerdatum(form.cleaned_data["uitvoerdatum"])
    except Geweigerd as fout:
        form.add_error("uitvoerdatum", fout.zin)
        return fout
    return None


def _gekozen(gegevens: QueryDict) -> set[int]:
    ruw = gegevens.getlist("termijn")
    return {int(pk) for pk in ruw if pk.isascii() and pk.isdecimal() and len(pk) < 19}


def _toon_voorstel(
    request: HttpRequest, form: UitvoerdatumForm, weigering: Geweigerd | None, *, gekozen: set[int] | None = None
) -> HttpResponse:
    voorstel = None if form.errors else betaalvoorstel(op=form.cleaned_data["uitvoerdatum"])
    context = {
        "form": form,
        "weigering": weigering,
        "heeft_fouten": weigering is not None,
        "voorstel": voorstel,
        "keuze": _alleen(voorstel, gekozen),
        "niet_gekozen": _niet_gekozen(voorstel, gekozen),
    }
    return render(request, "financien/betalen_nieuw.html", context, status=http_status(weigering) if weigering else 200)


def _alleen(voorstel: Betaalvoorstel | None, gekozen: set[int] | None) -> Betaalvoorstel | None:
    """The same proposal with only what is ticked, for its totals."""
    if voorstel is None or gekozen is None:
        return voorstel
    return replace(voorstel, regels=[regel for regel in voorstel.regels if regel.termijn.pk in gekozen])


def _niet_gekozen(voorstel: Betaalvoorstel | None, gekozen: set[int] | None) -> set[int]:
    """Instalments whose tick was taken off; at first everything is ticked."""
    if voorstel is None or gekozen is None:
        return set()
    return {regel.termijn.pk for regel in voorstel.regels} - gekozen


def _batch(pk: UUID) -> Betaalbatch:
    batches = Betaalbatch.objects.select_related("gemaakt_door", "goedgekeurd_door", "bestand").defer("bestand__inhoud")
    return get_object_or_404(batches, pk=pk)


@require_safe
@login_required
@permission_required(_INZIEN, raise_exception=True)
def betaalbatch(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _toon_batch(request, _batch(pk))


def _toon_batch(request: HttpRequest, batch: Betaalbatch, weigering: Geweigerd | None = None) -> HttpResponse:
    regels = regels_van(batch)
    context = {
        "batch": batch,
        "regels": regels,
        "totaal": sum(regel.bedrag for regel in regels),
        "bestand": getattr(batch, "bestand", None),
        "handelingen": acts.batches.available(batch, request.user),
        "is_eigen": batch.gemaakt_door_id == gebruiker(request).pk,
        "verloop": list(Gebeurtenis.objects.van(batch).select_related("door")),
        "weigering": weigering,
        "heeft_fouten": weigering is not None,
    }
    status = http_status(weigering) if weigering else 200
    return render(request, "financien/betalen_batch.html", context, status=status)


_GEEN_BESTAND: dict[str, str] = {
    Betaalbatch.Status.CONCEPT: "U kunt het bestand nog niet downloaden. Laat een collega de batch eerst goedkeuren.",
    Betaalbatch.Status.GOEDGEKEURD: "U kunt het bestand nog niet downloaden. Bied de batch eerst aan bij de bank.",
    Betaalbatch.Status.INGETROKKEN: "Deze batch is ingetrokken. Er is geen bestand voor de bank.",
}


@require_safe
@login_required
@permission_required(_INZIEN, raise_exception=True)
def betaalbestand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file for the bank, byte for byte as it was approved."""
    batch = get_object_or_404(Betaalbatch.objects.select_related("bestand"), pk=pk)
    if not batch.is_bij_bank:
        return _toon_batch(request, _batch(pk), VerkeerdeStatus(_GEEN_BESTAND[batch.status]))
    antwoord = HttpResponse(bytes(batch.bestand.inhoud), content_type="application/xml")
    antwoord["Content-Disposition"] = f'attachment; filename="{batch.bestand}"'
    antwoord["Cache-Control"] = "no-store"
    return antwoord


class Handelingpagina(AlleenMetRecht, HandelingView):
    """The page of one act."""

    permission_required = _INZIEN
    template_name = "financien/betalen_handeling.html"
    workflow: Workflow

    def gelukt(self, dossier: Dossier, handeling: Handeling) -> HttpResponse:
        messages.success(self.request, self.zin(dossier, handeling))
        return redirect(dossier.get_absolute_url())  # type: ignore[attr-defined]

    def zin(self, dossier: Dossier, handeling: Handeling) -> str:
        return GELUKT.get(handeling.naam, f"Gedaan: {handeling.label.lower()}.")


class BatchHandeling(Handelingpagina):
    workflow = acts.batches

    def zin(self, dossier: Dossier, handeling: Handeling) -> str:
        """After reading what the bank says also how the payments of the batch stand now."""
        zin = super().zin(dossier, handeling)
        if handeling.naam != "status_inlezen":
            return zin
        per_staat = Counter(Betaalregel.objects.filter(batch=dossier.pk).values_list("staat", flat=True))
        delen = [f"{per_staat[staat]} {naam}" for staat, naam in Betaalregel.Staat.choices if per_staat[staat]]
        return f"{zin} Van deze batch: {', '.join(delen)}."

    def get_dossier(self) -> Betaalbatch:
        return _batch(self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the bank says is news each time, never a double click."""
        dossier, handeling = self.get_dossier(), self.workflow.vind(kwargs["naam"])
        weigering = handeling.weigering(dossier, request.user)
        if handeling.target is None and weigering:
            return self._toon(dossier, handeling, None, weigering)
        return super().post(request, *args, **kwargs)

    def extra_context(self, dossier: Dossier, handeling: Handeling) -> dict[str, Any]:
        assert isinstance(dossier, Betaalbatch)
        regels = regels_van(dossier)
        return {
            "onderwerp": f"Betaalbatch {dossier.kenmerk}",
            "batch": dossier,
            "aantal": len(regels),
            "totaal": sum(regel.bedrag for regel in regels),
            "uitleg": UITLEG.get(handeling.naam, ""),
        }


GELUKT = {
    "goedkeuren": "De batch is goedgekeurd. Hij kan nu naar de bank.",
    "aanbieden": "De batch staat op ‘bij de bank’. Download het bestand en lever het aan bij de bank.",
    "status_inlezen": "Het statusbestand is gelezen.",
    "betaald_melden": "De betalingen staan op betaald en zijn geboekt.",
    "geweigerd_melden": "De betalingen staan op geweigerd. De termijnen kunnen in een volgende batch.",
    "afronden": "De batch is verwerkt.",
    "intrekken": "De batch is ingetrokken. De termijnen kunnen in een andere batch.",
    "bevestigen": "De rekening is bevestigd. Vanaf de eerste dag gaat het geld hierheen.",
    "afkeuren": "De rekening is afgekeurd. Er gaat geen geld naartoe.",
    "beeindigen": "De rekening is beëindigd. Er gaat geen geld meer naartoe.",
}
UITLEG = {
    "goedkeuren": "U heeft elke betaling bekeken. Het portaal maakt nu het bestand voor de bank. Dat ligt dan vast.",
    "aanbieden": "U downloadt het bestand en levert het aan bij de bank. Daarna kan de batch niet meer worden "
    "ingetrokken.",
    "status_inlezen": "Wat de bank heeft betaald, wordt meteen geboekt. Wat zij weigerde, kan in een volgende batch.",
    "betaald_melden": "Controleer het afschrift van de bank. Wat u aanvinkt, wordt meteen geboekt.",
    "geweigerd_melden": "Controleer het afschrift van de bank. Wat u aanvinkt, is niet betaald en kan in een volgende "
    "batch. Klopt dat niet, dan wordt het twee keer betaald.",
    "intrekken": "Er wordt niets betaald. De termijnen kunnen in een andere batch.",
    "bevestigen": "Vergelijk naam en nummer met een brief of afschrift van het bestuur. Bel bij twijfel een nummer dat "
    "u al kende.",
    "afkeuren": "Er gaat nooit geld naar deze rekening.",
    "beeindigen": "Het bestuur krijgt pas weer geld als een andere rekening is bevestigd.",
}
