from collections.abc import Callable
from typing import Any

import pytest

from swv.kern import opdrachten
from swv.kern.models import Opdracht
from swv.organisaties.models import School
from swv.post.models import Bericht
from tests.factories.monitors import maak_aanmelding, maak_thuiszitter
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.personas import Personas
from toelating.models import Aanmelding, Thuiszitter

Melden = Callable[..., Thuiszitter]
Aanmelden = Callable[..., Aanmelding]


@pytest.fixture(autouse=True)
def _swv(db: None) -> None:
    SamenwerkingsverbandFactory()


@pytest.fixture
def melden(klok: Any, personas: Personas) -> Melden:
    """School A reports somebody: `melden(dagen=30)`; another school with `school=`."""

    def doen(school: School | None = None, **anders: Any) -> Thuiszitter:
        return maak_thuiszitter(school or personas.school, personas.coordinator, **anders)

    return doen


@pytest.fixture
def aanmelden(klok: Any, personas: Personas) -> Aanmelden:
    """Somebody was registered with school A: `aanmelden(aangemeld_op=date(2026, 9, 1))`."""

    def doen(school: School | None = None, **anders: Any) -> Aanmelding:
        return maak_aanmelding(school or personas.school, personas.coordinator, **anders)

    return doen


def werk_af() -> list[tuple[str, str]]:
    """The worker does everything that waits; gives the new messages as kind and person."""
    voor = set(Bericht.objects.values_list("pk", flat=True))
    while rijen := list(Opdracht.objects.filter(staat=Opdracht.Staat.KLAAR).exclude(soort="post.bericht")):
        for rij in rijen:
            opdrachten.uitvoeren(rij.pk)
            rij.refresh_from_db()
            assert rij.staat == Opdracht.Staat.GEDAAN, rij.fout
    nieuw = Bericht.objects.exclude(pk__in=voor).select_related("aan")
    return sorted((bericht.soort, bericht.aan.naam) for bericht in nieuw)


def berichten_van(soort: str) -> set[str]:
    """Who got this kind of message until now."""
    return set(Bericht.objects.filter(soort=soort).values_list("aan__naam", flat=True))


def tekst(antwoord: Any) -> str:
    return " ".join(antwoord.content.decode().replace("\xa0", " ").split())


TABELLEN = ('FROM "toelating_thuiszitter"', 'FROM "toelating_aanmelding"', 'FROM "toelating_stap"')


def vragen(queries: Any) -> int:
    """How many queries went to the tables of the monitors; the menu asks elsewhere."""
    return len([vraag for vraag in queries.captured_queries if any(tabel in vraag["sql"] for tabel in TABELLEN)])
