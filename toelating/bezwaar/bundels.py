"""The bundles of an objection: asked for by an act, made by the worker, and out of date when a paper is added."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from swv.documenten.bundel import PDF
from swv.documenten.models import Bijlage
from swv.documenten.services import bestand_bewaren
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.opdrachten import klaarzetten
from swv.organisaties.models import Gebruiker
from toelating.bezwaar.selectors import nieuwste_bundels
from toelating.bezwaar.stukken import IN_BUNDEL, Stuksoort
from toelating.models import Bezwaar, Bundel

MAKEN = "toelating.bezwaar_bundel"
SOORT = {Bundel.Voor.LBT: Stuksoort.BUNDEL_LBT, Bundel.Voor.BEZWAARMAKER: Stuksoort.BUNDEL_BEZWAARMAKER}
BUNDELSOORTEN = tuple(map(str, SOORT.values()))


def bundels_vragen(bezwaar: Bezwaar, *, door: Gebruiker) -> list[Bundel]:
    """Ask the worker for a bundle for each reader, with what is there now."""
    bundels = [Bundel.objects.create(bezwaar=bezwaar, voor=voor, gevraagd_door=door) for voor in Bundel.Voor]
    for bundel in bundels:
        klaarzetten(MAKEN, sleutel=_sleutel(bundel), object_id=bundel.pk)
    return bundels


def _sleutel(bundel: Bundel) -> str:
    return f"{MAKEN}:{bundel.pk}"


def bundel_maken(bundel_id: str) -> None:
    """Bind one bundle and file it: once, however often this is called or killed."""
    from toelating.bezwaar.bundelinhoud import bind

    bundel = Bundel.objects.select_related("bezwaar__aanvraag__school", "gevraagd_door").get(pk=bundel_id)
    if bundel.bijlage_id:
        return
    gebonden = bind(bundel)
    with transaction.atomic():
        rij = Bundel.objects.select_for_update().get(pk=bundel_id)
        if rij.bijlage_id:
            return
        rij.bijlage = bestand_bewaren(
            bron=bundel.bezwaar,
            inhoud=gebonden.pdf,
            bestandsnaam=f"{bundel.bezwaar.kenmerk}-stukken-{bundel.voor}.pdf",
            inhoudstype=PDF,
            soort=SOORT[Bundel.Voor(bundel.voor)],
            door=bundel.gevraagd_door,
        )
        rij.bladen = gebonden.bladen
        rij.inhoud = [asdict(regel) for regel in gebonden.regels]
        rij.save()


def is_vastgelopen(bundel: Bundel) -> bool:
    """Whether the worker gave up, so that a person has to look at the opdracht."""
    mislukt = Opdracht.objects.filter(sleutel=_sleutel(bundel), staat=Opdracht.Staat.MISLUKT)
    return bundel.bijlage_id is None and mislukt.exists()


def laatst_veranderd(bezwaar: Bezwaar) -> datetime | None:
    """When the last paper that belongs in it came in, or the verweerschrift was changed; a bundle that was asked for
    before misses that."""
    stukken = Bijlage.objects.van(bezwaar).filter(soort__in=IN_BUNDEL, verwijderd_op__isnull=True)
    geschreven = Gebeurtenis.objects.van(bezwaar).filter(handeling="verweer_schrijven")
    momenten = [rijen.aggregate(op=Max("op"))["op"] for rijen in (stukken, geschreven)]
    return max((moment for moment in momenten if moment), default=None)


def is_verouderd(bundel: Bundel, sinds: datetime | None) -> bool:
    """Whether a paper is missing, as `laatst_veranderd` says."""
    return sinds is not None and sinds > bundel.gevraagd_op


def wat_ontbreekt(bezwaar: Bezwaar) -> str | None:
    """Why the papers cannot be sent yet; None when both bundles are there and up to date."""
    bundels = nieuwste_bundels(bezwaar)
    if not bundels:
        return "Er is nog geen bundel. Laat het portaal die eerst maken."
    sinds = laatst_veranderd(bezwaar)
    if any(is_verouderd(bundel, sinds) for bundel in bundels):
        return "Er kwam een stuk bij, of het verweerschrift is veranderd. Laat de bundel opnieuw maken."
    if any(bundel.bijlage_id is None for bundel in bundels):
        return "De bundel wordt nog gemaakt. Wacht een paar minuten en ververs de pagina."
    return None


def losse_stukken(bundel: Bundel) -> list[dict[str, Any]]:
    """The lines of the contents of what goes along as a file of its own."""
    return [regel for regel in bundel.inhoud if regel["gaat_los_mee"]]
