"""What a kind of aanvraag declares: its form, checks, evidence, who co-signs, who decides, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from string import Formatter
from typing import TYPE_CHECKING, Any

from aanvragen.betaalschema import Schema
from aanvragen.rechtsmiddelen import TOEKENNINGSBRIEF
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.opmaak import datum, kort_getal

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

Antwoorden = Mapping[str, Mapping[str, Any]]


class Groep(Enum):
    """Where a school looks for a kind: what it is about. The order is the order on the page."""

    LEERLING = "Hulp voor een leerling"
    PLAATS = "Een plaats in een voorziening"
    OVERSTAP = "Een leerling stapt over"
    GELD = "Geld voor uw school"
    MENSEN = "Training en begeleiding voor uw team"
    VEILIGHEID = "Schoolveiligheid"
    ADVIES = "Advies en consultatie"


class Weg(Enum):
    """How a request of this kind comes to its end, with who brings it there."""

    BESLUIT = "de directeur-bestuurder"  # the bureau advises, the directeur-bestuurder signs
    TOEZEGGING = "het bureau"  # no money on a budget line: the bureau says yes or no itself
    ANTWOORD = "niemand: u krijgt een antwoord"  # a question: an answer or a referral, no decision


@dataclass(frozen=True)
class Eersteregeling:
    """A first version of the rules of a kind, with its source; later versions are made in the admin.

    `getallen` are the amounts in euros and the limits by name; `toelichting` names the source of each and what was
    assumed. `briefsoort` is the family of its letters, `rechtsmiddel` a text of its own instead of the usual one of
    that family, `betaalschema` how an award is paid (all at once when it says nothing).
    """

    toelichting: str
    geldig_van: date = date(2025, 8, 1)
    geldig_tot: date | None = None
    getallen: Mapping[str, int | str] = field(default_factory=dict)
    begrotingspost_code: str = ""
    beslistermijn_weken: int = 8
    briefsoort: str = TOEKENNINGSBRIEF
    rechtsmiddel: str = ""
    betaalschema: Schema = ()
    plan: str = ""
    ambities: Sequence[str] = ()


@dataclass(frozen=True)
class Kerngegevens:
    """What every kind has in common, read from its answers, kept in columns for lists, decision and money."""

    gevraagd_bedrag: Decimal | None = None
    van: date | None = None
    tot: date | None = None
    leerling: Mapping[str, Any] | None = None


def _namen_in(zin: str) -> set[str]:
    """The amounts and limits that a sentence names: `{uren_per_week}`."""
    return {naam for _, naam, _, _ in Formatter().parse(zin) if naam}


def _wanneer(aanvraag: "Aanvraag") -> str:
    """Its period, or when it was sent where it has none."""
    if aanvraag.van and aanvraag.tot:
        return f"{datum(aanvraag.van)} tot en met {datum(aanvraag.tot)}"
    assert aanvraag.ingediend_op is not None
    return f"verstuurd op {datum(aanvraag.ingediend_op)}"


class Soort:
    """A kind. Subclasses declare; they hold no state.

    `goed_om_te_weten` are sentences for the start page; `{name}` in one is that number of the rules (`weetjes`).
    `weg` says who brings it to its end. `verwijst_naar` are the organisations that answer a question instead of the
    bureau, `uitkomsten` what an answer can be (code and words). `regelingen` are its first rules,
    `getallen` the words for the amounts and limits in them, and for those that may be filled in later;
    `hele_getallen` those that are counted in whole ones (months, people, an age), each with the highest that can be.
    With `kent_bedrag` the school names an amount; with `rekent_kosten` the portal reckons what an award costs: hours at
    a rate, or a fixed sum.
    """

    code: str
    naam: str
    groep: Groep = Groep.GELD
    inleiding: str
    goed_om_te_weten: Sequence[str] = ()
    weg: Weg = Weg.BESLUIT
    onderdelen: Sequence[Onderdeel]
    bewijsstukken: Sequence[Bewijsstuk] = ()
    medetekening: bool = False
    feedbackronde: bool = False
    kent_bedrag: bool = True
    rekent_kosten: bool = False
    verwijst_naar: Sequence[str] = ()
    uitkomsten: Sequence[tuple[str, str]] = ()
    getallen: Mapping[str, str] = {}
    hele_getallen: Mapping[str, int] = {}
    regelingen: Sequence[Eersteregeling]

    @property
    def wie_besluit(self) -> str:
        return self.weg.value

    @property
    def woord(self) -> str:
        """What a school waits for: the decision of the directeur-bestuurder, otherwise an answer of the bureau."""
        return "besluit" if self.weg == Weg.BESLUIT else "antwoord"

    @property
    def is_vraag(self) -> bool:
        """Nobody decides: the school gets an answer."""
        return self.weg == Weg.ANTWOORD and self.wie_besluit == Weg.ANTWOORD.value

    def namen_van_getallen(self, *ook: str) -> dict[str, str]:
        """Every amount and limit that a version of the rules can hold, with its words; `ook` are others in use."""
        namen = [*self.getallen, *(naam for rij in self.regelingen for naam in rij.getallen), *ook]
        return {naam: self.getallen.get(naam, naam.replace("_", " ").capitalize()) for naam in namen}

    def weetjes(self, regeling: "Regeling | None") -> list[str]:
        """`goed_om_te_weten` with the limits of these rules filled in; a sentence about a limit that they do not have
        is left out. And how an award of money is paid, when that is not all at once."""
        getallen = {
            naam: kort_getal(Decimal(str(waarde))) for naam, waarde in (regeling.getallen if regeling else {}).items()
        }
        zinnen = [zin.format_map(getallen) for zin in self.goed_om_te_weten if _namen_in(zin) <= getallen.keys()]
        return [*zinnen, f"U krijgt {regeling.betaling}."] if regeling and regeling.betaalschema else zinnen

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        """A request of this kind as a school could send it today, part by part as it would be typed, without a name
        but that of `leerling`. The demo and the tests of every kind play it."""
        raise NotImplementedError

    def peildag(self, gegevens: Mapping[str, Any]) -> date | None:
        """The day whose rules count; None when those of the day on which the school began do."""
        return None

    def bekend(self, aanvraag: "Aanvraag", gegevens: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the portal itself knows and the checks use instead of an answer, by the name of that answer."""
        return {}

    @property
    def volgt_dag(self) -> bool:
        """Whether this kind has a `peildag`."""
        return type(self).peildag is not Soort.peildag

    def controles(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[str]:
        """Checks over more than one part: a Dutch sentence for each that fails."""
        return ()

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        """The shared columns, from all cleaned answers in one flat mapping."""
        raise NotImplementedError

    def berekening(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[tuple[str, str]]:
        """How the portal works out what is asked, step by step: a step in words with what came out of it. Empty when
        the school names the amount itself. May raise KeyError while answers are missing."""
        return ()

    def verplichting(self, aanvraag: "Aanvraag", bedrag: Decimal | None) -> Decimal | None:
        """What an award costs on the budget line in euros; None when it costs no money there."""
        return bedrag if self.kent_bedrag else None

    def bezwaar(self, aanvraag: "Aanvraag") -> str | None:
        """Why this request cannot be sent beside earlier ones for the same pupil: a Dutch sentence."""
        return None

    def let_op(self, aanvraag: "Aanvraag") -> Sequence[str]:
        """What who judges must know beside the answers: other requests for the same pupil. One query."""
        return [
            f"Voor deze leerling is er ook aanvraag {ander.kenmerk}: {ander.stand_naam.lower()}, {_wanneer(ander)}."
            for ander in type(aanvraag).objects.naast(aanvraag).order_by("van", "kenmerk")
        ]

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> Sequence[str]:
        """What an award sets in motion besides money, in the transaction of the signature.

        Returns lines for the letter and the timeline. Raises Geweigerd when it cannot be done.
        """
        return ()

    def bewijsstukken_bij(self, antwoorden: Antwoorden) -> Sequence[Bewijsstuk]:
        """The documents that these answers, as they were typed, ask for; `bewijsstukken` is what the start page
        names."""
        return self.bewijsstukken

    # --- What follows an award (aanvragen.uitvoering) ---

    houdt_uren_bij: bool = False  # hours are kept per week, up to what was awarded
    evaluatie_na_weken: int | None = None  # when the school evaluates, unless the regeling says another number
    plant_afspraken: bool = False  # visits or trainings, each with a report
    leent_uit: bool = False  # a thing is on loan (voorzieningen)

    @property
    def heeft_uitvoering(self) -> bool:
        """Whether an award of this kind is followed through."""
        return self.houdt_uren_bij or self.plant_afspraken or self.leent_uit or self.evaluatie_na_weken is not None

    def uren_per_week(self, aanvraag: "Aanvraag") -> Decimal | None:
        """How many hours a week an award gives at most; None without such a limit."""
        return None

    # --- What follows an award of money (aanvragen.verantwoording) ---

    # The questions of this kind whose answers are goals: the school says about each what became of it.
    doelvelden: Sequence[str] = ("resultaat", "doel")
    # Whether the school is asked after three and nine months what is left of the effect.
    vraagt_effect: bool = True

    @property
    def kost_geld(self) -> bool:
        """Whether an award can cost money on the budget, also as hours or for attendance. Whether a school accounts for
        that money stands in the version of the rules (`Regeling.vraagt_verantwoording`); first versions ask it."""
        return self.kent_bedrag or self.rekent_kosten

    # --- When the award changes (aanvragen.wijziging) ---

    # Its days are changed where they are kept, without a decision of its own: a place in a facility.
    wijzigt_elders: bool = False
    # Its period is the school year of the rule, and what earns the award was done before it was made: it does not stop
    # earlier or run longer. The bureau can withdraw it, or claim money back.
    vaste_periode: bool = False

    def kosten(self, aanvraag: "Aanvraag", *, bedrag: Decimal | None, uren: Decimal | None) -> Decimal | None:
        """What this amount or these hours cost on the budget line in euros; None when that is no money."""
        return bedrag if self.kent_bedrag else None

    def hoogstens_uren(self, aanvraag: "Aanvraag") -> Decimal | None:
        """How many hours this award can have at most beside others for the same pupil; None without a limit."""
        return None

    def bijwerken(self, aanvraag: "Aanvraag", *, door: Any) -> Sequence[str]:
        """What follows besides money when the last day of an award changed or it was withdrawn, in the transaction of
        the signature. Returns lines for the letter and the timeline. Raises Geweigerd when it cannot be done."""
        return ()
