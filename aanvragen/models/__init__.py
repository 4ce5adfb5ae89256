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
from aanvragen.models.verantwoording import Effectmeting, Effectstatus, Verantwoording, Verantwoordingstatus
from aanvragen.models.wijziging import Wijziging, Wijzigingstatus, Wijzigsoort

__all__ = [
    "Aanvraag",
    "Afspraak",
    "Afspraakstatus",
    "Effectmeting",
    "Effectstatus",
    "Evaluatie",
    "Evaluatiestatus",
    "Regeling",
    "Status",
    "Uitvoering",
    "Uitvoeringstatus",
    "Urenweek",
    "Verantwoording",
    "Verantwoordingstatus",
    "Wijziging",
    "Wijzigingstatus",
    "Wijzigsoort",
]
