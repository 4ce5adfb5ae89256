"""The outbox: asked for with the change itself, done once, retried with patience, found again when a hint is lost."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from swv.celery import app
from swv.kern import opdrachten, tasks
from swv.kern.models import Opdracht
from swv.kern.opdrachten import LANGSTE_PAUZE, klaarzetten, opdracht, opnieuw, uitvoeren, vegen

SOORT = "proef.werk"
Staat = Opdracht.Staat


class Werk:
    """Counts how often it was done for which object; fails while `fout` is set."""

    def __init__(self):
        self.gedaan = Counter()
        self.fout = None
        self.duurt = 0.0

    def __call__(self, object_id):
        threading.Event().wait(self.duurt)
        self.gedaan[object_id] += 1
        if self.fout:
            raise self.fout


@pytest.fixture
def werk():
    nieuw = Werk()
    opdracht(SOORT, max_pogingen=4)(nieuw)
    yield nieuw
    del opdrachten._uitvoerders[SOORT]


@pytest.fixture
def rij(werk, db):
    klaarzetten(SOORT, sleutel="een", object_id=7)
    return Opdracht.objects.get()


def staat(rij):
    rij.refresh_from_db()
    return rij.staat


# --- Asking ------------------------------------------------------------------------------------------------


def test_asking_twice_with_one_key_is_one_piece_of_work(rij):
    klaarzetten(SOORT, sleutel="een", object_id=8)

    assert Opdracht.objects.get().object_id == "7"


@pytest.mark.django_db
def test_asking_for_work_that_nobody_does_is_refused_at_once():
    with pytest.raises(LookupError):
        klaarzetten("proef.onbekend", sleutel="een", object_id=7)


def test_two_functions_for_one_kind_are_refused_at_start(werk):
    with pytest.raises(RuntimeError):
        opdracht(SOORT)(werk)


@pytest.mark.django_db(transaction=True)
def test_work_of_a_change_that_rolled_back_does_not_exist(werk):
    with transaction.atomic():
        klaarzetten(SOORT, sleutel="een", object_id=7)
        transaction.set_rollback(True)

    assert not Opdracht.objects.exists()


@pytest.mark.django_db
def test_hint_goes_out_after_commit_and_not_before(werk, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as hints:
        klaarzetten(SOORT, sleutel="een", object_id=7)
        klaarzetten(SOORT, sleutel="een", object_id=7)

    assert len(hints) == 1


# --- Doing -------------------------------------------------------------------------------------------------


def test_work_is_done_and_then_never_again(rij, werk):
    assert uitvoeren(rij.pk)
    assert not uitvoeren(rij.pk)

    assert (staat(rij), rij.pogingen, werk.gedaan) == (Staat.GEDAAN, 1, {"7": 1})
    assert rij.gedaan_op is not None


@pytest.mark.django_db
def test_hint_for_a_row_that_is_gone_does_nothing():
    assert not uitvoeren(123456)


def test_hint_before_its_time_does_nothing(rij, werk):
    Opdracht.objects.update(niet_voor=timezone.now() + timedelta(minutes=1))

    assert not uitvoeren(rij.pk)
    assert not werk.gedaan


def test_failure_keeps_the_kind_of_error_and_no_text(rij, werk, caplog):
    werk.fout = ValueError("Zoë Yağmur, geboren 14-3-2012")

    assert not uitvoeren(rij.pk)

    assert (staat(rij), rij.fout) == (Staat.KLAAR, "ValueError")
    assert "Zoë" not in caplog.text


def test_pauses_grow_to_an_hour_and_then_a_person_is_needed(rij, werk):
    werk.fout = ValueError()
    opdrachten._uitvoerders[SOORT] = opdrachten.Uitvoerder(werk, 12)
    pauzes = []
    with time_machine.travel("2026-10-13 10:00:00+02:00", tick=False) as klok:
        Opdracht.objects.update(niet_voor=timezone.now())
        while staat(rij) == Staat.KLAAR:
            klok.move_to(rij.niet_voor)
            uitvoeren(rij.pk)
            rij.refresh_from_db()
            pauzes.append((rij.niet_voor - timezone.now()).total_seconds())

    assert pauzes[:4] == [10, 20, 40, 80]
    assert max(pauzes) == LANGSTE_PAUZE.total_seconds()
    assert (rij.staat, rij.pogingen) == (Staat.MISLUKT, 12)


def test_parked_work_waits_for_a_person_who_lets_it_try_again(rij, werk):
    Opdracht.objects.update(staat=Staat.MISLUKT, pogingen=4)
    assert (uitvoeren(rij.pk), vegen()) == (False, 0)

    opnieuw(rij)

    assert (uitvoeren(rij.pk), staat(rij)) == (True, Staat.GEDAAN)


def test_trying_again_leaves_work_that_is_not_parked_alone(rij):
    uitvoeren(rij.pk)

    opnieuw(rij)

    assert staat(rij) == Staat.GEDAAN


# --- A worker that dies ------------------------------------------------------------------------------------


def geclaimd(rij, *, nog=None, pogingen=1):
    """As a worker leaves a row: busy, for as long as its lease."""
    Opdracht.objects.update(staat=Staat.BEZIG, bezig_tot=timezone.now() + nog, pogingen=pogingen)
    return rij


def test_work_under_way_is_left_alone_until_the_lease_ends(rij, werk):
    geclaimd(rij, nog=timedelta(seconds=30))

    assert (uitvoeren(rij.pk), vegen()) == (False, 0)
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        assert (vegen(), uitvoeren(rij.pk)) == (1, True)
    assert (staat(rij), rij.pogingen) == (Staat.GEDAAN, 2)


def test_lease_lasts_as_long_as_the_settings_say(rij, werk, settings):
    settings.OPDRACHT_LEASE = timedelta(minutes=9)
    gezien = []
    opdrachten._uitvoerders[SOORT] = opdrachten.Uitvoerder(
        lambda object_id: gezien.append(Opdracht.objects.get().bezig_tot - timezone.now()), 4
    )

    uitvoeren(rij.pk)

    assert timedelta(minutes=8, seconds=50) < gezien[0] <= timedelta(minutes=9)


def test_work_that_kills_its_worker_every_time_is_parked(rij, werk):
    geclaimd(rij, nog=timedelta(seconds=-1), pogingen=4)

    assert not uitvoeren(rij.pk)

    assert (staat(rij), rij.fout, werk.gedaan) == (Staat.MISLUKT, "Te vaak afgebroken", {})


def test_slow_worker_does_not_write_over_the_one_that_took_over(rij, werk):
    """Its lease ran out while it was busy; what the second worker notes stays."""

    def overgenomen(object_id):
        Opdracht.objects.update(bezig_tot=timezone.now() + timedelta(minutes=5), pogingen=2)

    opdrachten._uitvoerders[SOORT] = opdrachten.Uitvoerder(overgenomen, 4)

    uitvoeren(rij.pk)

    assert (staat(rij), rij.pogingen) == (Staat.BEZIG, 2)


# --- The same hint five times ------------------------------------------------------------------------------


def vijfmaal(rij):
    """The same hint delivered to five workers at once."""
    start = threading.Barrier(5)

    def bezorg(_):
        try:
            start.wait(timeout=10)
            return tasks.opdracht_uitvoeren(rij.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as groep:
        list(groep.map(bezorg, range(5)))


@pytest.mark.django_db(transaction=True)
def test_hint_delivered_five_times_at_once_does_the_work_once(rij, werk):
    werk.duurt = 0.1

    vijfmaal(rij)

    assert (werk.gedaan["7"], staat(rij)) == (1, Staat.GEDAAN)


@pytest.mark.django_db(transaction=True)
def test_hint_delivered_five_times_without_the_claim_does_the_work_five_times(rij, werk, monkeypatch):
    """Twin: every row counts as free."""
    monkeypatch.setattr(opdrachten, "_vrij", lambda nu: Q())
    opdrachten._uitvoerders[SOORT] = opdrachten.Uitvoerder(werk, 99)
    werk.duurt = 0.1

    vijfmaal(rij)

    assert werk.gedaan["7"] == 5


# --- The sweep and the broker ------------------------------------------------------------------------------


def test_sweep_finds_what_is_due_and_what_a_dead_worker_left(werk, db):
    nu = timezone.now()
    for naam, velden in {
        "klaar": {},
        "later": {"niet_voor": nu + timedelta(minutes=1)},
        "bezig": {"staat": Staat.BEZIG, "bezig_tot": nu + timedelta(minutes=1)},
        "dood": {"staat": Staat.BEZIG, "bezig_tot": nu - timedelta(seconds=1)},
        "gedaan": {"staat": Staat.GEDAAN},
        "mislukt": {"staat": Staat.MISLUKT},
    }.items():
        Opdracht.objects.create(soort=SOORT, sleutel=naam, object_id="1", **velden)

    assert vegen() == 2


@pytest.fixture
def broker_weg():
    """The address of the broker answers to nobody."""

    def verbind(adres):
        app.conf.broker_write_url = app.conf.broker_read_url = adres
        app._pool = app.amqp._producer_pool = None
        opdrachten._broker_weg_tot = 0.0

    eerst = app.conf.broker_write_url
    verbind("redis://127.0.0.1:1/0")
    yield
    verbind(eerst)


@pytest.mark.django_db(transaction=True)
def test_broker_away_the_change_still_commits_and_the_sweep_finds_the_work(werk, broker_weg, caplog):
    begin = time.monotonic()
    for nummer in range(4):
        klaarzetten(SOORT, sleutel=f"werk {nummer}", object_id=nummer)

    assert time.monotonic() - begin < 2
    assert set(Opdracht.objects.values_list("staat", "pogingen")) == {(Staat.KLAAR, 0)}
    assert caplog.text.count("Geen hint voor opdracht") == 1, "the second one does not wait again"
    assert vegen() == 4


@pytest.mark.django_db(transaction=True)
def test_hint_reaches_the_broker_with_only_the_key(werk):
    with app.connection_for_read() as verbinding:
        wachtrij = app.amqp.queues["celery"].bind(verbinding.default_channel)
        wachtrij.declare()
        wachtrij.purge()
        klaarzetten(SOORT, sleutel="een", object_id=7)

        bericht = wachtrij.get(no_ack=True)

    assert bericht.headers["task"] == "kern.opdracht_uitvoeren"
    assert bericht.payload[:2] == [[Opdracht.objects.get().pk], {}]


def test_work_that_this_release_does_not_know_waits_and_is_parked_at_last(db):
    rij = Opdracht.objects.create(soort="van.morgen", sleutel="morgen", object_id="1")

    assert uitvoeren(rij.pk) is False
    assert (staat(rij), rij.fout, rij.pogingen) == (Staat.KLAAR, "LookupError", 1)

    while staat(rij) == Staat.KLAAR:
        Opdracht.objects.update(niet_voor=timezone.now())
        uitvoeren(rij.pk)

    assert (rij.staat, rij.pogingen) == (Staat.MISLUKT, 10)
