from swv.invullen.models.dossier import Invuldossier
from swv.invullen.models.verloop import Aanvullingsverzoek, GeweigerdStuk, Versie

__all__ = ["Aanvullingsverzoek", "GeweigerdStuk", "Invuldossier", "Versie"]
