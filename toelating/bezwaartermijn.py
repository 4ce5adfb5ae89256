"""Until when somebody can object to the decision on a request."""

from datetime import date

from django.utils import timezone

from swv.documenten.models import Brief
from swv.termijnen.rekenen import laatste_dag
from swv.termijnen.selectors import extra_feestdagen
from toelating.documents import AFGIFTE, AFWIJZING, BUITEN_BEHANDELING
from toelating.models import Tlvaanvraag, Verzending

WEKEN = 6  # Awb 6:7
BESLUITEN = tuple(uitkomst.soort for uitkomst in (AFGIFTE, AFWIJZING, BUITEN_BEHANDELING))


def bezwaartermijn(aanvraag: Tlvaanvraag) -> date | None:
    """The last day to object: six weeks from the day after sending (Awb 6:7, 6:8), for the addressee who got the
    letter last. None as long as nothing was sent."""
    brieven = Brief.objects.van(aanvraag).filter(soort__in=BESLUITEN).values("pk")
    verstuurd = Verzending.objects.filter(brief__in=brieven, verzonden_op__isnull=False)
    laatst = verstuurd.order_by("-verzonden_op").values_list("verzonden_op", flat=True).first()
    return laatste_dag(timezone.localdate(laatst), weken=WEKEN, extra=extra_feestdagen()) if laatst else None
