"""Background work on objections. Each piece first looks whether it was already done."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.termijnen.models import Herinnering
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_verzonden
from toelating import berichten as post_van_aanvraag
from toelating.bezwaar import berichten, brieven, bundels
from toelating.models import Bezwaar, Tlvaanvraag, Verzending
from toelating.workflow.bezwaar import bekendmaken


@opdracht(brieven.VERSTUREN)
def brief_versturen(brief_id: str) -> None:
    """The letter is sealed and filed: who reads in the portal can read it from now on and is told so; on paper it lies
    ready to be posted. A decision is then made known."""
    brief = Brief.objects.get(pk=brief_id)
    with transaction.atomic():
        digitaal = brief.verzendingen.select_for_update().filter(
            kanaal=Verzending.Kanaal.DIGITAAL, verzonden_op__isnull=True
        )
        for verzending in digitaal:
            _verstuur(brief, verzending)
    if brief.soort == brieven.BESLISSING.soort and isinstance(brief.bron, Bezwaar):
        _maak_bekend(brief.bron)


def _verstuur(brief: Brief, verzending: Verzending) -> None:
    """Tell everybody of the addressee; the first message stands with the sending."""
    bron = brief.bron
    if isinstance(bron, Tlvaanvraag):
        mensen = post_van_aanvraag.aanvragers(bron)
        verstuurd = post_van_aanvraag.sturen(bron, "brief_klaar", mensen, sleutel=str(brief.pk))
    else:
        assert isinstance(bron, Bezwaar)
        aan = berichten.aanvragers(bron.aanvraag)
        verstuurd = berichten.sturen(bron, "bezwaar_brief_klaar", aan, sleutel=str(brief.pk))
    verzending.verzonden_op = timezone.now()
    verzending.bericht = verstuurd[0] if verstuurd else None
    verzending.save(update_fields=["verzonden_op", "bericht"])


def _maak_bekend(bezwaar: Bezwaar) -> None:
    """Once, whichever of the letters of the decision is filed first."""
    try:
        bekendmaken(bezwaar, door=None)
    except VerkeerdeStatus:
        bezwaar.refresh_from_db()
        if bezwaar.bekendgemaakt_op is None:
            raise


@opdracht(bundels.MAKEN, max_pogingen=5)
def bundel_maken(bundel_id: str) -> None:
    """Bind one bundle and file it."""
    bundels.bundel_maken(bundel_id)


def herinneren(bezwaar: Bezwaar, herinnering: Herinnering) -> None:
    """Deliver one reminder of an objection to who is at bat; in the transaction of the caller."""
    termijn = herinnering.termijn
    is_voorbij = bool(termijn.uiterlijk and termijn.uiterlijk < timezone.localdate())
    soort, mensen = _aan_wie(bezwaar, Klok(termijn.soort), is_voorbij=is_voorbij)
    berichten.sturen(
        bezwaar,
        soort,
        mensen,
        sleutel=f"herinnering-{herinnering.pk}",
        uiterlijk=datum(termijn.uiterlijk) if termijn.uiterlijk else "",
        is_voorbij=is_voorbij,
    )
    herinnering_verzonden(herinnering.pk)


def _aan_wie(bezwaar: Bezwaar, klok: Klok, *, is_voorbij: bool) -> tuple[str, Iterable[Gebruiker]]:
    """The kind of message and the people, per clock. The bureau hears that the time to repair is over; before that the
    objector, when that is a board with an account."""
    if klok == Klok.AANVULLING and not is_voorbij:
        return "bezwaar_herinnering_herstel", berichten.bezwaarmakers(bezwaar)
    if klok == Klok.ONDERTEKENING:
        return "bezwaar_herinnering_ondertekening", berichten.directeuren(bezwaar)
    soort = {
        Klok.AANVULLING: "bezwaar_herstel_voorbij",
        Klok.BEZWAAR: "bezwaar_herinnering_beslissing",
        Klok.LBT: "bezwaar_herinnering_lbt",
        Klok.VERWEER: "bezwaar_herinnering_verweer",
    }[klok]
    return soort, berichten.behandelaars(bezwaar)
