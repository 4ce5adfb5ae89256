"""What a school and its board read of an objection: need to know, per objection."""

from typing import Any

from django.db.models import Q

from swv.documenten.models import Bijlage, Brief
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Gebruiker
from toelating.bezwaar.bundels import losse_stukken
from toelating.bezwaar.mensen import leesbare_soorten, ziet_alles
from toelating.bezwaar.selectors import nieuwste_bundels
from toelating.bezwaar.stukken import label_van
from toelating.bezwaar.teksten import stand
from toelating.models import Bezwaar, Bundel, Verzending
from toelating.workflow.bezwaar import intrekken


def schoolpagina(bezwaar: Bezwaar, gebruiker: Gebruiker) -> dict[str, Any]:
    """The context of the page: of somebody else's objection the state, the last day and the letters to the school."""
    context: dict[str, Any] = {
        "bezwaar": bezwaar,
        "aanvraag": bezwaar.aanvraag,
        "stand": stand(bezwaar),
        "brieven": _brieven(bezwaar),
        "is_eigen": False,
    }
    if ziet_alles(gebruiker, bezwaar):
        context |= _eigen(bezwaar, gebruiker)
    return context


def _brieven(bezwaar: Bezwaar) -> list[Brief]:
    """The letters that are addressed to the board."""
    aan = Q(verzendingen__aan=Verzending.Aan.AANVRAGER)
    if bezwaar.van == Bezwaar.Van.BESTUUR:
        aan |= Q(verzendingen__aan=Verzending.Aan.BEZWAARMAKER)
    return list(Brief.objects.van(bezwaar).filter(aan).defer("html").distinct())


def _eigen(bezwaar: Bezwaar, gebruiker: Gebruiker) -> dict[str, Any]:
    leesbaar = leesbare_soorten(bezwaar)
    bestanden = Bijlage.objects.van(bezwaar).filter(soort__in=leesbaar, verwijderd_op__isnull=True)
    bundels = [rij for rij in nieuwste_bundels(bezwaar) if rij.voor == Bundel.Voor.BEZWAARMAKER]
    return {
        "is_eigen": True,
        "stukken": [(rij, label_van(rij.soort)) for rij in bestanden],
        "los_mee": [regel for rij in bundels for regel in losse_stukken(rij)],
        "verloop": list(Gebeurtenis.objects.van(bezwaar).filter(is_intern=False).select_related("door")),
        "ingebrekestellingen": list(bezwaar.ingebrekestellingen.for_user(gebruiker)),
        "mag_intrekken": intrekken.weigering(bezwaar, gebruiker) is None,
    }
