"""The catalogue of facilities, the stock of robots, the places in a facility, and activities, each with its waiting
list."""

from voorzieningen.models.activiteiten import Activiteit, Activiteitsoort, Activiteitstatus, Sessie
from voorzieningen.models.capaciteit import Capaciteit
from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.inschrijvingen import Aanwezigheid, Inschrijving, Inschrijvingstatus
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolplaatsen import Schoolplaats

__all__ = [
    "Aanwezigheid",
    "Activiteit",
    "Activiteitsoort",
    "Activiteitstatus",
    "Alias",
    "Capaciteit",
    "Inschrijving",
    "Inschrijvingstatus",
    "Plaatsing",
    "Plaatsingstatus",
    "Robot",
    "Schoolplaats",
    "Sessie",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
]
