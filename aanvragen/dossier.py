"""Everything about one aanvraag for those who judge it: the bureau and the directeur-bestuurder."""

from collections.abc import Sequence
from dataclasses import dataclass

from aanvragen.geldbeeld import Dossiergeld, dossiergeld
from aanvragen.models import Aanvraag
from aanvragen.selectors import berekening
from swv.invullen.dossier import Dossierinhoud, inhoud_van


@dataclass(frozen=True)
class Dossieroverzicht(Dossierinhoud):
    """With the money, how it was worked out, and what to look at for this kind."""

    aanvraag: Aanvraag
    geld: Dossiergeld
    berekening: Sequence[tuple[str, str]]
    let_op: Sequence[str]


def dossier_van(aanvraag: Aanvraag) -> Dossieroverzicht:
    """The whole file in a fixed number of queries."""
    return inhoud_van(
        aanvraag,
        Dossieroverzicht,
        aanvraag=aanvraag,
        geld=dossiergeld(aanvraag),
        berekening=berekening(aanvraag),
        let_op=aanvraag.declaratie.let_op(aanvraag),
    )
