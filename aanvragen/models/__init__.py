from aanvragen.models.aanvraag import Aanvraag, Status
from aanvragen.models.regeling import Regeling
from aanvragen.models.wijziging import Wijziging, Wijzigingstatus, Wijzigsoort

__all__ = ["Aanvraag", "Regeling", "Status", "Wijziging", "Wijzigingstatus", "Wijzigsoort"]
