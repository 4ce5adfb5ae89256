"""The catalogue of facilities, the stock that is lent, and the places in a facility, each with its waiting list."""

from voorzieningen.models.capaciteit import Capaciteit
from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.hulpmiddelen import Hulpmiddel
from voorzieningen.models.onderhoud import Onderhoud
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.wijzer import Wijzeradvies, Wijzerstap

__all__ = [
    "Alias",
    "Capaciteit",
    "Hulpmiddel",
    "Onderhoud",
    "Plaatsing",
    "Plaatsingstatus",
    "Robot",
    "Schoolplaats",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
    "Wijzeradvies",
    "Wijzerstap",
]
