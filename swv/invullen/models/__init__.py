from swv.invullen.models.dossier import Invuldossier
from swv.invullen.models.gesprek import Gesprek, Gespreksbericht, Kant, Notitie, Standaardtekst
from swv.invullen.models.samen import Aanwezigheid, Invulling
from swv.invullen.models.verloop import Aanvullingsverzoek, GeweigerdStuk, Versie

__all__ = [
    "Aanvullingsverzoek",
    "Aanwezigheid",
    "Gesprek",
    "Gespreksbericht",
    "GeweigerdStuk",
    "Invuldossier",
    "Invulling",
    "Kant",
    "Notitie",
    "Standaardtekst",
    "Versie",
]
