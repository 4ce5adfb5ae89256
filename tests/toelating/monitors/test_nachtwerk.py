"""What a day brings: escalation at three months and messages, each once, and late if need be."""

from datetime import date

import pytest
import time_machine

from swv.kern.models import Gebeurtenis
from tests.factories.monitors import doe, met_stap
from tests.personas import Personas
from tests.toelating.monitors.conftest import Melden, werk_af
from toelating.models import Thuiszitter
from toelating.monitors import nachtwerk
from toelating.monitors.tasks import monitors_bijwerken

pytestmark = pytest.mark.django_db

BUREAU = ("Bureau Een", "Bureau Twee")


@pytest.fixture(autouse=True)
def _stil(klok: time_machine.Traveller) -> None:
    """Every test here begins on Tuesday 13 October 2026."""


def _op(klok: time_machine.Traveller, dag: str) -> list[tuple[str, str]]:
    klok.move_to(f"{dag} 10:00:00+01:00")
    voor = werk_af()
    monitors_bijwerken()
    return voor + werk_af()


def test_story_of_three_months_has_each_message_once(melden: Melden, klok: time_machine.Traveller) -> None:
    melden(eerste_dag=date(2026, 10, 12))  # bureau on 9 November, directeur on 12 January

    assert _op(klok, "2026-11-08") == []
    assert _op(klok, "2026-11-09") == [("thuiszitter_bureau", wie) for wie in BUREAU]
    assert _op(klok, "2026-11-10") == []
    assert _op(klok, "2027-01-04") == []
    assert _op(klok, "2027-01-05") == [("thuiszitter_bijna", wie) for wie in (*BUREAU, "Coordinator A")]
    assert _op(klok, "2027-01-11") == []
    _op(klok, "2027-01-12")
    assert Thuiszitter.objects.get().status == "escalatie"
    assert _op(klok, "2027-01-13") == []


def test_escalation_by_the_portal_tells_director_school_and_board(melden: Melden) -> None:
    melding = melden(dagen=95)
    werk_af()

    assert nachtwerk.bijwerken() == 1

    melding.refresh_from_db()
    assert (melding.status, melding.geescaleerd_op) == ("escalatie", date(2026, 10, 13))
    feit = Gebeurtenis.objects.van(melding).get(handeling="escaleren")
    assert feit.door is None
    assert "grens bereikt" in feit.toelichting


@pytest.mark.parametrize(
    ("anders", "aantal"),
    [
        ({"eerste_dag": date(2026, 7, 14)}, 0),  # tomorrow
        ({"eerste_dag": date(2026, 7, 13)}, 1),
        ({"eerste_dag": date(2026, 7, 13), "soort": "absoluut"}, 1),
        ({"eerste_dag": date(2026, 1, 13), "soort": "vrijstelling"}, 0),
        ({"eerste_dag": None, "soort": "dreigend"}, 0),
    ],
)
def test_escalation_is_for_who_sits_at_home_for_three_months(melden: Melden, anders: dict, aantal: int) -> None:
    melden(**anders)

    assert nachtwerk.bijwerken() == aantal
    assert nachtwerk.bijwerken() == 0


def test_who_is_back_is_not_escalated(personas: Personas, melden: Melden) -> None:
    doe(melden(dagen=100), "beeindigen", personas.coordinator, einde="terug", op=date(2026, 10, 12))

    assert nachtwerk.bijwerken() == 0


@pytest.mark.parametrize(
    ("aan_zet", "wie"), [("school", ["Coordinator A"]), ("bureau", [*BUREAU]), ("jeugdhulp", [*BUREAU])]
)
def test_late_step_reminds_who_is_at_bat_or_who_watches_over_the_others(
    personas: Personas, melden: Melden, klok: time_machine.Traveller, aan_zet: str, wie: list[str]
) -> None:
    met_stap(melden(), personas.coordinator, aan_zet=aan_zet, dagen=2)

    assert _op(klok, "2026-10-15") == []
    assert _op(klok, "2026-10-16") == [("thuiszitter_stap", naam) for naam in wie]
    assert _op(klok, "2026-10-17") == []


def test_step_that_was_closed_meanwhile_says_nothing(
    personas: Personas, melden: Melden, klok: time_machine.Traveller
) -> None:
    melding = met_stap(melden(), personas.coordinator, dagen=2)
    klok.move_to("2026-10-16 10:00:00+02:00")
    nachtwerk.berichten_klaarzetten()
    doe(
        melding,
        "stap_afsluiten",
        personas.coordinator,
        stap=melding.stappen.get(),
        afloop="gedaan",
        op=date(2026, 10, 15),
    )

    assert werk_af() == []


def test_place_that_does_not_come_is_told_to_director_and_bureau(
    personas: Personas, melden: Melden, klok: time_machine.Traveller
) -> None:
    melding = doe(melden(), "escaleren", personas.bureau, reden="Overleg lukt niet.")
    doe(
        melding,
        "school_aanwijzen",
        personas.directeur,
        school=personas.school_elders,
        plaats_uiterlijk=date(2026, 10, 20),
        reden="Overleg lukt niet.",
    )

    assert _op(klok, "2026-10-20") == []
    assert _op(klok, "2026-10-21") == [("thuiszitter_plaats", wie) for wie in (*BUREAU, "Directeur")]
    assert _op(klok, "2026-10-22") == []


def test_message_without_its_key_would_go_twice(melden: Melden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twin of the messages that go once: what keeps them single is the key of the day they are about."""
    melden(dagen=40)
    werk_af()
    assert nachtwerk.berichten_klaarzetten() == 1
    assert nachtwerk.berichten_klaarzetten() == 0

    monkeypatch.setattr(nachtwerk, "BERICHT", "toelating.zorgplicht_herinneren")

    assert nachtwerk.berichten_klaarzetten() == 1
