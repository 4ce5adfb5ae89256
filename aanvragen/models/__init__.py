from aanvragen.models.aanvraag import Aanvraag, Status
from aanvragen.models.regeling import Regeling
from aanvragen.models.verantwoording import Effectmeting, Effectstatus, Verantwoording, Verantwoordingstatus

__all__ = [
    "Aanvraag",
    "Effectmeting",
    "Effectstatus",
    "Regeling",
    "Status",
    "Verantwoording",
    "Verantwoordingstatus",
]
