"""What the letters about an aanvraag say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from aanvragen.models import Aanvraag
from aanvragen.selectors import berekening
from aanvragen.soorten.basis import Weg
from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.services import brief_klaarzetten
from swv.invullen.models import Aanvullingsverzoek
from swv.organisaties.models import Gebruiker, Samenwerkingsverband

BEKENDMAKEN = "aanvragen.bekendmaken"


@dataclass(frozen=True)
class Uitkomst:
    """One way in which an aanvraag ends: its letter."""

    sjabloon: str
    soort: str
    onderwerp: str


TOEZEGGING = Uitkomst("toezegging", "toezegging", "Wij zeggen ja op uw aanvraag")
ANTWOORD = Uitkomst("antwoord", "adviesbrief", "Ons antwoord op uw vraag")
TOEKENNING = Uitkomst("toekenning", "toekenningsbrief", "Wij kennen uw aanvraag toe")
GEDEELTELIJK = Uitkomst("toekenning", "toekenningsbrief", "Wij kennen uw aanvraag voor een deel toe")
AFWIJZING = Uitkomst("afwijzing", "afwijzingsbrief", "Wij wijzen uw aanvraag af")
BUITEN_BEHANDELING = Uitkomst(
    "buiten_behandeling", "brief buiten behandeling", "Wij behandelen uw aanvraag niet verder"
)
INTREKKING = Uitkomst("intrekking", "bevestiging van intrekking", "U heeft uw aanvraag ingetrokken")


@dataclass(frozen=True)
class Besluitinhoud:
    """What a letter says about this aanvraag, for its template."""

    aanvraag: Aanvraag
    gevolgen: Sequence[str] = ()
    termijnen: Sequence[tuple[Decimal, str]] = ()
    verzoek: Aanvullingsverzoek | None = None

    @property
    def is_gedeeltelijk(self) -> bool:
        gevraagd, toegekend = self.aanvraag.gevraagd_bedrag, self.aanvraag.toegekend_bedrag
        return gevraagd is not None and toegekend is not None and toegekend < gevraagd

    @property
    def ontvangen(self) -> date:
        assert self.aanvraag.ingediend_op is not None
        return timezone.localtime(self.aanvraag.ingediend_op).date()

    @property
    def is_toezegging(self) -> bool:
        return self.aanvraag.declaratie.weg == Weg.TOEZEGGING

    @property
    def berekening(self) -> Sequence[tuple[str, str]]:
        return berekening(self.aanvraag)

    @property
    def rechtsmiddel(self) -> str:
        return self.aanvraag.regeling.rechtsmiddel


def brief_maken(aanvraag: Aanvraag, uitkomst: Uitkomst, inhoud: Besluitinhoud, *, door: Gebruiker) -> Brief:
    """Write the letter of an ending, in the transaction of the act; the worker makes and seals the PDF."""
    swv = Samenwerkingsverband.huidig()
    kenmerk = aanvraag.besluitnummer or aanvraag.kenmerk or ""
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=_ontvanger(aanvraag),
        onderwerp=f"{uitkomst.onderwerp}: {aanvraag.soort_naam}",
        ondertekenaar=Ondertekenaar(naam=door.naam, functie=door.functie)
        if aanvraag.besloten_door_id
        else Ondertekenaar(naam=swv.contactpersoon, functie="Bureau"),
        uw_kenmerk=aanvraag.kenmerk or "" if aanvraag.besluitnummer else "",
        behandeld_door=_behandeld_door(aanvraag, swv),
    )
    return brief_klaarzetten(
        bron=aanvraag,
        soort=uitkomst.soort,
        sjabloon=uitkomst.sjabloon,
        context={**gegevens.als_context(), "aanvraag": aanvraag, "inhoud": inhoud},
        titel=f"{uitkomst.soort.capitalize()} {kenmerk}",
        kenmerk=kenmerk,
        sleutel=f"aanvraag:{aanvraag.pk}:{uitkomst.sjabloon}",
        vervolg=BEKENDMAKEN,
    )


def _ontvanger(aanvraag: Aanvraag) -> tuple[str, ...]:
    """The board where it is the applicant, otherwise the school."""
    school = aanvraag.school
    if aanvraag.declaratie.medetekening:
        bestuur = school.bestuur
        regels = (bestuur.naam, "Het bestuur", bestuur.adres, f"{bestuur.postcode} {bestuur.plaats}".strip())
    else:
        regels = (
            school.naam,
            "De ondersteuningscoördinator",
            school.adres,
            f"{school.postcode} {school.plaats}".strip(),
        )
    return tuple(regel for regel in regels if regel)


def _behandeld_door(aanvraag: Aanvraag, swv: Samenwerkingsverband) -> str:
    naam = aanvraag.behandelaar.naam if aanvraag.behandelaar else swv.contactpersoon
    telefoon = (aanvraag.behandelaar.telefoon if aanvraag.behandelaar else "") or swv.telefoon
    return f"{naam}, telefoon {telefoon}" if telefoon else naam
