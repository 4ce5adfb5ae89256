"""Background work on objections. Each piece first looks whether it was already done."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.fouten import VerkeerdeStatus
from swv.kern.opdrachten import opdracht
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from swv.post.models import Bericht
from swv.termijnen.models import Herinnering
from swv.termijnen.models import Soort as Klok
from swv.termijnen.services import herinnering_verzonden
from toelating import berichten as post_van_aanvraag
from toelating.bezwaar import berichten, brieven, bundels
from toelating.models import Bezwaar, Verzending
from toelating.workflow.bezwaar import bekendmaken


@opdracht(brieven.VERSTUREN)
def brief_versturen(brief_id: str) -> None:
    """The letter is sealed and filed: who reads in the portal can read it from now on and is told so; on paper it lies
    ready to be posted. A decision is then made known."""
    brief = Brief.objects.get(pk=brief_id)
    bezwaar, ontvanger = brieven.geadresseerde_van(brief)
    with transaction.atomic():
        _verstuur(brief, bezwaar, ontvanger)
    if brief.soort == brieven.BESLISSING.soort and ontvanger.aan == Verzending.Aan.BEZWAARMAKER:
        _maak_bekend(bezwaar)


def _verstuur(brief: Brief, bezwaar: Bezwaar, ontvanger: brieven.Geadresseerde) -> None:
    """Once per letter; everybody of a digital addressee is told, and the first message stands with the sending."""
    velden: dict[str, Any] = {"kanaal": Verzending.Kanaal.PAPIER, "adres": ontvanger.adres}
    if ontvanger.digitaal:
        verstuurd = _bericht(brief, bezwaar)
        velden = {
            "kanaal": Verzending.Kanaal.DIGITAAL,
            "verzonden_op": timezone.now(),
            "bericht": verstuurd[0] if verstuurd else None,
        }
    Verzending.objects.get_or_create(
        brief=brief, aan=ontvanger.aan, naam=ontvanger.naam, vervangt=None, defaults=velden
    )


def _bericht(brief: Brief, bezwaar: Bezwaar) -> list[Bericht]:
    mensen = berichten.aanvragers(bezwaar.aanvraag)
    if isinstance(brief.bron, Bezwaar):
        return berichten.sturen(bezwaar, "bezwaar_brief_klaar", mensen, sleutel=str(brief.pk))
    return post_van_aanvraag.sturen(bezwaar.aanvraag, "brief_klaar", mensen, sleutel=str(brief.pk))


def _maak_bekend(bezwaar: Bezwaar) -> None:
    """Once, however often the letter to the objector is looked at."""
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
