"""The catalogue of facilities, the stock of robots, places with waiting lists, and the profiles of schools."""

from voorzieningen.models.capaciteit import Capaciteit
from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.checklist import (
    Antwoord,
    Checklist,
    Checklistantwoord,
    Checklisteditie,
    Checklistitem,
    Checkliststatus,
)
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.profielen import Profiel, Profielstatus
from voorzieningen.models.profielregel import Profielregel
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolplaatsen import Schoolplaats

__all__ = [
    "Alias",
    "Antwoord",
    "Capaciteit",
    "Checklist",
    "Checklistantwoord",
    "Checklisteditie",
    "Checklistitem",
    "Checkliststatus",
    "Plaatsing",
    "Plaatsingstatus",
    "Profiel",
    "Profielregel",
    "Profielstatus",
    "Robot",
    "Schoolplaats",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
]
