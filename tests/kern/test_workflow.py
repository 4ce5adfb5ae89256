"""The kernel under every act, on a workflow of its own. The dossier is a robot: any Dossier will do."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

import pytest
import rules
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from swv.kern.fouten import (
    BevestigingNodig,
    Geweigerd,
    NietToegestaan,
    VerkeerdeStatus,
    Verouderd,
    VoorwaardeNietVervuld,
)
from swv.kern.models import Gebeurtenis, Nummerreeks, Opdracht
from swv.kern.nummering import volgend_nummer
from swv.kern.opdrachten import klaarzetten
from swv.kern.workflow import Workflow, alle_workflows
from swv.organisaties.models import Rolsoort
from tests.aanvragen.levensloop import momentopname
from tests.factories.organisaties import GebruikerFactory, RolFactory
from tests.factories.voorzieningen import OnderhoudFactory, RobotFactory, UitleningFactory
from voorzieningen.models import Robot

Status = Robot.Status
BURO = rules.predicate(lambda user, dossier: user is not None and user.heeft_rol(Rolsoort.BUREAU))


@pytest.fixture
def proef():
    """A workflow that is gone after the test."""
    workflow = Workflow("proef", Status, wat="de robot")
    yield workflow
    alle_workflows.remove(workflow)
    for naam in workflow.handelingen:
        rules.remove_perm(f"proef.{naam}")


@pytest.fixture
def maak(proef):
    """Registers an act; the effect notes a line unless another is given."""

    def registreer(effect=None, **anders):
        opties = {
            "source": [Status.BESCHIKBAAR],
            "target": Status.DEFECT,
            "allowed": BURO,
            "wie": "het bureau",
            "label": "Proef",
            **anders,
        }

        def breken(robot, *, door):
            """Something breaks."""
            return "Er brak iets."

        return proef.transition(**opties)(effect or breken)

    return registreer


@pytest.fixture
def robot(db):
    return RobotFactory()


@pytest.fixture
def bureau(db):
    return RolFactory(soort=Rolsoort.BUREAU).gebruiker


def test_act_changes_state_and_version_and_stands_on_the_timeline(maak, robot, bureau):
    na = maak()(robot, door=bureau)

    feit = Gebeurtenis.objects.van(robot).get()
    assert (na.status, na.versie) == (Status.DEFECT, robot.versie + 1)
    assert (feit.handeling, feit.label, feit.door, feit.toelichting) == ("breken", "Proef", bureau, "Er brak iets.")
    assert (feit.van_status, feit.naar_status, feit.is_intern) == (Status.BESCHIKBAAR, Status.DEFECT, False)


def test_act_without_target_keeps_the_state_and_counts_a_version(maak, robot, bureau):
    na = maak(target=None)(robot, door=bureau)

    assert (na.status, na.versie) == (Status.BESCHIKBAAR, robot.versie + 1)


def test_wrong_state_is_refused_with_state_and_what_to_do(maak, bureau):
    robot = RobotFactory(status=Status.UIT_DIENST)

    with pytest.raises(VerkeerdeStatus) as fout:
        maak()(robot, door=bureau)

    assert fout.value.zin == (
        "‘Proef’ kan nu niet: de robot heeft de status ‘uit dienst’. "
        "Ga terug naar het dossier om te zien wat u nu kunt doen."
    )


def test_state_in_the_database_counts_not_that_of_the_object(maak, robot, bureau):
    oud = Robot.objects.get(pk=robot.pk)
    maak()(robot, door=bureau)

    with pytest.raises(VerkeerdeStatus):
        alle_workflows[-1]["breken"](oud, door=bureau)


def test_act_that_does_not_hold_for_this_dossier_is_refused(maak, robot, bureau):
    with pytest.raises(VerkeerdeStatus):
        maak(geldt=lambda dossier: False)(robot, door=bureau)


@pytest.mark.parametrize("rol", [Rolsoort.DIRECTEUR, Rolsoort.BEHEERDER, None])
def test_person_without_the_role_is_refused_with_who_can(maak, robot, rol):
    door = RolFactory(soort=rol).gebruiker if rol else GebruikerFactory()

    with pytest.raises(NietToegestaan) as fout:
        maak()(robot, door=door)

    assert fout.value.zin == "‘Proef’ kan alleen het bureau. Vraag diegene om dit te doen."


def test_stale_version_is_refused(maak, robot, bureau):
    with pytest.raises(Verouderd):
        maak()(robot, door=bureau, versie=robot.versie - 1)

    assert maak_niets_veranderd(robot)


def maak_niets_veranderd(robot):
    nu = Robot.objects.get(pk=robot.pk)
    return (nu.status, nu.versie) == (robot.status, robot.versie) and not Gebeurtenis.objects.van(robot).exists()


@pytest.mark.parametrize(
    ("geleden", "mag"),
    [(None, False), (timedelta(minutes=5, seconds=1), False), (timedelta(minutes=4, seconds=59), True)],
)
def test_second_factor_must_be_fresh(maak, robot, bureau, geleden, mag):
    handeling = maak(tweede_factor=True)
    moment = geleden and timezone.now() - geleden

    if mag:
        assert handeling(robot, door=bureau, bevestigd_op=moment).status == Status.DEFECT
    else:
        with pytest.raises(BevestigingNodig) as fout:
            handeling(robot, door=bureau, bevestigd_op=moment)
        assert fout.value.velden["code"]
        assert maak_niets_veranderd(robot)


def test_every_condition_that_fails_is_named(maak, robot, bureau):
    handeling = maak(voorwaarden=(lambda r: "Laad hem op.", lambda r: None, lambda r: "Maak hem schoon."))

    with pytest.raises(VoorwaardeNietVervuld) as fout:
        handeling(robot, door=bureau)

    assert fout.value.zin == "Laad hem op. Maak hem schoon."


def test_refusals_come_in_the_order_state_person_version_factor_condition(maak, bureau):
    """Who may not do it learns nothing about version or conditions."""
    handeling = maak(tweede_factor=True, voorwaarden=(lambda r: "Nee.",))
    vreemde, weg, hier = GebruikerFactory(), RobotFactory(status=Status.UIT_DIENST), RobotFactory()
    vers = timezone.now()

    for soort, dossier, wie, extra in [
        (VerkeerdeStatus, weg, vreemde, {"versie": 99}),
        (NietToegestaan, hier, vreemde, {"versie": 99}),
        (Verouderd, hier, bureau, {"versie": 99}),
        (BevestigingNodig, hier, bureau, {}),
        (VoorwaardeNietVervuld, hier, bureau, {"bevestigd_op": vers}),
    ]:
        with pytest.raises(soort):
            handeling(dossier, door=wie, **extra)


def test_effect_that_fails_leaves_no_row_number_or_work_behind(maak, robot, bureau):
    def breken(dossier, *, door):
        dossier.opmerking = "Kapot"
        dossier.save()
        volgend_nummer("proef", 2026)
        klaarzetten("documenten.brief", sleutel="proef", object_id=dossier.pk)
        raise Geweigerd("Toch niet.")

    voor = momentopname()
    with pytest.raises(Geweigerd):
        maak(breken)(robot, door=bureau)

    assert momentopname() == voor
    assert not Opdracht.objects.exists()
    assert not Nummerreeks.objects.exists()


def test_result_that_breaks_a_rule_of_the_model_is_refused_in_its_words(maak, robot, bureau):
    def breken(dossier, *, door):
        dossier.naam = ""

    voor = momentopname()
    with pytest.raises(VoorwaardeNietVervuld) as fout:
        maak(breken)(robot, door=bureau)

    assert isinstance(fout.value.__cause__, ValidationError)
    assert momentopname() == voor


def test_result_that_the_database_refuses_is_refused_in_the_words_of_its_rule(maak, robot, bureau):
    ander = RobotFactory()

    def dubbel(dossier, *, door):
        dossier.serienummer = ander.serienummer

    voor = momentopname()
    with pytest.raises(VoorwaardeNietVervuld, match="staat al in de voorraad") as fout:
        maak(dubbel)(robot, door=bureau)

    assert isinstance(fout.value.__cause__, IntegrityError)
    assert momentopname() == voor


def test_result_that_a_trigger_refuses_is_refused_in_the_words_of_the_trigger(maak, bureau):
    lening = UitleningFactory()
    OnderhoudFactory(robot=lening.robot, van=date(2026, 12, 1), tot=date(2026, 12, 5))

    def verlengen(dossier, *, door):
        dossier.tot = date(2026, 12, 1)

    voor = momentopname()
    with pytest.raises(VoorwaardeNietVervuld, match=r"In deze dagen is er onderhoud\.") as fout:
        maak(verlengen, source=[lening.status], target=None)(lening, door=bureau)

    assert isinstance(fout.value.__cause__, IntegrityError)
    assert momentopname() == voor


def test_refusal_of_another_row_than_the_dossier_keeps_its_own_error(maak, robot, bureau):
    lening = UitleningFactory()

    def iets_anders(dossier, *, door):
        OnderhoudFactory(robot=lening.robot, van=lening.van, tot=lening.tot)

    with pytest.raises(IntegrityError, match="niet_uitgeleend"):
        maak(iets_anders)(robot, door=bureau)


def test_available_gives_exactly_what_would_not_be_refused(proef, maak, robot, bureau):
    maak()

    def herstellen(dossier, *, door):
        """Repaired."""

    maak(herstellen, source=[Status.DEFECT], target=Status.BESCHIKBAAR)

    assert [handeling.naam for handeling in proef.available(robot, bureau)] == ["breken"]
    assert proef.available(robot, GebruikerFactory()) == []
    assert proef.available(robot, None) == []


def test_permission_of_an_act_is_known_to_the_user_too(maak, robot, bureau):
    maak()

    assert bureau.has_perm("proef.breken", robot)
    assert not GebruikerFactory().has_perm("proef.breken", robot)


def test_two_acts_with_one_name_are_refused_at_start(maak):
    maak()

    with pytest.raises(RuntimeError):
        maak()


def test_act_from_an_address_that_does_not_exist_is_a_missing_page(proef):
    with pytest.raises(Http404):
        proef.vind("verzinnen")


# --- Two people at the same moment -------------------------------------------------------------------------


def tegelijk(handeling, robot, mensen):
    """Everybody does the act at once on a connection of their own; gives how many succeeded."""
    start = threading.Barrier(len(mensen))

    def doe(door):
        try:
            start.wait(timeout=10)
            with suppress(VerkeerdeStatus):
                handeling(robot, door=door)
                return True
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(len(mensen)) as groep:
        return sum(groep.map(doe, mensen))


@pytest.fixture
def traag(maak):
    """An act that takes its time, so that the others stand in line."""

    def breken(dossier, *, door):
        threading.Event().wait(0.1)

    return maak(breken)


@pytest.mark.django_db(transaction=True)
def test_act_by_two_people_at_once_happens_once(traag, robot, bureau):
    collega = RolFactory(soort=Rolsoort.BUREAU).gebruiker

    assert tegelijk(traag, robot, [bureau, collega]) == 1
    assert Gebeurtenis.objects.van(robot).count() == 1


@pytest.mark.django_db(transaction=True)
def test_act_without_the_lock_happens_twice(traag, robot, bureau, monkeypatch):
    """Twin of the test above: the guard is the lock."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **opties: self)
    collega = RolFactory(soort=Rolsoort.BUREAU).gebruiker

    assert tegelijk(traag, robot, [bureau, collega]) == 2
    assert Gebeurtenis.objects.van(robot).count() == 2
