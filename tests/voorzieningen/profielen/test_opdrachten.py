"""The reminders of a profile, by the clock."""

import pytest
import time_machine

from swv.post.models import Bericht
from swv.termijnen.tasks import herinneren
from tests.factories.voorzieningen import ProfielFactory
from tests.personas import Personas
from tests.voorzieningen.plaatsen.conftest import werk_af
from voorzieningen.models import Profiel
from voorzieningen.profielen.workflow import profielen

pytestmark = pytest.mark.django_db


@pytest.fixture
def profiel(personas: Personas) -> Profiel:
    """Published on 15 August 2026, too old on 15 August 2028."""
    return profielen["profiel_publiceren"](ProfielFactory(school=personas.school), door=personas.coordinator)


def _op(dag: str) -> list[str]:
    """Which messages go out on this day."""
    voor = set(Bericht.objects.values_list("pk", flat=True))
    with time_machine.travel(f"{dag} 10:00:00+02:00"):
        herinneren()
        werk_af()
        herinneren()  # a second run of the same day
        werk_af()
    return sorted(bericht.soort for bericht in Bericht.objects.exclude(pk__in=voor))


def test_school_and_board_are_reminded_once_and_then_school_and_bureau(profiel: Profiel) -> None:
    assert _op("2028-05-14") == []
    assert _op("2028-05-15") == ["profiel_herinnering"] * 2
    assert _op("2028-05-16") == []
    assert _op("2028-07-17") == ["profiel_herinnering"] * 2
    assert _op("2028-08-14") == []
    assert _op("2028-08-15") == ["profiel_te_oud", "profiel_te_oud_bureau", "profiel_te_oud_bureau"]
    assert _op("2028-09-15") == []


def test_nobody_is_reminded_of_a_profile_that_has_a_newer_version(personas: Personas, profiel: Profiel) -> None:
    with time_machine.travel("2028-05-01 10:00:00+02:00"):
        profielen["profiel_publiceren"](ProfielFactory(school=personas.school), door=personas.coordinator)

    assert _op("2028-05-15") == []
    assert _op("2028-08-15") == []


def test_message_names_the_school_and_the_day(profiel: Profiel) -> None:
    _op("2028-05-15")

    tekst = Bericht.objects.first().tekst
    assert "School A" in tekst
    assert "15 augustus 2028" in tekst
