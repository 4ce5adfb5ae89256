"""Background work on TLVs. Each piece first looks whether it was already done."""

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from toelating import berichten
from toelating.bezwaar import opdrachten as bezwaaropdrachten
from toelating.documents import BEKENDMAKEN
from toelating.models import Bezwaar, Deskundigenadvies, Tlvaanvraag
from toelating.workflow import HERINNEREN, bekendmaken


@opdracht(BEKENDMAKEN)
def brief_bekendmaken(brief_id: str) -> None:
    """The letter is sealed and filed: tell the applicant, once, and lay it ready for the parents."""
    aanvraag = Brief.objects.get(pk=brief_id).bron
    assert isinstance(aanvraag, Tlvaanvraag)
    try:
        bekendmaken(aanvraag, door=None)
    except VerkeerdeStatus:
        aanvraag.refresh_from_db()
        if aanvraag.bekendgemaakt_op is None:
            raise


@opdracht(HERINNEREN)
def herinneren(herinnering_id: str) -> None:
    """Deliver one reminder to who is at bat: school, expert, bureau or who signs."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        termijn = herinnering.termijn
        bron = termijn.bron
        if isinstance(bron, Bezwaar):
            bezwaaropdrachten.herinneren(bron, herinnering)
            return
        aanvraag = bron.aanvraag if isinstance(bron, Deskundigenadvies) else bron
        assert isinstance(aanvraag, Tlvaanvraag)
        soort, mensen = _aan_wie(aanvraag, bron, Klok(termijn.soort))
        berichten.sturen(
            aanvraag,
            soort,
            mensen,
            sleutel=f"herinnering-{herinnering.pk}",
            uiterlijk=datum(termijn.uiterlijk) if termijn.uiterlijk else "",
            is_voorbij=bool(termijn.uiterlijk and termijn.uiterlijk < timezone.localdate()),
        )
        herinnering_verzonden(herinnering.pk)


def _aan_wie(aanvraag: Tlvaanvraag, bron: object, klok: Klok):  # type: ignore[no-untyped-def]
    """The kind of message and the people, per clock."""
    if isinstance(bron, Deskundigenadvies):
        return "tlv_herinnering_advies", [bron.deskundige]
    return {
        Klok.TOELATING: ("herinnering_beslissing", berichten.behandelaars(aanvraag)),
        Klok.AANVULLING: ("herinnering_aanvulling", berichten.aanvragers(aanvraag)),
        Klok.ONDERTEKENING: ("herinnering_ondertekening", berichten.ondertekenaars(aanvraag)),
        Klok.ZIENSWIJZE: ("tlv_herinnering_zienswijze", berichten.behandelaars(aanvraag)),
        Klok.BUITEN_BEHANDELING: ("herinnering_beslissing", berichten.behandelaars(aanvraag)),
    }[klok]
