"""The reminders of an offer, by the clock, and the worker that serves the list."""

import pytest
import time_machine

from swv.post.models import Bericht
from swv.termijnen.tasks import herinneren
from tests.factories.voorzieningen import CapaciteitFactory, PlaatsingFactory
from tests.personas import Personas
from tests.voorzieningen.plaatsen.conftest import werk_af
from voorzieningen.models import Plaatsing
from voorzieningen.plaatsen import workflow
from voorzieningen.tasks import plaatsen_bedienen

pytestmark = pytest.mark.django_db


@pytest.fixture
def aanbod(personas: Personas) -> Plaatsing:
    """Offered on Saturday 15 August, to be answered before or on Friday 28 August."""
    voorziening = CapaciteitFactory(aantal=1).voorziening
    PlaatsingFactory(school=personas.school, voorziening=voorziening)
    plaatsen_bedienen()
    werk_af()
    return Plaatsing.objects.get(status="aangeboden")


def _op(dag: str) -> list[str]:
    """Which messages go out on this day."""
    voor = set(Bericht.objects.values_list("pk", flat=True))
    with time_machine.travel(f"{dag} 10:00:00+02:00"):
        herinneren()
        werk_af()
    return [bericht.soort for bericht in Bericht.objects.exclude(pk__in=voor)]


def test_school_is_reminded_once_and_then_the_bureau_decides(personas: Personas, aanbod: Plaatsing) -> None:
    assert _op("2026-08-24") == []
    assert _op("2026-08-25") == ["plaats_herinnering"]
    assert _op("2026-08-26") == []
    assert _op("2026-08-29") == ["plaats_geen_antwoord", "plaats_geen_antwoord"]  # both of the bureau
    assert _op("2026-09-05") == []
    aanbod.refresh_from_db()
    assert (aanbod.status, aanbod.is_te_laat_beantwoord) == ("aangeboden", False)


def test_nobody_is_reminded_after_an_answer(personas: Personas, aanbod: Plaatsing) -> None:
    workflow.plaats_aannemen(aanbod, door=personas.coordinator)

    assert _op("2026-08-25") == []
    assert _op("2026-08-29") == []
