"""What the letters about an objection say, and to whom each goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar, render_brief_html
from swv.documenten.models import Brief
from swv.documenten.services import brief_klaarzetten
from swv.organisaties.models import Gebruiker, Samenwerkingsverband
from toelating.berichten import bestuur
from toelating.bezwaar.berichten import is_digitaal
from toelating.bezwaar.klokken import beslisklok
from toelating.documents import DIRECTEUR, bestuursadres
from toelating.models import Bezwaar, Tlvaanvraag, Verklaring, Verzending
from toelating.ouders import geadresseerden

VERSTUREN = "toelating.bezwaar_brief"
Aan = Verzending.Aan


@dataclass(frozen=True)
class Briefsoort:
    sjabloon: str
    soort: str
    onderwerp: str


ONTVANGST = Briefsoort("toelating/bezwaar_ontvangst", "ontvangstbevestiging bezwaar", "Wij hebben uw bezwaar ontvangen")
HERSTEL = Briefsoort("toelating/bezwaar_herstel", "vraag om herstel bezwaar", "Uw bezwaar is nog niet compleet")
VERDAGING = Briefsoort("toelating/bezwaar_verdaging", "verdaging bezwaar", "De beslissing op het bezwaar komt later")
INTREKKING = Briefsoort("toelating/bezwaar_intrekking", "bevestiging van intrekking", "U heeft uw bezwaar ingetrokken")
BESLISSING = Briefsoort("toelating/bezwaar_beslissing", "beslissing op bezwaar", "Onze beslissing op het bezwaar")
TLV = Briefsoort(
    "toelating/bezwaar_tlv", "toelaatbaarheidsverklaring na bezwaar", "Toelaatbaarheidsverklaring na bezwaar"
)
INGEBREKESTELLING = Briefsoort(
    "toelating/ingebrekestelling", "ontvangst van een ingebrekestelling", "Wij hebben uw ingebrekestelling ontvangen"
)
DWANGSOM = Briefsoort("toelating/dwangsom", "besluit over een dwangsom", "U krijgt een dwangsom van ons")
GEEN_DWANGSOM = Briefsoort("toelating/geen_dwangsom", "besluit over een dwangsom", "U krijgt geen dwangsom van ons")
SOORTEN = (
    ONTVANGST,
    HERSTEL,
    VERDAGING,
    INTREKKING,
    BESLISSING,
    TLV,
    INGEBREKESTELLING,
    DWANGSOM,
    GEEN_DWANGSOM,
)
AAN_ALLEN = (VERDAGING, BESLISSING)  # concern others than the objector too


@dataclass(frozen=True)
class Geadresseerde:
    """Somebody who gets a letter: the lines behind the window, and whether it can be read in the portal."""

    aan: Aan
    regels: tuple[str, ...]
    digitaal: bool = False

    @property
    def naam(self) -> str:
        return self.regels[0]

    @property
    def adres(self) -> str:
        return "\n".join(self.regels[1:])


def bezwaarmaker(bezwaar: Bezwaar) -> Geadresseerde:
    return Geadresseerde(Aan.BEZWAARMAKER, (bezwaar.naam, *bezwaar.adres.splitlines()), is_digitaal(bezwaar))


def belanghebbenden(bezwaar: Bezwaar) -> Iterator[Geadresseerde]:
    """Everybody whom a decision on this objection concerns: who objected, the board that asked, and the parents."""
    yield bezwaarmaker(bezwaar)
    if bezwaar.van != Bezwaar.Van.BESTUUR:
        yield aanvrager(bezwaar.aanvraag)
    zelf = " ".join(bezwaar.adres.split()).casefold() if bezwaar.van == Bezwaar.Van.OUDERS else None
    for ouder in ouders(bezwaar.aanvraag):
        if " ".join(ouder.regels[1:]).casefold() != zelf:
            yield ouder


def aanvrager(aanvraag: Tlvaanvraag) -> Geadresseerde:
    """The board of the school, the legal applicant."""
    return Geadresseerde(Aan.AANVRAGER, bestuursadres(aanvraag), bestuur(aanvraag).exists())


def ouders(aanvraag: Tlvaanvraag) -> Iterator[Geadresseerde]:
    for naam, adres in geadresseerden(aanvraag):
        yield Geadresseerde(Aan.OUDERS, (naam, *[regel.strip() for regel in adres.splitlines() if regel.strip()]))


# --- The letters -------------------------------------------------------------------------------------------------


def ontvangst_brief(bezwaar: Bezwaar, *, door: Gebruiker) -> None:
    """The receipt is confirmed, and the objector hears that a committee advises (Awb 6:14, 7:13 (2))."""
    _schrijf(
        bezwaar,
        ONTVANGST,
        ondertekenaar=_bureau(bezwaar, door),
        uiterlijk=beslisklok(bezwaar).uiterlijk,
    )


def herstel_brief(bezwaar: Bezwaar, *, vraag: str, door: Gebruiker) -> None:
    """What the objection lacks, and until when that can be repaired (Awb 6:6)."""
    _schrijf(bezwaar, HERSTEL, ondertekenaar=_bureau(bezwaar, door), vraag=vraag)


def verdaging_brief(bezwaar: Bezwaar, *, door: Gebruiker, **extra: Any) -> None:
    """The decision comes later; everybody whom it concerns hears so in writing (Awb 7:10 (3))."""
    _schrijf(bezwaar, VERDAGING, ondertekenaar=_bureau(bezwaar, door), **extra)


def intrekking_brief(bezwaar: Bezwaar, *, door: Gebruiker, op: Any) -> None:
    """The objector withdrew; there will be no decision (Awb 6:21)."""
    _schrijf(bezwaar, INTREKKING, ondertekenaar=_bureau(bezwaar, door), op=op)


def beslissing_brief(bezwaar: Bezwaar, *, verklaring: Verklaring | None, door: Gebruiker) -> None:
    """The decision with its reasons, to everybody whom it concerns; the advice of the LBT goes along (7:12, 7:13)."""
    ondertekenaar = Ondertekenaar(door.naam, door.functie)
    _schrijf(
        bezwaar,
        BESLISSING,
        ondertekenaar=ondertekenaar,
        kenmerk=bezwaar.besluitnummer or "",
        verklaring=verklaring,
    )


def tlv_brief(bezwaar: Bezwaar, verklaring: Verklaring, *, door: Gebruiker) -> None:
    """The TLV itself, without the reasons: a school that admits the pupil need not read of the objection. It belongs to
    the request, as every TLV does."""
    ondertekenaar = Ondertekenaar(door.naam, door.functie)
    _schrijf(bezwaar, TLV, ondertekenaar=ondertekenaar, kenmerk=verklaring.nummer, verklaring=verklaring)


def dwangsombrief(
    bezwaar: Bezwaar, soort: Briefsoort, *, door: Gebruiker, kenmerk: str = "", is_besluit: bool = False, **extra: Any
) -> None:
    """A letter about a notice of default, to the objector alone. A decision is signed by who takes it."""
    ondertekenaar = Ondertekenaar(door.naam, door.functie or DIRECTEUR) if is_besluit else _bureau(bezwaar, door)
    _schrijf(bezwaar, soort, ondertekenaar=ondertekenaar, kenmerk=kenmerk, **extra)


def voorbeeld_html(bezwaar: Bezwaar, *, door: Gebruiker) -> str:
    """The decision as the objector would get it, without code: nothing is signed yet."""
    context = _context(bezwaar, BESLISSING, bezwaarmaker(bezwaar), Ondertekenaar(door.naam, door.functie))
    return render_brief_html(
        BESLISSING.sjabloon, context, titel=f"Voorbeeld {bezwaar.kenmerk}", kenmerk=bezwaar.kenmerk, code=None
    )


def geadresseerden_van(bezwaar: Bezwaar, soort: Briefsoort) -> list[Geadresseerde]:
    """To whom a letter of this kind goes, always in the same order."""
    if soort is TLV:
        return [aanvrager(bezwaar.aanvraag), *ouders(bezwaar.aanvraag)]
    return list(belanghebbenden(bezwaar)) if soort in AAN_ALLEN else [bezwaarmaker(bezwaar)]


def _schrijf(
    bezwaar: Bezwaar, soort: Briefsoort, *, ondertekenaar: Ondertekenaar, kenmerk: str = "", **extra: Any
) -> None:
    """Write the letter for each addressee apart; `geadresseerde_van` finds the addressee again by the key."""
    kenmerk = kenmerk or bezwaar.kenmerk
    for plek, ontvanger in enumerate(geadresseerden_van(bezwaar, soort)):
        brief_klaarzetten(
            bron=bezwaar.aanvraag if soort is TLV else bezwaar,
            soort=soort.soort,
            sjabloon=soort.sjabloon,
            context=_context(bezwaar, soort, ontvanger, ondertekenaar, **extra),
            titel=f"{soort.soort.capitalize()} {kenmerk}",
            kenmerk=kenmerk,
            sleutel=f"bezwaar:{bezwaar.pk}:{soort.sjabloon}:{bezwaar.versie}:{plek}",
            vervolg=VERSTUREN,
        )


def geadresseerde_van(brief: Brief) -> tuple[Bezwaar, Geadresseerde]:
    """The objection that this letter is about, and to whom it goes."""
    _, pk, sjabloon, _, plek = brief.sleutel.split(":")
    bezwaar = Bezwaar.objects.select_related("aanvraag__school__bestuur").get(pk=pk)
    soort = next(soort for soort in SOORTEN if soort.sjabloon == sjabloon)
    return bezwaar, geadresseerden_van(bezwaar, soort)[int(plek)]


def _context(
    bezwaar: Bezwaar, soort: Briefsoort, ontvanger: Geadresseerde, ondertekenaar: Ondertekenaar, **extra: Any
) -> dict[str, Any]:
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=ontvanger.regels,
        onderwerp=soort.onderwerp,
        ondertekenaar=ondertekenaar,
        uw_kenmerk=bezwaar.aanvraag.kenmerk or "" if ontvanger.aan == Aan.AANVRAGER else "",
        behandeld_door=_contact(bezwaar),
    )
    return {
        "verklaring": None,
        **gegevens.als_context(),
        "bezwaar": bezwaar,
        "aanvraag": bezwaar.aanvraag,
        "besluit": bezwaar.besluit,
        "aan_bezwaarmaker": ontvanger.aan == Aan.BEZWAARMAKER,
        "met_gezondheid": bezwaar.van != Bezwaar.Van.ANDER or ontvanger.aan != Aan.BEZWAARMAKER,
        **extra,
    }


def _bureau(bezwaar: Bezwaar, door: Gebruiker) -> Ondertekenaar:
    persoon = bezwaar.behandelaar or door
    return Ondertekenaar(persoon.naam, persoon.functie or "Bureau")


def _contact(bezwaar: Bezwaar) -> str:
    swv = Samenwerkingsverband.huidig()
    persoon = bezwaar.behandelaar
    naam = persoon.naam if persoon else swv.contactpersoon
    telefoon = (persoon.telefoon if persoon else "") or swv.telefoon
    return ", ".join(filter(None, (naam, telefoon)))
