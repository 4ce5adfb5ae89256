"""The catalogue, the stock that is lent, places, activities, profiles of schools, and pupils who change school."""

from voorzieningen.models.activiteiten import Activiteit, Activiteitsoort, Activiteitstatus, Sessie
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
from voorzieningen.models.hulpmiddelen import Hulpmiddel
from voorzieningen.models.inschrijvingen import Aanwezigheid, Inschrijving, Inschrijvingstatus
from voorzieningen.models.onderhoud import Onderhoud
from voorzieningen.models.plaatsen import Plaatsing, Plaatsingstatus
from voorzieningen.models.profielen import Profiel, Profielstatus
from voorzieningen.models.profielregel import Profielregel
from voorzieningen.models.registratie import Registratie
from voorzieningen.models.robots import Robot, Uitlening, Wachtplaats
from voorzieningen.models.schoolaanbod import Schoolaanbod
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.models.schoolwissel import Schoolwissel
from voorzieningen.models.wijzer import Wijzeradvies, Wijzerstap
from voorzieningen.models.wisselronde import Wisselronde
from voorzieningen.models.wisselvoorstel import Wisselregel, Wisseluitkomst, Wisselvoorstel

__all__ = [
    "Aanwezigheid",
    "Activiteit",
    "Activiteitsoort",
    "Activiteitstatus",
    "Alias",
    "Antwoord",
    "Capaciteit",
    "Checklist",
    "Checklistantwoord",
    "Checklisteditie",
    "Checklistitem",
    "Checkliststatus",
    "Hulpmiddel",
    "Inschrijving",
    "Inschrijvingstatus",
    "Onderhoud",
    "Plaatsing",
    "Plaatsingstatus",
    "Profiel",
    "Profielregel",
    "Profielstatus",
    "Registratie",
    "Robot",
    "Schoolaanbod",
    "Schoolplaats",
    "Schoolwissel",
    "Sessie",
    "Uitlening",
    "Voorziening",
    "Wachtplaats",
    "Wijzeradvies",
    "Wijzerstap",
    "Wisselregel",
    "Wisselronde",
    "Wisseluitkomst",
    "Wisselvoorstel",
]
