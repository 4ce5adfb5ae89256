"""What the letters about an objection say, and to whom each goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar, render_brief_html
from swv.documenten.models import Brief
from swv.documenten.services import brief_klaarzetten
from swv.organisaties.models import Gebruiker, Samenwerkingsverband
from toelating.berichten import aanvragers
from toelating.bezwaar.berichten import is_digitaal
from toelating.bezwaar.klokken import beslisklok
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


@dataclass(frozen=True)
class Geadresseerde:
    """Somebody who gets a letter: the lines behind the window, and whether it can be read in the portal."""

    aan: Aan
    regels: tuple[str, ...]
    digitaal: bool = False

    @property
    def naam(self) -> str:
        return self.regels[0]


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
    bestuur = aanvraag.school.bestuur
    regels = (bestuur.naam, "Het bestuur", bestuur.adres, f"{bestuur.postcode} {bestuur.plaats}".strip())
    return Geadresseerde(Aan.AANVRAGER, tuple(filter(None, regels)), aanvragers(aanvraag).exists())


def ouders(aanvraag: Tlvaanvraag) -> Iterator[Geadresseerde]:
    for naam, adres in geadresseerden(aanvraag):
        yield Geadresseerde(Aan.OUDERS, (naam, *[regel.strip() for regel in adres.splitlines() if regel.strip()]))


# --- The letters -------------------------------------------------------------------------------------------------


def ontvangst_brief(bezwaar: Bezwaar, *, door: Gebruiker) -> None:
    """The receipt is confirmed, and the objector hears that a committee advises (Awb 6:14, 7:13 (2))."""
    _schrijf(
        bezwaar,
        ONTVANGST,
        [bezwaarmaker(bezwaar)],
        ondertekenaar=_bureau(bezwaar, door),
        uiterlijk=beslisklok(bezwaar).uiterlijk,
    )


def herstel_brief(bezwaar: Bezwaar, *, vraag: str, door: Gebruiker) -> None:
    """What the objection lacks, and until when that can be repaired (Awb 6:6)."""
    _schrijf(bezwaar, HERSTEL, [bezwaarmaker(bezwaar)], ondertekenaar=_bureau(bezwaar, door), vraag=vraag)


def verdaging_brief(bezwaar: Bezwaar, *, door: Gebruiker, **extra: Any) -> None:
    """The decision comes later; everybody whom it concerns hears so in writing (Awb 7:10 (3))."""
    _schrijf(bezwaar, VERDAGING, belanghebbenden(bezwaar), ondertekenaar=_bureau(bezwaar, door), **extra)


def intrekking_brief(bezwaar: Bezwaar, *, door: Gebruiker, op: Any) -> None:
    """The objector withdrew; there will be no decision (Awb 6:21)."""
    _schrijf(bezwaar, INTREKKING, [bezwaarmaker(bezwaar)], ondertekenaar=_bureau(bezwaar, door), op=op)


def beslissing_brief(bezwaar: Bezwaar, *, verklaring: Verklaring | None, door: Gebruiker) -> None:
    """The decision with its reasons, to everybody whom it concerns; the advice of the LBT goes along (7:12, 7:13)."""
    ondertekenaar = Ondertekenaar(door.naam, door.functie)
    _schrijf(
        bezwaar,
        BESLISSING,
        belanghebbenden(bezwaar),
        ondertekenaar=ondertekenaar,
        kenmerk=bezwaar.besluitnummer or "",
        verklaring=verklaring,
    )


def tlv_brief(bezwaar: Bezwaar, verklaring: Verklaring, *, door: Gebruiker) -> None:
    """The TLV itself, without the reasons: a school that admits the pupil need not read of the objection. It belongs to
    the request, as every TLV does."""
    aanvraag = bezwaar.aanvraag
    for ontvanger in (aanvrager(aanvraag), *ouders(aanvraag)):
        context = _context(bezwaar, TLV, ontvanger, Ondertekenaar(door.naam, door.functie), verklaring=verklaring)
        sleutel = f"verklaring:{verklaring.pk}:{ontvanger.aan}:{ontvanger.naam}"
        _leg_klaar(aanvraag, TLV, ontvanger, context, kenmerk=verklaring.nummer, sleutel=sleutel)


def voorbeeld_html(bezwaar: Bezwaar, *, door: Gebruiker) -> str:
    """The decision as the objector would get it, without code: nothing is signed yet."""
    context = _context(bezwaar, BESLISSING, bezwaarmaker(bezwaar), Ondertekenaar(door.naam, door.functie))
    return render_brief_html(
        BESLISSING.sjabloon, context, titel=f"Voorbeeld {bezwaar.kenmerk}", kenmerk=bezwaar.kenmerk, code=None
    )


def _schrijf(
    bezwaar: Bezwaar,
    soort: Briefsoort,
    aan: "Iterator[Geadresseerde] | list[Geadresseerde]",
    *,
    ondertekenaar: Ondertekenaar,
    kenmerk: str = "",
    **extra: Any,
) -> None:
    for ontvanger in aan:
        context = _context(bezwaar, soort, ontvanger, ondertekenaar, **extra)
        sleutel = f"bezwaar:{bezwaar.pk}:{soort.sjabloon}:{bezwaar.versie}:{ontvanger.aan}:{ontvanger.naam}"[:200]
        _leg_klaar(bezwaar, soort, ontvanger, context, kenmerk=kenmerk or bezwaar.kenmerk, sleutel=sleutel)


def _leg_klaar(
    bron: Bezwaar | Tlvaanvraag,
    soort: Briefsoort,
    ontvanger: Geadresseerde,
    context: dict[str, Any],
    *,
    kenmerk: str,
    sleutel: str,
) -> Brief:
    """Write the letter and how it will reach this addressee; it goes out once it is sealed, or when it is posted."""
    brief = brief_klaarzetten(
        bron=bron,
        soort=soort.soort,
        sjabloon=soort.sjabloon,
        context=context,
        titel=f"{soort.soort.capitalize()} {kenmerk}",
        kenmerk=kenmerk,
        sleutel=sleutel[:200],
        vervolg=VERSTUREN,
    )
    kanaal = Verzending.Kanaal.DIGITAAL if ontvanger.digitaal else Verzending.Kanaal.PAPIER
    Verzending.objects.get_or_create(
        brief=brief,
        aan=ontvanger.aan,
        naam=ontvanger.naam[:120],
        defaults={"kanaal": kanaal, "adres": "\n".join(ontvanger.regels[1:]) or "adres onbekend"},
    )
    return brief


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
