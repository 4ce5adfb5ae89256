"""The catalogue of facilities, the stock that is lent, the places in a facility, and activities, each with its waiting
list."""

from voorzieningen.models.activiteiten import Activiteit, Activiteitstatus, Sessie
from voorzieningen.models.capaciteit import Capaciteit
from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.hulpmiddelen import Hulpmiddel
from voorzieningen.models.inschrijvingen import Aanwezigheid, Inschrijving
from voorzieningen.models.onderhoud import Onderhoud
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.wijzer import Wijzeradvies, Wijzerstap

__all__ = [
    "Aanwezigheid",
    "Activiteit",
    "Activiteitstatus",
    "Alias",
    "Capaciteit",
    "Hulpmiddel",
    "Inschrijving",
    "Onderhoud",
    "Plaatsing",
    "Plaatsingstatus",
    "Robot",
    "Schoolplaats",
    "Sessie",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
    "Wijzeradvies",
    "Wijzerstap",
]
