"""Background work on places: offering what comes free, and reminding of an offer."""

from django.db import transaction
from django.utils import timezone

from swv.kern.opdrachten import opdracht
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen import berichten, services
from voorzieningen.plaatsen.slot import BEDIENEN
from voorzieningen.plaatsen.workflow import HERINNEREN


@opdracht(BEDIENEN)
def plaatsen_bedienen(voorziening_id: str) -> None:
    """The whole list of the facility is served, so twice is harmless."""
    services.wachtlijst_bedienen(int(voorziening_id))


@opdracht(HERINNEREN)
def aanbod_herinneren(herinnering_id: str) -> None:
    """Before the last day the school is reminded; after it the bureau decides: back on the list, or off it."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        plaatsing = termijn.bron
        assert isinstance(plaatsing, Plaatsing)
        is_voorbij = bool(termijn.uiterlijk and termijn.uiterlijk < timezone.localdate())
        sleutel = f"herinnering-{herinnering.pk}"
        if is_voorbij:
            berichten.aan_bureau(plaatsing, "plaats_geen_antwoord", sleutel=sleutel)
        else:
            berichten.aan_school(plaatsing, "plaats_herinnering", sleutel=sleutel)
        herinnering_verzonden(herinnering.pk)
