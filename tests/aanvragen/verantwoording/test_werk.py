"""What school, board and bureau find on their home page, and what it costs."""

from datetime import date

import pytest

from aanvragen.verantwoording.werk import bureauwerk, schoolwerk
from swv.kern.werk import Vak
from tests.factories.verantwoordingen import V, ken_toe, maak_verantwoording

pytestmark = pytest.mark.django_db


@pytest.fixture
def regels(personas, toekenning, in_juni):
    """The lines of somebody while the verantwoording is in this state."""
    in_juni()

    def lees(wie, stand):
        if not toekenning.verantwoordingen.exists():
            maak_verantwoording(personas, toekenning, status=stand)
        return [(regel.vak, regel.badge) for regel in schoolwerk(getattr(personas, wie))]

    return lees


@pytest.mark.parametrize(
    ("stand", "school", "bestuur"),
    [
        (V.KLAARGEZET, [(Vak.TE_DOEN, "Verantwoorden")], [(Vak.WACHTEN, "Nog in te vullen")]),
        (V.TER_INDIENING, [(Vak.WACHTEN, "Bij het schoolbestuur")], [(Vak.TE_DOEN, "Indienen")]),
        (V.INGEDIEND, [(Vak.WACHTEN, "Ingediend")], [(Vak.WACHTEN, "Ingediend")]),
        (V.AANVULLING_GEVRAAGD, [(Vak.TE_DOEN, "Vraag van het bureau")], [(Vak.TE_DOEN, "Vraag van het bureau")]),
        (V.GOEDGEKEURD, [], []),
    ],
)
def test_home_says_who_has_to_do_what(regels, stand, school, bestuur):
    assert regels("coordinator", stand) == school
    assert regels("bestuur", stand) == bestuur


def test_others_find_nothing(regels):
    for wie in ("coordinator_elders", "bestuur_elders", "bureau", "controller"):
        assert regels(wie, V.KLAARGEZET) == []


def test_line_of_the_school_has_its_day(personas, toekenning, in_juni):
    in_juni()
    maak_verantwoording(personas, toekenning)

    (regel,) = schoolwerk(personas.coordinator)

    assert (regel.uiterlijk, regel.over, regel.is_dringend) == (date(2027, 9, 30), ("V-2627-00001",), True)


def test_bureau_reads_how_many_wait(personas, toekenning, in_juni):
    in_juni()
    assert list(bureauwerk(personas.bureau)) == []
    maak_verantwoording(personas, toekenning, status=V.INGEDIEND)

    (regel,) = bureauwerk(personas.bureau)

    assert regel.zinnen == ("Er ligt werk: 1 verantwoording.",)
    assert list(bureauwerk(personas.controller)) == []


@pytest.mark.parametrize("aantal", [1, 3])
def test_lines_take_a_fixed_number_of_queries(personas, wereld, in_juni, aantal, django_assert_num_queries):
    aanvragen = [ken_toe(personas) for _ in range(aantal)]
    in_juni()
    for aanvraag in aanvragen:
        maak_verantwoording(personas, aanvraag)
    assert personas.bestuur.school_ids

    with django_assert_num_queries(4):
        assert len(list(schoolwerk(personas.bestuur))) == aantal
