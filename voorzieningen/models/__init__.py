"""The catalogue of facilities, and the stock of robots with its loans and waiting list."""

from voorzieningen.models.catalogus import Alias, Voorziening
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats

__all__ = ["Alias", "Robot", "Uitlening", "Voorziening", "Wachtplaats"]
