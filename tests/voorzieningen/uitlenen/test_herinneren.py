"""Reminders about loans go out on their day, to the right people, and never twice."""

from datetime import date

import pytest
import time_machine

from swv.kern.werk import Vak
from swv.post.models import Bericht
from tests.factories.voorzieningen import UitleningFactory
from tests.personas import Personas
from voorzieningen.models import Uitlening
from voorzieningen.services import leningen_herinneren
from voorzieningen.tasks import leningen_herinneren as taak
from voorzieningen.uitlenen.werk import leenwerk

pytestmark = pytest.mark.django_db


def _verstuurd() -> list[tuple[str, str]]:
    return sorted(Bericht.objects.values_list("soort", "aan__email"))


@pytest.mark.parametrize(
    ("dag", "soorten"),
    [
        ("2026-11-22", []),
        ("2026-11-23", ["lening_bijna_terug"]),  # seven days before
        ("2026-11-30", ["lening_bijna_terug"]),
        ("2026-12-01", ["lening_niet_terug", "lening_niet_terug", "lening_te_laat"]),
    ],
)
def test_loan_is_reminded_of_its_last_day_once(personas: Personas, dag: str, soorten: list[str]) -> None:
    UitleningFactory(uitgereikt=True, school=personas.school)

    with time_machine.travel(f"{dag} 07:25:00+01:00"):
        leningen_herinneren()
        taak()

    assert [soort for soort, _ in _verstuurd()] == soorten


def test_loan_with_another_last_day_is_reminded_of_that_one_too(personas: Personas) -> None:
    lening = UitleningFactory(uitgereikt=True, school=personas.school, tot=date(2026, 8, 14), van=date(2026, 8, 1))
    leningen_herinneren()
    Uitlening.objects.filter(pk=lening.pk).update(tot=date(2026, 9, 1))

    with time_machine.travel("2026-09-02 07:25:00+02:00"):
        leningen_herinneren()

    assert Bericht.objects.filter(soort="lening_te_laat").count() == 2


def test_offer_is_reminded_the_day_before_and_afterwards_the_bureau_hears_of_it(personas: Personas) -> None:
    UitleningFactory(aangeboden=True, school=personas.school)

    for dag in ("2026-08-18", "2026-08-19", "2026-08-20", "2026-08-21"):
        with time_machine.travel(f"{dag} 07:25:00+02:00"):
            leningen_herinneren()

    assert _verstuurd() == sorted(
        [
            ("lening_antwoord", personas.coordinator.email),
            ("lening_geen_antwoord", personas.bureau.email),
            ("lening_geen_antwoord", personas.bureau_collega.email),
        ]
    )


def test_what_is_reserved_or_back_is_reminded_of_nothing(personas: Personas) -> None:
    UitleningFactory(school=personas.school)
    UitleningFactory(school=personas.school, teruggebracht=True)

    with time_machine.travel("2026-12-05 07:25:00+01:00"):
        leningen_herinneren()

    assert _verstuurd() == []


def test_messages_name_the_thing_and_the_school_in_words(personas: Personas) -> None:
    UitleningFactory(
        uitgereikt=True, school=personas.school, robot__naam="Roos", tot=date(2026, 8, 14), van=date(2026, 8, 1)
    )

    leningen_herinneren()

    bericht = Bericht.objects.get(soort="lening_te_laat")
    assert bericht.onderwerp == "Roos had al terug moeten zijn"
    assert "School A leent Roos. De laatste dag was 14 augustus 2026." in bericht.tekst


def test_home_page_asks_the_school_to_answer_and_to_bring_back(personas: Personas, django_assert_num_queries) -> None:
    UitleningFactory(aangeboden=True, school=personas.school, robot__naam="Roos")
    UitleningFactory(uitgereikt=True, school=personas.school, tot=date(2026, 8, 14), van=date(2026, 8, 1))
    UitleningFactory(aangeboden=True, school=personas.school_elders)
    assert personas.coordinator.school_ids

    with django_assert_num_queries(1):
        regels = list(leenwerk(personas.coordinator))

    assert [(regel.badge, regel.vak) for regel in regels] == [
        ("Te laat terug", Vak.TE_DOEN),
        ("Aangeboden", Vak.TE_DOEN),
    ]
    assert list(leenwerk(personas.bureau)) == []
