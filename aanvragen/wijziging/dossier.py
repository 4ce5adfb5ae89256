"""Everything about one change for those who judge it: the bureau and the directeur-bestuurder."""

from dataclasses import dataclass

from aanvragen.models import Wijziging
from aanvragen.wijziging.geld import Effect, effect
from aanvragen.wijziging.selectors import Verloop, verloop
from swv.invullen.dossier import Dossierinhoud, inhoud_van
from swv.organisaties.models import Gebruiker


@dataclass(frozen=True)
class Wijzigingsoverzicht(Dossierinhoud):
    """With the award through time, and what signing would do to the money once something is proposed."""

    verloop: Verloop | None
    effect: Effect | None


def dossier_van(wijziging: Wijziging, gebruiker: Gebruiker) -> Wijzigingsoverzicht:
    """The whole file in a fixed number of queries, and one per budget line that it touches."""
    is_voorgesteld = bool(wijziging.voorstel) and not wijziging.wil_afwijzen and wijziging.is_open
    return inhoud_van(
        wijziging,
        Wijzigingsoverzicht,
        verloop=verloop(wijziging.aanvraag, gebruiker, behalve=wijziging, in_beheer=True),
        effect=effect(wijziging) if is_voorgesteld else None,
    )
