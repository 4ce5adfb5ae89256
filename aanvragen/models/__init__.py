from aanvragen.models.aanvraag import Aanvraag, Status
from aanvragen.models.regeling import Regeling
from aanvragen.models.verloop import Aanvullingsverzoek, Versie

__all__ = ["Aanvraag", "Aanvullingsverzoek", "Regeling", "Status", "Versie"]
