"""The catalogue of facilities, the stock of robots, and the places in a facility, each with its waiting list."""

from voorzieningen.models.capaciteit import Capaciteit
from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolplaatsen import Schoolplaats

__all__ = [
    "Alias",
    "Capaciteit",
    "Plaatsing",
    "Plaatsingstatus",
    "Robot",
    "Schoolplaats",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
]
