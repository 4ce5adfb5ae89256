"""Colleagues of one school, and messages as the two sides send them."""

import uuid
from typing import Any

from swv.invullen import gesprekken
from swv.invullen.models import Gespreksbericht, Kant, Notitie
from swv.organisaties.models import Gebruiker, Rolsoort, School
from tests.factories.organisaties import maak_gebruiker


def maak_collega(school: School, naam: str = "Fatima de Vries", email: str = "fatima@portaal.example") -> Gebruiker:
    """A second coördinator of a school."""
    return maak_gebruiker(Rolsoort.COORDINATOR, email=email, naam=naam, school=school)


def schrijft(dossier: Any, door: Gebruiker, tekst: str, *, kant: Kant = Kant.SCHOOL) -> Gespreksbericht:
    return gesprekken.bericht_sturen(dossier, kant=kant, tekst=tekst, door=door, sleutel=uuid.uuid4())


def noteert(dossier: Any, door: Gebruiker, tekst: str) -> Notitie:
    return gesprekken.notitie_maken(dossier, tekst=tekst, door=door, sleutel=uuid.uuid4())
