"""Until when somebody can object to a decision: six weeks, from the day after it was sent to them (Awb 6:7, 6:8)."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from swv.documenten.models import Brief
from swv.termijnen.rekenen import GEEN_EXTRA, Uitleg, uitleg
from swv.termijnen.selectors import extra_feestdagen
from toelating.documents import besluitbrief_van
from toelating.models import Tlvaanvraag, Verzending

WEKEN = 6


def som(verzending: Verzending, *, extra: Mapping[date, str] = GEEN_EXTRA) -> Uitleg | None:
    """The sum of the last day for this addressee; None while it was not sent, or when it did not arrive."""
    if verzending.verzonden_op is None or verzending.is_mislukt:
        return None
    return uitleg(timezone.localdate(verzending.verzonden_op), weken=WEKEN, extra=extra)


def bezwaartermijn(aanvraag: Tlvaanvraag) -> date | None:
    """The last day on which anybody that the decision was sent to can object: the latest over its addressees.

    None while there is no decision, or while it still has to go to one of them: that term has not begun.
    """
    brief = besluitbrief_van(aanvraag)
    return bezwaartermijn_tegen(brief) if brief else None


def bezwaartermijn_tegen(brief: Brief) -> date | None:
    """The same for the letter of any decision, such as one that withdraws a TLV."""
    extra = extra_feestdagen()
    sommen = [som(verzending, extra=extra) for verzending in Verzending.objects.geldend().filter(brief=brief)]
    dagen = [stap.einddatum for stap in sommen if stap is not None]
    return max(dagen) if dagen and len(dagen) == len(sommen) else None
