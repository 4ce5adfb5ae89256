from aanvragen.models.aanvraag import Aanvraag, Status
from aanvragen.models.regeling import Regeling

__all__ = ["Aanvraag", "Regeling", "Status"]
