"""Which letters there are about a TLV, and what each needs. The facts come from `briefinhoud`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from swv.documenten.brieven import Briefgegevens, Ondertekenaar, render_brief_html
from swv.documenten.models import Brief
from swv.documenten.services import brief_intrekken, brief_klaarzetten
from swv.organisaties.models import Gebruiker, Samenwerkingsverband
from toelating import rules
from toelating.briefinhoud import VOORBEELD, Brieffeiten, brieffeiten
from toelating.models import Mandaat, Tlvaanvraag, Verklaring, Voorstel

BEKENDMAKEN = "toelating.bekendmaken"
DIRECTEUR = "directeur-bestuurder"


@dataclass(frozen=True)
class Uitkomst:
    """One kind of letter: its template, its word on the public page and its subject."""

    sjabloon: str
    soort: str
    onderwerp: str

    def sleutel(self, aanvraag: Tlvaanvraag) -> str:
        """One letter of this kind per request; of a decision one per number, for after an objection a request can be
        decided anew."""
        besluit = f":{aanvraag.besluitnummer}" if aanvraag.besluitnummer else ""
        return f"tlvaanvraag:{aanvraag.pk}:{self.sjabloon}{besluit}"


AFGIFTE = Uitkomst("toelating/afgifte", "toelaatbaarheidsverklaring", "Toelaatbaarheidsverklaring (TLV)")
AFWIJZING = Uitkomst("toelating/afwijzing", "afwijzing toelaatbaarheidsverklaring", "Wij wijzen uw aanvraag af")
BUITEN_BEHANDELING = Uitkomst(
    "toelating/buiten_behandeling", "brief buiten behandeling", "Wij behandelen uw aanvraag niet verder"
)
INTREKKING = Uitkomst("toelating/intrekking", "bevestiging van intrekking", "U heeft uw aanvraag ingetrokken")
UITSTEL = Uitkomst("toelating/uitstel", "brief over uitstel", "Ons besluit komt later")
TLV_INGETROKKEN = Uitkomst("toelating/tlv_ingetrokken", "intrekking van een TLV", "Wij trekken de TLV in")

INGEBREKESTELLING = Uitkomst(
    "toelating/ingebrekestelling", "ontvangst van een ingebrekestelling", "Wij hebben uw ingebrekestelling ontvangen"
)
DWANGSOM = Uitkomst("toelating/dwangsom", "besluit over een dwangsom", "U krijgt een dwangsom van ons")
GEEN_DWANGSOM = Uitkomst("toelating/geen_dwangsom", "besluit over een dwangsom", "U krijgt geen dwangsom van ons")
OVER_DWANGSOM = frozenset(uitkomst.soort for uitkomst in (INGEBREKESTELLING, DWANGSOM))

BESLUITEN: Mapping[str, Uitkomst] = {
    Voorstel.AFGEVEN: AFGIFTE,
    Voorstel.AFWIJZEN: AFWIJZING,
    Voorstel.BUITEN_BEHANDELING: BUITEN_BEHANDELING,
}
# Kinds of letters that somebody can object to.
MET_BEZWAAR = frozenset(uitkomst.soort for uitkomst in (*BESLUITEN.values(), TLV_INGETROKKEN))


# --- Writing a letter, in the transaction of the act ---------------------------------------------------------


def besluit_brief(
    aanvraag: Tlvaanvraag,
    uitkomst: Uitkomst,
    feiten: Brieffeiten,
    *,
    door: Gebruiker,
    verklaring: Verklaring | None = None,
) -> Brief:
    """Write the letter of a decision; the worker makes and seals the PDF."""
    feiten = replace(
        feiten,
        nummer=verklaring.nummer if verklaring else "",
        besluitnummer=aanvraag.besluitnummer or "",
        mandaat=aanvraag.mandaat,
    )
    kenmerk = feiten.nummer or feiten.besluitnummer
    return _brief(uitkomst, feiten, kenmerk=kenmerk, ondertekenaar=_wie_tekent(door, aanvraag.mandaat))


def intrekking_brief(aanvraag: Tlvaanvraag) -> Brief:
    """The confirmation that the school withdrew its request."""
    return _brief(INTREKKING, Brieffeiten(aanvraag), kenmerk=aanvraag.kenmerk or "", ondertekenaar=_bureau())


def uitstel_brief(aanvraag: Tlvaanvraag, *, reden: str, uiterlijk: date) -> Brief:
    """The decision comes later than the law says: told before the last day, with a new one (Awb 4:14). Each time a
    letter of its own."""
    feiten = Brieffeiten(aanvraag, reden=reden, uiterlijk=uiterlijk)
    sleutel = f"{UITSTEL.sleutel(aanvraag)}:{aanvraag.versie}"
    return _brief(UITSTEL, feiten, kenmerk=aanvraag.kenmerk or "", ondertekenaar=_bureau(), sleutel=sleutel)


def intrekking_tlv_brief(
    verklaring: Verklaring, *, besluitnummer: str, reden: str, zienswijze: str = "", door: Gebruiker
) -> Brief:
    """The decision that withdraws a TLV, with its reasons and what those concerned said about it."""
    feiten = Brieffeiten(
        verklaring.aanvraag,
        verklaring=verklaring,
        nummer=verklaring.nummer,
        besluitnummer=besluitnummer,
        reden=reden,
        zienswijze=zienswijze,
    )
    sleutel = f"verklaring:{verklaring.pk}:{TLV_INGETROKKEN.sjabloon}"
    return _brief(TLV_INGETROKKEN, feiten, kenmerk=besluitnummer, ondertekenaar=_wie_tekent(door), sleutel=sleutel)


def dwangsombrief(
    aanvraag: Tlvaanvraag,
    uitkomst: Uitkomst,
    *,
    dwangsom: Any,
    over: str,
    kenmerk: str = "",
    door: Gebruiker | None = None,
) -> Brief:
    """A letter about a notice of default, to the applicant alone; `dwangsom` is how it stands (`Dwangsomstand`), `door`
    who decided."""
    return _brief(
        uitkomst,
        Brieffeiten(aanvraag),
        kenmerk=kenmerk or aanvraag.kenmerk or "",
        ondertekenaar=_wie_tekent(door) if door else _bureau(),
        sleutel=f"{uitkomst.sleutel(aanvraag)}:{dwangsom.rij.pk}",
        dwangsom=dwangsom,
        over=over,
    )


def _brief(
    uitkomst: Uitkomst,
    feiten: Brieffeiten,
    *,
    kenmerk: str,
    ondertekenaar: Ondertekenaar,
    sleutel: str = "",
    **extra: Any,
) -> Brief:
    aanvraag = feiten.aanvraag
    return brief_klaarzetten(
        bron=aanvraag,
        soort=uitkomst.soort,
        sjabloon=uitkomst.sjabloon,
        context={**_context(uitkomst, feiten, ondertekenaar, kenmerk=kenmerk), **extra},
        titel=f"{uitkomst.soort[0].upper()}{uitkomst.soort[1:]} {kenmerk}",
        kenmerk=kenmerk,
        sleutel=sleutel or uitkomst.sleutel(aanvraag),
        vervolg=BEKENDMAKEN,
    )


# --- A look at it beforehand ---------------------------------------------------------------------------------


def voorbeeld(aanvraag: Tlvaanvraag, *, ondertekent: Gebruiker | None = None) -> str:
    """The HTML of the letter that signing would give, with what stands on the request now; the number, the code and
    the seal come with the signature. Without somebody who may sign there is no name under it."""
    uitkomst = BESLUITEN[aanvraag.voorstel]
    ondertekenaar, mandaat = Ondertekenaar("Naam van wie ondertekent", DIRECTEUR), None
    if ondertekent and rules.mag_besluiten.test(ondertekent, aanvraag):
        mandaat = rules.mandaat_bij_besluit(ondertekent, aanvraag)
        ondertekenaar = _wie_tekent(ondertekent, mandaat)
    feiten = replace(
        brieffeiten(aanvraag),
        nummer=VOORBEELD if uitkomst is AFGIFTE else "",
        besluitnummer=VOORBEELD,
        mandaat=mandaat,
    )
    return render_brief_html(
        uitkomst.sjabloon,
        _context(uitkomst, feiten, ondertekenaar, kenmerk=VOORBEELD),
        titel=f"Voorbeeld van de brief bij {aanvraag.kenmerk}",
        kenmerk="voorbeeld",
        code=None,
    )


# --- Finding and withdrawing ---------------------------------------------------------------------------------


def besluitbrief_van(aanvraag: Tlvaanvraag) -> Brief | None:
    """The letter of the decision on this request; None while there is none."""
    sleutels = [uitkomst.sleutel(aanvraag) for uitkomst in BESLUITEN.values()]
    return Brief.objects.filter(sleutel__in=sleutels).first()


def slotbrief_van(aanvraag: Tlvaanvraag) -> Brief:
    """The letter with which the request ended: of the decision, or of the withdrawal. Raises Brief.DoesNotExist."""
    return besluitbrief_van(aanvraag) or Brief.objects.get(sleutel=INTREKKING.sleutel(aanvraag))


def ingetrokken_verklaring(brief: Brief) -> Verklaring:
    """The TLV that this letter withdraws."""
    return Verklaring.objects.get(pk=brief.sleutel.split(":")[1])


def brieven_intrekken(verklaring: Verklaring, *, reden: str, door: Gebruiker | None) -> None:
    """From now on the public page says that the letter of this TLV no longer counts."""
    brieven = Brief.objects.van(verklaring.aanvraag).filter(kenmerk=verklaring.nummer, ingetrokken_op__isnull=True)
    for brief in brieven:
        brief_intrekken(brief=brief, reden=reden, door=door)


# --- What letters share --------------------------------------------------------------------------------------


def _context(uitkomst: Uitkomst, feiten: Brieffeiten, ondertekenaar: Ondertekenaar, *, kenmerk: str) -> dict[str, Any]:
    aanvraag = feiten.aanvraag
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=bestuursadres(aanvraag),
        onderwerp=uitkomst.onderwerp,
        ondertekenaar=ondertekenaar,
        aanhef="Geacht bestuur,",
        uw_kenmerk=aanvraag.kenmerk if aanvraag.kenmerk and aanvraag.kenmerk != kenmerk else "",
        behandeld_door=_behandeld_door(aanvraag),
    )
    return {**gegevens.als_context(), "aanvraag": aanvraag, "inhoud": feiten}


def _wie_tekent(door: Gebruiker, mandaat: Mandaat | None = None) -> Ondertekenaar:
    return Ondertekenaar(door.naam, door.functie or ("gemandateerde" if mandaat else DIRECTEUR))


def _bureau() -> Ondertekenaar:
    return Ondertekenaar(Samenwerkingsverband.huidig().contactpersoon, "bureau")


def bestuursadres(aanvraag: Tlvaanvraag) -> tuple[str, ...]:
    """The board of the school, the legal applicant."""
    return aanvraag.school.bestuursadres


def _behandeld_door(aanvraag: Tlvaanvraag) -> str:
    swv = Samenwerkingsverband.huidig()
    naam = aanvraag.behandelaar.naam if aanvraag.behandelaar else swv.contactpersoon
    telefoon = (aanvraag.behandelaar.telefoon if aanvraag.behandelaar else "") or swv.telefoon
    return f"{naam}, telefoon {telefoon}" if telefoon else naam
