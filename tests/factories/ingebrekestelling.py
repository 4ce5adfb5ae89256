"""A notice of default about a request or an objection, through the act with which the bureau records it.

stel_in_gebreke(wereld, aanvraag)                            digital, received today
stel_in_gebreke(wereld, bezwaar, kanaal="papier")
"""

from datetime import date
from typing import Any

from django.utils import timezone

from tests.factories.toelating import Toelatingswereld
from toelating import workflow
from toelating.models import Bezwaar, Ingebrekestelling, Tlvaanvraag
from toelating.workflow import bezwaar as bezwaaracts


def stel_in_gebreke(
    wereld: Toelatingswereld,
    zaak: Tlvaanvraag | Bezwaar,
    *,
    ontvangen_op: date | None = None,
    kanaal: str = Ingebrekestelling.Kanaal.DIGITAAL,
    **gegevens: Any,
) -> Ingebrekestelling:
    acts = bezwaaracts if isinstance(zaak, Bezwaar) else workflow
    zaak = acts.ingebrekestelling_vastleggen(
        zaak,
        door=wereld.personas.bureau,
        ontvangen_op=ontvangen_op or timezone.localdate(),
        kanaal=kanaal,
        notitie=gegevens.pop("notitie", "U bent te laat met uw besluit."),
        **gegevens,
    )
    rij = zaak.open_ingebrekestelling
    assert rij is not None
    return rij
