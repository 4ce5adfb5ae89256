from aanvragen.models.aanvraag import Aanvraag, Status
from aanvragen.models.afspraak import Afspraak, Afspraakstatus
from aanvragen.models.regeling import Regeling
from aanvragen.models.uitvoering import (
    Evaluatie,
    Evaluatiestatus,
    Uitvoering,
    Uitvoeringstatus,
    Urenweek,
)

__all__ = [
    "Aanvraag",
    "Afspraak",
    "Afspraakstatus",
    "Evaluatie",
    "Evaluatiestatus",
    "Regeling",
    "Status",
    "Uitvoering",
    "Uitvoeringstatus",
    "Urenweek",
]
