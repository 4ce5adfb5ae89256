"""What a kind of aanvraag declares: its form, checks, evidence, who co-signs, and what an award sets in motion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.opmaak import datum

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling


@dataclass(frozen=True)
class Kerngegevens:
    """What every kind has in common, read from its answers, kept in columns for lists, decision and money."""

    gevraagd_bedrag: Decimal | None = None
    van: date | None = None
    tot: date | None = None
    leerling: Mapping[str, Any] | None = None


class Soort:
    """A kind. Subclasses declare; they hold no state."""

    code: str
    naam: str
    inleiding: str
    goed_om_te_weten: Sequence[str] = ()
    wie_besluit: str = "de directeur-bestuurder"
    onderdelen: Sequence[Onderdeel]
    bewijsstukken: Sequence[Bewijsstuk] = ()
    medetekening: bool = False
    feedbackronde: bool = False
    kent_bedrag: bool = True

    def controles(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[str]:
        """Checks over more than one part: a Dutch sentence for each that fails."""
        return ()

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        """The shared columns, from all cleaned answers in one flat mapping."""
        raise NotImplementedError

    def betaaltermijnen(self, bedrag: Decimal) -> Sequence[tuple[Decimal, str]]:
        """How an award is paid: amounts in euros with the condition of each, "" for at once. Together `bedrag`."""
        return [(bedrag, "")]

    def verplichting(self, aanvraag: "Aanvraag", bedrag: Decimal | None) -> Decimal | None:
        """What an award costs on the budget line in euros; None when it costs no money there."""
        return bedrag

    def bezwaar(self, aanvraag: "Aanvraag") -> str | None:
        """Why this request cannot be sent beside earlier ones for the same pupil: a Dutch sentence."""
        return None

    def let_op(self, aanvraag: "Aanvraag") -> Sequence[str]:
        """What who judges must know beside the answers: other requests for the same pupil. One query."""
        return [
            f"Voor deze leerling is er ook aanvraag {ander.kenmerk}: {ander.stand_naam.lower()}, "
            f"{datum(ander.van)} tot en met {datum(ander.tot)}."  # type: ignore[arg-type]
            for ander in type(aanvraag).objects.naast(aanvraag).order_by("van", "kenmerk")
        ]

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> Sequence[str]:
        """What an award sets in motion besides money, in the transaction of the signature.

        Returns lines for the letter and the timeline. Raises Geweigerd when it cannot be done.
        """
        return ()

    # --- When the award changes (aanvragen.wijziging) ---

    def kosten(self, aanvraag: "Aanvraag", *, bedrag: Decimal | None, uren: Decimal | None) -> Decimal | None:
        """What this amount or these hours cost on the budget line in euros; None when that is no money."""
        return bedrag

    def hoogstens_uren(self, aanvraag: "Aanvraag") -> Decimal | None:
        """How many hours this award can have at most beside others for the same pupil; None without a limit."""
        return None

    def bijwerken(self, aanvraag: "Aanvraag", *, door: Any) -> Sequence[str]:
        """What follows besides money when the last day of an award changed or it was withdrawn, in the transaction of
        the signature. Returns lines for the letter and the timeline. Raises Geweigerd when it cannot be done."""
        return ()
