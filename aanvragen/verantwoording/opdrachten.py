"""Background work on verantwoordingen. Each piece first looks whether it was already done."""

from django.db import transaction
from django.utils import timezone

from aanvragen.models import Verantwoording
from aanvragen.verantwoording import berichten
from aanvragen.verantwoording.brieven import BEKENDMAKEN
from aanvragen.verantwoording.workflow import HERINNEREN, bekendmaken
from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.termijnen.models import Herinnering
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden


@opdracht(BEKENDMAKEN)
def brief_bekendmaken(brief_id: str) -> None:
    """The letter is sealed and filed: tell school and board, once."""
    verantwoording = Brief.objects.get(pk=brief_id).bron
    assert isinstance(verantwoording, Verantwoording)
    try:
        bekendmaken(verantwoording, door=None)
    except VerkeerdeStatus:
        verantwoording.refresh_from_db()
        if verantwoording.bekendgemaakt_op is None:
            raise


@opdracht(HERINNEREN)
def herinneren(herinnering_id: str) -> None:
    """Deliver one reminder: to submit, to answer a question, or to judge."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        _bezorg(herinnering)
        herinnering_verzonden(herinnering.pk)


def _bezorg(herinnering: Herinnering) -> None:
    termijn = herinnering.termijn
    rij, sleutel = termijn.bron, f"herinnering-{herinnering.pk}"
    assert isinstance(rij, Verantwoording)
    assert termijn.uiterlijk is not None
    is_voorbij = termijn.uiterlijk < timezone.localdate()
    if termijn.soort == Klok.VERANTWOORDING:
        berichten.herinneren(rij, is_voorbij=is_voorbij, sleutel=sleutel)
        return
    soort, mensen = {
        Klok.AANVULLING: ("verantwoording_vraag_herinnering", berichten.school_en_bestuur(rij)),
        Klok.BESLISSING: ("verantwoording_beoordelen", berichten.behandelaars(rij)),
    }[Klok(termijn.soort)]
    berichten.sturen(rij, soort, mensen, sleutel=sleutel, uiterlijk=datum(termijn.uiterlijk), is_voorbij=is_voorbij)
