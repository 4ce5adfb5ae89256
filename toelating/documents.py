"""What the letters about a TLV say."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.services import brief_intrekken, brief_klaarzetten
from swv.organisaties.models import Gebruiker, Samenwerkingsverband
from toelating.models import Tlvaanvraag, Verklaring

BEKENDMAKEN = "toelating.bekendmaken"


@dataclass(frozen=True)
class Uitkomst:
    """One way in which a request ends: its letter."""

    sjabloon: str
    soort: str
    onderwerp: str


AFGIFTE = Uitkomst("toelating/afgifte", "toelaatbaarheidsverklaring", "Toelaatbaarheidsverklaring")
AFWIJZING = Uitkomst("toelating/afwijzing", "afwijzing toelaatbaarheidsverklaring", "Wij wijzen uw aanvraag af")
BUITEN_BEHANDELING = Uitkomst(
    "toelating/buiten_behandeling", "brief buiten behandeling", "Wij behandelen uw aanvraag niet verder"
)
INTREKKING = Uitkomst("toelating/intrekking", "bevestiging van intrekking", "U heeft uw aanvraag ingetrokken")
TLV_INGETROKKEN = Uitkomst("toelating/tlv_ingetrokken", "intrekking van een TLV", "Wij trekken de TLV in")


@dataclass(frozen=True)
class Besluitinhoud:
    """What a letter says about this request, for its template."""

    aanvraag: Tlvaanvraag
    verklaring: Verklaring | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def besluit_brief(
    aanvraag: Tlvaanvraag, uitkomst: Uitkomst, *, door: Gebruiker, verklaring: Verklaring | None = None
) -> Brief:
    """Write the letter of a decision, in the transaction of the act; the worker makes and seals the PDF."""
    inhoud = Besluitinhoud(aanvraag, verklaring)
    kenmerk = verklaring.nummer if verklaring else aanvraag.besluitnummer or ""
    return _brief(aanvraag, uitkomst, inhoud, kenmerk=kenmerk, ondertekenaar=Ondertekenaar(door.naam, door.functie))


def intrekking_brief(aanvraag: Tlvaanvraag) -> Brief:
    """The confirmation that the school withdrew its request."""
    swv = Samenwerkingsverband.huidig()
    ondertekenaar = Ondertekenaar(swv.contactpersoon, "Bureau")
    inhoud = Besluitinhoud(aanvraag)
    return _brief(aanvraag, INTREKKING, inhoud, kenmerk=aanvraag.kenmerk or "", ondertekenaar=ondertekenaar)


def intrekking_tlv_brief(verklaring: Verklaring, *, reden: str, door: Gebruiker) -> Brief:
    """The decision that withdraws a TLV, with its reasons."""
    aanvraag = verklaring.aanvraag
    inhoud = Besluitinhoud(aanvraag, verklaring, {"reden": reden})
    ondertekenaar = Ondertekenaar(door.naam, door.functie)
    return _brief(aanvraag, TLV_INGETROKKEN, inhoud, kenmerk=verklaring.nummer, ondertekenaar=ondertekenaar)


def _brief(
    aanvraag: Tlvaanvraag, uitkomst: Uitkomst, inhoud: Besluitinhoud, *, kenmerk: str, ondertekenaar: Ondertekenaar
) -> Brief:
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=_bestuur(aanvraag),
        onderwerp=f"{uitkomst.onderwerp}: {aanvraag.soort_naam}",
        ondertekenaar=ondertekenaar,
        uw_kenmerk=aanvraag.kenmerk or "",
    )
    return brief_klaarzetten(
        bron=aanvraag,
        soort=uitkomst.soort,
        sjabloon=uitkomst.sjabloon,
        context={**gegevens.als_context(), "aanvraag": aanvraag, "inhoud": inhoud},
        titel=f"{uitkomst.soort.capitalize()} {kenmerk}",
        kenmerk=kenmerk,
        sleutel=f"tlvaanvraag:{aanvraag.pk}:{uitkomst.sjabloon}",
        vervolg=BEKENDMAKEN,
    )


def _bestuur(aanvraag: Tlvaanvraag) -> tuple[str, ...]:
    """The board of the school, the legal applicant."""
    bestuur = aanvraag.school.bestuur
    regels = (bestuur.naam, "Het bestuur", bestuur.adres, f"{bestuur.postcode} {bestuur.plaats}".strip())
    return tuple(regel for regel in regels if regel)


def brief_van(aanvraag: Tlvaanvraag) -> Brief:
    """The letter of the decision, or of the withdrawal."""
    return Brief.objects.van(aanvraag).latest("gemaakt_op")


def brieven_intrekken(verklaring: Verklaring, *, reden: str, door: Gebruiker | None) -> None:
    """From now on the public page says that the letter of this TLV no longer counts."""
    brieven = Brief.objects.van(verklaring.aanvraag).filter(kenmerk=verklaring.nummer, ingetrokken_op__isnull=True)
    for brief in brieven:
        brief_intrekken(brief=brief, reden=reden, door=door)
