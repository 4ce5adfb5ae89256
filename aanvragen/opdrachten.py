"""Background work on aanvragen. Each piece first looks whether it was already done."""

from django.db import transaction
from django.utils import timezone

from aanvragen import berichten
from aanvragen.documents import BEKENDMAKEN
from aanvragen.models import Aanvraag
from aanvragen.workflow import HERINNEREN, bekendmaken
from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden


@opdracht(BEKENDMAKEN)
def brief_bekendmaken(brief_id: str) -> None:
    """The letter is sealed and filed: tell the school, once."""
    aanvraag = Brief.objects.get(pk=brief_id).bron
    assert isinstance(aanvraag, Aanvraag)
    try:
        bekendmaken(aanvraag, door=None)
    except VerkeerdeStatus:
        aanvraag.refresh_from_db()
        if aanvraag.bekendgemaakt_op is None:
            raise


@opdracht(HERINNEREN)
def herinneren(herinnering_id: str) -> None:
    """Deliver one reminder: to the school for a supplement, the bureau for a decision, the director to sign."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        aanvraag = termijn.bron
        assert isinstance(aanvraag, Aanvraag)
        sturen_aan = {
            Klok.AANVULLING: ("herinnering_aanvulling", berichten.aanvragers(aanvraag)),
            Klok.BESLISSING: ("herinnering_beslissing", berichten.behandelaars(aanvraag)),
            Klok.ONDERTEKENING: ("herinnering_ondertekening", berichten.directeuren()),
        }
        soort, mensen = sturen_aan[Klok(termijn.soort)]
        berichten.sturen(
            aanvraag,
            soort,
            mensen,
            sleutel=f"herinnering-{herinnering.pk}",
            uiterlijk=datum(termijn.uiterlijk) if termijn.uiterlijk else "",
            is_voorbij=bool(termijn.uiterlijk and termijn.uiterlijk < timezone.localdate()),
        )
        herinnering_verzonden(herinnering.pk)
