"""What every door shares: check the input with the form of the act, confirm, do."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from swv.kern.deuren import geheel, http_status
from swv.kern.fouten import (
    BevestigingNodig,
    Bezet,
    Geweigerd,
    NietToegestaan,
    VerkeerdeStatus,
    Verouderd,
    VoorwaardeNietVervuld,
)
from swv.kern.handelingen import Ongeldig, bevestigen, is_al_gedaan, verrichten
from swv.organisaties.models import Rolsoort
from tests.factories.organisaties import RolFactory, geef_factor
from tests.factories.voorzieningen import RobotFactory
from tests.personas import code_van
from voorzieningen.models import Robot
from voorzieningen.workflow import robots

pytestmark = pytest.mark.django_db
DEFECT = robots["defect_melden"]


@pytest.fixture
def bureau():
    gebruiker = RolFactory(soort=Rolsoort.BUREAU).gebruiker
    geef_factor(gebruiker)
    return gebruiker


@pytest.fixture
def tekenen():
    """An act that asks for the second factor."""
    from dataclasses import replace

    return replace(DEFECT, tweede_factor=True)


def test_verrichten_with_good_input_does_the_act(bureau):
    na = verrichten(DEFECT, RobotFactory(), door=bureau, data={"reden": "Scherm kapot"})

    assert na.status == Robot.Status.DEFECT


def test_verrichten_with_wrong_input_says_so_per_field_and_keeps_what_was_typed(bureau):
    with pytest.raises(Ongeldig) as fout:
        verrichten(DEFECT, RobotFactory(), door=bureau, data={"reden": ""})

    assert fout.value.zin == "Niet alles is goed ingevuld. Verbeter wat hieronder staat."
    assert list(fout.value.velden) == ["reden"]
    assert fout.value.form.data == {"reden": ""}


def test_verrichten_refuses_state_and_person_before_it_reads_the_input(bureau):
    with pytest.raises(VerkeerdeStatus):
        verrichten(DEFECT, RobotFactory(status=Robot.Status.DEFECT), door=bureau, data={})
    with pytest.raises(NietToegestaan):
        verrichten(DEFECT, RobotFactory(), door=RolFactory(soort=Rolsoort.PARTNER).gebruiker, data={})


def test_bevestigen_with_a_right_code_gives_the_moment_once(bureau, tekenen):
    with time_machine.travel("2026-10-13 10:00:00+02:00"):
        code = code_van(bureau)
        assert bevestigen(tekenen, bureau, code) == pytest.approx(timezone.now(), abs=timedelta(seconds=2))

        with pytest.raises(BevestigingNodig, match="al gebruikt"):
            bevestigen(tekenen, bureau, code)


@pytest.mark.parametrize("code", ["", None])
def test_bevestigen_without_code_gives_nothing(bureau, tekenen, code):
    assert bevestigen(tekenen, bureau, code) is None


def test_bevestigen_of_an_act_without_second_factor_uses_no_code(bureau):
    assert bevestigen(DEFECT, bureau, "123456") is None


def test_bevestigen_by_the_portal_itself_is_refused(tekenen):
    with pytest.raises(BevestigingNodig):
        bevestigen(tekenen, None, "123456")


def test_is_al_gedaan_only_for_the_newest_act_of_the_same_person(bureau):
    robot = verrichten(DEFECT, RobotFactory(), door=bureau, data={"reden": "Kapot"})
    fout = DEFECT.weigering(robot, bureau)

    assert is_al_gedaan(DEFECT, robot, bureau, fout)
    assert not is_al_gedaan(DEFECT, robot, RolFactory(soort=Rolsoort.BUREAU).gebruiker, fout)
    assert not is_al_gedaan(DEFECT, robot, bureau, Verouderd("Oud."))
    assert is_al_gedaan(DEFECT, robot, bureau, NietToegestaan("Dat kan maar een keer."))
    robots["herstellen"](robot, door=bureau)
    assert not is_al_gedaan(DEFECT, robot, bureau, fout)


@pytest.mark.parametrize(
    ("fout", "status"),
    [
        (NietToegestaan, 403),
        (BevestigingNodig, 403),
        (VerkeerdeStatus, 409),
        (Verouderd, 409),
        (VoorwaardeNietVervuld, 422),
        (Geweigerd, 422),
    ],
)
def test_http_status_of_each_refusal(fout, status):
    assert http_status(fout("Nee.")) == status


@pytest.mark.parametrize(
    ("ruw", "getal"),
    [
        ("3", 3),
        ("0", 0),
        ("", None),
        (None, None),
        ("-1", None),
        ("1.5", None),
        ("x", None),
        ("9" * 10, None),
        ("²", None),
    ],
)
def test_version_from_a_form_is_a_whole_number_or_nothing(ruw, getal):
    assert geheel(ruw) == getal


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_for_a_colleague_reads_so(bureau):
    robot = RobotFactory()
    bezet, klaar = threading.Event(), threading.Event()

    def collega():
        with transaction.atomic():
            Robot.objects.select_for_update().get(pk=robot.pk)
            bezet.set()
            klaar.wait(10)
        connection.close()

    with ThreadPoolExecutor(1) as draad:
        bezig = draad.submit(collega)
        bezet.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        try:
            with pytest.raises(Bezet, match="nu met dit dossier bezig") as fout:
                verrichten(DEFECT, robot, door=bureau, data={"reden": "Scherm kapot"})
        finally:
            klaar.set()
            connection.close()
        bezig.result(10)

    assert http_status(fout.value) == 409
    robot.refresh_from_db()
    assert robot.status == Robot.Status.BESCHIKBAAR
