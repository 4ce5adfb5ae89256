"""Background work on the school change: reckoning, sending the proposals, and reminding of an answer."""

import logging

from django.db import transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd
from swv.kern.opdrachten import opdracht
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from voorzieningen.models import Schoolwissel, Wisselronde
from voorzieningen.schoolwissel import berichten, selectors
from voorzieningen.schoolwissel.berekenen import voorstel_berekenen
from voorzieningen.schoolwissel.ronde import BEREKENEN, STUREN
from voorzieningen.schoolwissel.services import niet_gestuurd
from voorzieningen.schoolwissel.workflow import HERINNEREN, voorstel_sturen

logger = logging.getLogger(__name__)


@opdracht(BEREKENEN, max_pogingen=3)
def berekenen(ronde_id: str) -> None:
    """The same question a second time finds its proposal and does nothing."""
    voorstel_berekenen(ronde_id)


@opdracht(STUREN)
def sturen(ronde_id: str) -> None:
    """Each pupil by itself: one that cannot be sent any more stays where it is, with the reason, and does not stop the
    others."""
    ronde = Wisselronde.objects.select_related("sturen_door").get(pk=ronde_id)
    for wissel in selectors.klaar_om_te_sturen(ronde):
        try:
            voorstel_sturen(wissel, door=ronde.sturen_door)
        except Geweigerd as fout:
            logger.info("Voorstel %s niet gestuurd: %s", wissel.pk, fout.code)
            niet_gestuurd(wissel, fout)


@opdracht(HERINNEREN)
def herinneren(herinnering_id: str) -> None:
    """Before the last day the school is reminded; after it the bureau decides what happens."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        wissel = termijn.bron
        assert isinstance(wissel, Schoolwissel)
        sleutel = f"herinnering-{herinnering.pk}"
        if termijn.uiterlijk and termijn.uiterlijk < timezone.localdate():
            berichten.aan_bureau(wissel, "schoolwissel_geen_antwoord", sleutel=sleutel)
        else:
            berichten.aan_nieuwe_school(wissel, "schoolwissel_herinnering", sleutel=sleutel)
        herinnering_verzonden(herinnering.pk)
