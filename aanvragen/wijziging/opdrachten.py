"""Background work on changes. Each piece first looks whether it was already done."""

from django.db import transaction
from django.utils import timezone

from aanvragen.models import Wijziging
from aanvragen.wijziging import berichten
from aanvragen.wijziging.documents import BEKENDMAKEN
from aanvragen.wijziging.workflow import HERINNEREN, bekendmaken
from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden


@opdracht(BEKENDMAKEN)
def brief_bekendmaken(brief_id: str) -> None:
    """The letter is sealed and filed: tell the school, once."""
    wijziging = Brief.objects.get(pk=brief_id).bron
    assert isinstance(wijziging, Wijziging)
    try:
        bekendmaken(wijziging, door=None)
    except VerkeerdeStatus:
        wijziging.refresh_from_db()
        if wijziging.bekendgemaakt_op is None:
            raise


@opdracht(HERINNEREN)
def herinneren(herinnering_id: str) -> None:
    """Deliver one reminder: to the school for a supplement, the bureau for a decision, the director to sign."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        wijziging = termijn.bron
        assert isinstance(wijziging, Wijziging)
        soort, mensen = {
            Klok.AANVULLING: ("wijziging_vraag", berichten.aanvragers(wijziging.aanvraag)),
            Klok.BESLISSING: ("wijziging_beslissen", berichten.behandelaars(wijziging)),
            Klok.ONDERTEKENING: ("wijziging_ter_ondertekening", berichten.directeuren()),
        }[Klok(termijn.soort)]
        berichten.sturen(
            wijziging,
            soort,
            mensen,
            sleutel=f"herinnering-{herinnering.pk}",
            uiterlijk=datum(termijn.uiterlijk) if termijn.uiterlijk else "",
            is_voorbij=bool(termijn.uiterlijk and termijn.uiterlijk < timezone.localdate()),
        )
        herinnering_verzonden(herinnering.pk)
