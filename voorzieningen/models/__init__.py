"""The catalogue of facilities, the stock of robots, places with their waiting lists, and pupils who change school."""

from voorzieningen.models.capaciteit import Capaciteit
from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.registratie import Registratie
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.schoolwissel import (
    Schoolaanbod,
    Schoolwissel,
    Wisselregel,
    Wisselronde,
    Wisseluitkomst,
    Wisselvoorstel,
)

__all__ = [
    "Alias",
    "Capaciteit",
    "Plaatsing",
    "Plaatsingstatus",
    "Registratie",
    "Robot",
    "Schoolaanbod",
    "Schoolplaats",
    "Schoolwissel",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
    "Wisselregel",
    "Wisselronde",
    "Wisseluitkomst",
    "Wisselvoorstel",
]
