"""What the letters about a change say. Each kind of change has its own letter; a refusal has one too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from aanvragen.documents import behandeld_door, ontvanger
from aanvragen.models import Aanvraag, Wijziging, Wijzigsoort
from financien.services import Termijn
from swv.documenten.brieven import Briefgegevens, Ondertekenaar
from swv.documenten.models import Brief
from swv.documenten.services import brief_intrekken, brief_klaarzetten
from swv.kern.opmaak import uren
from swv.organisaties.models import Gebruiker, Samenwerkingsverband

BEKENDMAKEN = "aanvragen.wijziging_bekendmaken"

ONDERWERPEN: dict[str, str] = {
    Wijzigsoort.MEER: "U krijgt meer",
    Wijzigsoort.MINDER: "U krijgt minder",
    Wijzigsoort.LANGER: "Uw toekenning duurt langer",
    Wijzigsoort.STOPPEN: "Uw toekenning stopt eerder",
    Wijzigsoort.INTREKKEN: "Wij trekken uw toekenning in",
    Wijzigsoort.TERUGVORDEREN: "U betaalt geld terug",
}
AFWIJZING = "Wij veranderen uw toekenning niet"


@dataclass(frozen=True)
class Wijzigingsinhoud:
    """What a letter says about this change, for its template."""

    wijziging: Wijziging
    gevolgen: Sequence[str] = ()

    @property
    def aanvraag(self) -> Aanvraag:
        return self.wijziging.aanvraag

    @property
    def toegekend_op(self) -> date | None:
        return timezone.localdate(self.aanvraag.besloten_op) if self.aanvraag.besloten_op else None

    @property
    def gevraagd_op(self) -> date | None:
        """When the school asked; None when the bureau began."""
        wijziging = self.wijziging
        return timezone.localdate(wijziging.ingediend_op) if wijziging.van_school and wijziging.ingediend_op else None

    @property
    def verandert_bedrag(self) -> bool:
        return self.wijziging.verandert_bedrag

    @property
    def verandert_uren(self) -> bool:
        return self.wijziging.uren is not None and self.wijziging.uren != self.wijziging.was_uren

    @property
    def was_uren(self) -> str:
        return _in_uren(self.wijziging.was_uren)

    @property
    def uren(self) -> str:
        return _in_uren(self.wijziging.uren)

    @property
    def gevraagde_uren(self) -> str:
        return _in_uren(self.wijziging.gevraagde_uren)

    @property
    def termijnen(self) -> Sequence[Termijn]:
        """When the extra money comes."""
        erbij = self.wijziging.erbij
        if not erbij or not self.verandert_bedrag:
            return ()
        return self.aanvraag.betaaltermijnen(erbij, begin=self.wijziging.begin_erbij)

    @property
    def rechtsmiddel(self) -> str:
        return self.aanvraag.regeling.rechtsmiddeltekst


def _in_uren(aantal: Decimal | None) -> str:
    return "" if aantal is None else uren(aantal)


def brief_maken(
    wijziging: Wijziging, *, door: Gebruiker, gevolgen: Sequence[str] = (), is_afwijzing: bool = False
) -> Brief:
    """Write the letter of a decision, in the transaction of the act; the worker makes and seals the PDF. When the whole
    award is withdrawn, the letters that promised it no longer hold."""
    aanvraag, swv = wijziging.aanvraag, Samenwerkingsverband.huidig()
    sjabloon = "afwijzing" if is_afwijzing else wijziging.soort
    soort = _soort(wijziging, is_afwijzing=is_afwijzing)
    gegevens = Briefgegevens(
        datum=timezone.localdate(),
        ontvanger=ontvanger(aanvraag),
        onderwerp=f"{AFWIJZING if is_afwijzing else ONDERWERPEN[wijziging.soort]}: {aanvraag.soort_naam}",
        ondertekenaar=Ondertekenaar(naam=door.naam, functie=door.functie),
        uw_kenmerk=wijziging.kenmerk,
        behandeld_door=behandeld_door(wijziging.behandelaar, swv),
    )
    kenmerk = wijziging.besluitnummer or wijziging.kenmerk
    if wijziging.soort == Wijzigsoort.INTREKKEN and not is_afwijzing:
        _eerdere_brieven_intrekken(wijziging, door=door)
    return brief_klaarzetten(
        bron=wijziging,
        soort=soort,
        sjabloon=f"wijziging/{sjabloon}",
        context={
            **gegevens.als_context(),
            "aanvraag": aanvraag,
            "wijziging": wijziging,
            "inhoud": Wijzigingsinhoud(wijziging, gevolgen),
        },
        titel=f"{soort.capitalize()} {kenmerk}",
        kenmerk=kenmerk,
        sleutel=f"wijziging:{wijziging.pk}",
        vervolg=BEKENDMAKEN,
    )


def _soort(wijziging: Wijziging, *, is_afwijzing: bool) -> str:
    """A readable word for the public page, by the family of letters of the kind."""
    if is_afwijzing:
        return "afwijzingsbrief"
    return "wijzigingsbeschikking" if wijziging.aanvraag.regeling.is_beschikking else "wijzigingsbrief"


def _eerdere_brieven_intrekken(wijziging: Wijziging, *, door: Gebruiker) -> None:
    reden = f"De toekenning is ingetrokken met besluit {wijziging.besluitnummer}."
    for bron in (wijziging.aanvraag, *wijziging.aanvraag.wijzigingen.vastgesteld()):
        for brief in Brief.objects.van(bron).filter(ingetrokken_op=None).defer("html"):
            brief_intrekken(brief=brief, reden=reden, door=door)
