from datetime import date

import pytest

from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import OnderhoudFactory, RobotFactory, UitleningFactory, WachtplaatsFactory
from voorzieningen import selectors
from voorzieningen.models import Robot, Uitlening
from voorzieningen.services import wachtplaats_verlaten

pytestmark = pytest.mark.django_db


def test_positie_counts_from_one_in_the_order_of_asking() -> None:
    later = WachtplaatsFactory(aangemaakt_op="2026-08-03 09:00Z")
    eerder = WachtplaatsFactory(aangemaakt_op="2026-08-02 09:00Z")

    assert (selectors.positie(eerder), selectors.positie(later)) == (1, 2)


def test_positie_of_two_at_the_same_moment_differs() -> None:
    eerste = WachtplaatsFactory(aangemaakt_op="2026-08-02 09:00Z")
    tweede = WachtplaatsFactory(aangemaakt_op="2026-08-02 09:00Z")

    assert (selectors.positie(eerste), selectors.positie(tweede)) == (1, 2)


def test_positie_moves_up_when_somebody_leaves() -> None:
    eerste, tweede = WachtplaatsFactory.create_batch(2)
    wachtplaats_verlaten(wachtplaats=eerste, door=None, reden="Niet meer nodig")
    eerste.refresh_from_db()

    assert (selectors.positie(eerste), selectors.positie(tweede)) == (0, 1)


def test_bezetting_gives_robots_in_service_with_their_loans() -> None:
    RobotFactory(naam="Weg", status=Robot.Status.UIT_DIENST)
    robot = RobotFactory(naam="Roos")
    dossier = {"dossier": robot}
    te_laat = UitleningFactory(robot=robot, uitgereikt=True, van=date(2026, 6, 1), tot=date(2026, 7, 1), **dossier)
    straks = UitleningFactory(robot=robot, **dossier)
    UitleningFactory(robot=robot, van=date(2027, 1, 1), tot=date(2027, 2, 1), **dossier)  # after the period
    UitleningFactory(robot=robot, vervallen=True, **dossier)

    [rij] = selectors.bezetting(date(2026, 8, 15), date(2026, 12, 31))

    assert rij.uitleningen == [te_laat, straks]
    assert (rij.huidige, rij.volgende) == (te_laat, [straks])


def _lening(**velden: object) -> Uitlening:
    return UitleningFactory.build(school=SchoolFactory.build(naam="School A"), **velden)


@pytest.mark.parametrize("aantal", [1, 3])
def test_bezetting_has_three_queries(django_assert_num_queries, aantal: int) -> None:
    UitleningFactory.create_batch(aantal)

    with django_assert_num_queries(3):
        rijen = selectors.bezetting(date(2026, 8, 15), date(2026, 12, 31))
        [(rij.robot.hulpmiddel.naam, uitlening.school.naam) for rij in rijen for uitlening in rij.uitleningen]


def test_maanden_run_over_the_end_of_the_year() -> None:
    maanden = selectors.maanden(date(2026, 11, 22), 3)

    assert maanden == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]


def test_maandstrook_says_free_taken_and_which_days() -> None:
    rij = selectors.Bezetting(
        RobotFactory.build(),
        [
            _lening(van=date(2026, 8, 20), tot=date(2026, 9, 30)),
            _lening(van=date(2026, 11, 3), tot=date(2026, 11, 3)),
            _lening(van=date(2026, 11, 10), tot=date(2026, 11, 14)),
        ],
    )

    strook = selectors.maandstrook(rij, selectors.maanden(date(2026, 8, 15), 4))

    assert [maand.dagen for maand in strook] == ["20-31", "1-30", "", "3, 10-14"]
    assert [maand.is_vol for maand in strook] == [False, True, False, False]
    assert [maand.is_vrij for maand in strook] == [False, False, True, False]


def test_maandstrook_counts_what_should_be_back_as_taken_up_to_today() -> None:
    te_laat = _lening(uitgereikt=True, van=date(2026, 6, 1), tot=date(2026, 7, 1))

    strook = selectors.maandstrook(
        selectors.Bezetting(RobotFactory.build(), [te_laat]), selectors.maanden(date(2026, 8, 15), 2)
    )

    assert [maand.dagen for maand in strook] == ["1-15", ""]


def test_maandstrook_says_who_has_it_and_when_there_is_maintenance() -> None:
    onderhoud = OnderhoudFactory.build(van=date(2026, 9, 20), tot=date(2026, 10, 2))
    rij = selectors.Bezetting(RobotFactory.build(), [_lening(van=date(2026, 8, 20), tot=date(2026, 9, 4))], [onderhoud])

    augustus, september, oktober = selectors.maandstrook(rij, selectors.maanden(date(2026, 8, 15), 3))

    assert [(stuk.dagen, stuk.wie) for stuk in september.bezet] == [("1-4", "School A"), ("20-30", "onderhoud")]
    assert (augustus.dagen, oktober.dagen) == ("20-31", "1-2")
