"""Background work on aanvragen. Each piece first looks whether it was already done."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from aanvragen import berichten
from aanvragen.documents import BEKENDMAKEN
from aanvragen.models import Aanvraag
from aanvragen.soorten.robot import ROBOT_VRIJ
from aanvragen.uitvoering.bijwerken import openen_voor as uitvoering_openen
from aanvragen.verantwoording.openen import openen_voor as verantwoording_openen
from aanvragen.workflow import HERINNEREN, bekendmaken
from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from voorzieningen.models import Wachtplaats


@opdracht(BEKENDMAKEN)
def brief_bekendmaken(brief_id: str) -> None:
    """The letter is sealed and filed: tell the school, once, and begin what follows."""
    aanvraag = Brief.objects.get(pk=brief_id).bron
    assert isinstance(aanvraag, Aanvraag)
    try:
        bekendmaken(aanvraag, door=None)
    except VerkeerdeStatus:
        aanvraag.refresh_from_db()
        if aanvraag.bekendgemaakt_op is None:
            raise
    aanvraag.refresh_from_db()
    uitvoering_openen(aanvraag)
    verantwoording_openen(aanvraag)


@opdracht(ROBOT_VRIJ)
def robot_vrij(wachtplaats_id: str) -> None:
    """A school on the waiting list got a robot: tell it, once."""
    with transaction.atomic():
        plaats = Wachtplaats.objects.select_related("uitlening__robot").get(pk=wachtplaats_id)
        aanvraag, uitlening = plaats.bron, plaats.uitlening
        if not isinstance(aanvraag, Aanvraag) or uitlening is None:
            return
        van, tot = datum(uitlening.van), datum(uitlening.tot)
        berichten.sturen(
            aanvraag, "robot_vrij", berichten.aanvragers(aanvraag), sleutel=str(plaats.pk), van=van, tot=tot
        )
        Gebeurtenis.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(aanvraag),
            object_id=aanvraag.pk,
            handeling="robot_vrij",
            defaults={
                "label": "Robot vrij van de wachtlijst",
                "van_status": aanvraag.status,
                "naar_status": aanvraag.status,
                "toelichting": f"{uitlening.robot} is voor u gereserveerd van {van} tot en met {tot}.",
            },
        )


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
