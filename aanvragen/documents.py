"""What the letters about an aanvraag say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from aanvragen.models import Aanvraag
from aanvragen.selectors import berekening
from financien.services import Termijn
from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.services import brief_klaarzetten
from swv.invullen.models import Aanvullingsverzoek
from swv.organisaties.models import Gebruiker, Samenwerkingsverband

BEKENDMAKEN = "aanvragen.bekendmaken"


@dataclass(frozen=True)
class Uitkomst:
    """One way in which an aanvraag ends: its letter. `beschikking` is the word for it where the decision is one of the
    Awb; empty when it is called the same then."""

    sjabloon: str
    soort: str
    onderwerp: str
    beschikking: str = ""

    def naam(self, aanvraag: Aanvraag) -> str:
        """The kind of letter, by the family that the rules of this kind have."""
        return self.beschikking or self.soort if aanvraag.regeling.is_beschikking else self.soort


TOEKENNEND, AFWIJZEND = "toekennende beschikking", "afwijzende beschikking"
TOEZEGGING = Uitkomst("toezegging", "toezegging", "Wij zeggen ja op uw aanvraag", TOEKENNEND)
ANTWOORD = Uitkomst("antwoord", "adviesbrief", "Ons antwoord op uw vraag")
TOEKENNING = Uitkomst("toekenning", "toekenningsbrief", "Wij kennen uw aanvraag toe", TOEKENNEND)
GEDEELTELIJK = Uitkomst("toekenning", "toekenningsbrief", "Wij kennen uw aanvraag voor een deel toe", TOEKENNEND)
AFWIJZING = Uitkomst("afwijzing", "afwijzingsbrief", "Wij wijzen uw aanvraag af", AFWIJZEND)
BUITEN_BEHANDELING = Uitkomst(
    "buiten_behandeling", "brief buiten behandeling", "Wij behandelen uw aanvraag niet verder"
)
INTREKKING = Uitkomst("intrekking", "bevestiging van intrekking", "U heeft uw aanvraag ingetrokken")


@dataclass(frozen=True)
class Besluitinhoud:
    """What a letter says about this aanvraag, for its template."""

    aanvraag: Aanvraag
    gevolgen: Sequence[str] = ()
    termijnen: Sequence[Termijn] = ()
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
    def berekening(self) -> Sequence[tuple[str, str]]:
        return berekening(self.aanvraag)

    @property
    def rechtsmiddel(self) -> str:
        return self.aanvraag.regeling.rechtsmiddeltekst


def brief_maken(aanvraag: Aanvraag, uitkomst: Uitkomst, inhoud: Besluitinhoud, *, door: Gebruiker) -> Brief:
    """Write the letter of an ending, in the transaction of the act; the worker makes and seals the PDF."""
    swv = Samenwerkingsverband.huidig()
    kenmerk, soort = aanvraag.besluitnummer or aanvraag.kenmerk or "", uitkomst.naam(aanvraag)
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=ontvanger(aanvraag),
        onderwerp=f"{uitkomst.onderwerp}: {aanvraag.soort_naam}",
        ondertekenaar=Ondertekenaar(naam=door.naam, functie=door.functie)
        if aanvraag.besloten_door_id
        else Ondertekenaar(naam=swv.contactpersoon, functie="Bureau"),
        uw_kenmerk=aanvraag.kenmerk or "" if aanvraag.besluitnummer else "",
        behandeld_door=behandeld_door(aanvraag.behandelaar, swv),
    )
    return brief_klaarzetten(
        bron=aanvraag,
        soort=soort,
        sjabloon=uitkomst.sjabloon,
        context={**gegevens.als_context(), "aanvraag": aanvraag, "inhoud": inhoud},
        titel=f"{soort.capitalize()} {kenmerk}",
        kenmerk=kenmerk,
        sleutel=f"aanvraag:{aanvraag.pk}:{uitkomst.sjabloon}",
        vervolg=BEKENDMAKEN,
    )


def ontvanger(aanvraag: Aanvraag) -> tuple[str, ...]:
    """The board where it is the applicant, otherwise the school."""
    school = aanvraag.school
    if aanvraag.declaratie.medetekening:
        return school.bestuursadres
    plek = f"{school.postcode} {school.plaats}".strip()
    return tuple(regel for regel in (school.naam, "De ondersteuningscoördinator", school.adres, plek) if regel)


def behandeld_door(wie: Gebruiker | None, swv: Samenwerkingsverband) -> str:
    """Whom to call about a letter: who handles it, or the contact of the bureau."""
    naam, telefoon = wie.naam if wie else swv.contactpersoon, (wie.telefoon if wie else "") or swv.telefoon
    return f"{naam}, telefoon {telefoon}" if telefoon else naam
