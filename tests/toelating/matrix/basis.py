"""What the lives of all workflows share: places, side roads that are forgotten again, and what is expected there."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from swv.kern.workflow import Handeling, Workflow
from swv.organisaties.models import Gebruiker, Rolsoort, School
from tests.deuren import Deuren
from tests.factories.organisaties import SchoolFactory, maak_gebruiker
from tests.factories.toelating import Toelatingswereld

NIEMAND: frozenset[str] = frozenset()
SYSTEEM = "systeem"
BUREAU = frozenset({"bureau", "bureau_collega", "gemandateerde"})  # the last has a mandate beside that role


@dataclass(frozen=True)
class Plek:
    """A place in the life of a dossier: its state, and what else is so there."""

    naam: str
    dossier: Any


Invoer = Callable[[str, Toelatingswereld, Any], Mapping[str, Any]]
Klaar = Callable[[str, Toelatingswereld, Any], Any]


def zonder_invoer(naam: str, wereld: Toelatingswereld, dossier: Any) -> Mapping[str, Any]:
    return {}


def al_klaar(naam: str, wereld: Toelatingswereld, dossier: Any) -> Any:
    return dossier


@dataclass(frozen=True)
class Leven:
    """One way in which dossiers of a workflow live.

    `lopen` walks through it, place by place. `wie` says by hand who may do each act where it exists, `anders` the same
    for one place. `invoer` is what a person types, files and all, `klaar` brings a dossier where nothing is in the way.
    `later` are acts that have to wait at a place; `overslaan` an act and a person, or a place, with whom or where this
    input does not fit. With `eigen` this life differs from another of the same workflow only in these acts.
    """

    workflow: Workflow
    lopen: Callable[[Toelatingswereld], Iterator[Plek]]
    wie: Mapping[str, frozenset[str]]
    deuren: Callable[[], Deuren]
    anders: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    invoer: Invoer = zonder_invoer
    klaar: Klaar = al_klaar
    later: frozenset[tuple[str, str]] = frozenset()
    eigen: frozenset[str] | None = None
    overslaan: frozenset[tuple[str, str]] = frozenset()

    def verwacht(self, plek: Plek) -> set[tuple[str, str]]:
        """The table: an act exists where the workflow says, for whom the hand-written table says."""
        return {
            (handeling.naam, wie)
            for handeling in self.workflow
            if self.bestaat(handeling, plek)
            for wie in self.anders.get((handeling.naam, plek.naam), self.wie[handeling.naam])
        }

    @staticmethod
    def bestaat(handeling: Handeling, plek: Plek) -> bool:
        return plek.dossier.status in handeling.source and handeling.geldt(plek.dossier)


@contextmanager
def tak() -> Iterator[None]:
    """A side road: afterwards the dossier stands where it stood."""
    punt = transaction.savepoint()
    yield
    transaction.savepoint_rollback(punt)


def opnieuw(dossier: Any) -> Any:
    return type(dossier)._base_manager.get(pk=dossier.pk)


def iedereen(wereld: Toelatingswereld) -> dict[str, Gebruiker | None]:
    """Everybody by the name of the relation; a school from elsewhere, a second vso school and the portal itself too."""
    gast = Gebruiker.objects.met_rol(Rolsoort.GAST).first()
    gast = gast or maak_gebruiker(Rolsoort.GAST, email="gast@portaal.example", naam="Gast")
    return {**wereld.mensen(), "vso_elders": _vso_elders(), "gast": gast, SYSTEEM: None}


def _vso_elders() -> Gebruiker:
    """The coördinator of a vso school that has nothing to do with the pupil yet."""
    bestaand = Gebruiker.objects.filter(email="vso.elders@portaal.example").first()
    if bestaand:
        return bestaand
    school = SchoolFactory(code="05EE00", naam="Vso Elders", soort=School.Soort.VSO)
    return maak_gebruiker(Rolsoort.COORDINATOR, email="vso.elders@portaal.example", naam="Vso Elders", school=school)
