"""A sitting with a real worker: killed (SIGKILL) halfway, or with every hint lost, nothing is signed twice or never."""

import os
import signal
import time
import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone

from swv.documenten.models import Brief
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.opdrachten import vegen
from tests.factories.organisaties import SamenwerkingsverbandFactory, geef_factor
from tests.factories.toelating import maak_tlv, maak_wereld, vermenigvuldig
from tests.personas import code_van
from tests.worker import Worker, lege_wachtrij
from toelating.models import Status, Verklaring, Zitting
from toelating.zitting import TEKENEN, beginnen

LEASE = 3  # seconds


@pytest.fixture
def worker(transactional_db: None, zegel: None) -> Iterator[Worker]:
    lege_wachtrij()
    werker = Worker("http://127.0.0.1:8000", omgeving={"OPDRACHT_LEASE_SECONDS": str(LEASE)})
    yield werker
    werker.dood()


@pytest.fixture
def zitting(worker: Worker) -> Zitting:
    """Three decisions, signed together by the directeur-bestuurder; the worker does not run yet."""
    SamenwerkingsverbandFactory(nummer="VO2708")
    wereld = maak_wereld()
    aanvragen = vermenigvuldig(maak_tlv(wereld, status=Status.TER_ONDERTEKENING), 3)
    directeur = wereld.personas.directeur
    geef_factor(directeur)
    Opdracht.objects.all().delete()  # messages of the acts before: not what this is about
    keuze = {rij.pk: rij.versie for rij in aanvragen}
    return beginnen(sleutel=uuid.uuid4(), keuze=keuze, code=code_van(directeur), door=directeur)


def _een_van_alles(zitting: Zitting) -> None:
    assert [regel.stand for regel in zitting.regels.all()] == ["getekend"] * 3
    jaar = timezone.localdate().year
    nummers = sorted(Verklaring.objects.values_list("nummer", flat=True))
    assert nummers == [f"VO2708-{jaar}-{nummer:05d}" for nummer in (1, 2, 3)]
    assert sorted(Brief.objects.opgeslagen().values_list("kenmerk", flat=True)) == nummers
    assert Gebeurtenis.objects.filter(handeling="afgeven").count() == 3
    assert set(Opdracht.objects.values_list("staat", flat=True)) == {Opdracht.Staat.GEDAAN}


def test_worker_killed_while_it_signs_leaves_one_of_everything(worker: Worker, zitting: Zitting) -> None:
    worker.start()
    rij = _bevries_tijdens_tekenen(worker)
    worker.dood()
    assert zitting.regels.filter(stand="wacht").exists(), "killed halfway"

    worker.start()
    time.sleep(max(0.0, (rij.bezig_tot - timezone.now()).total_seconds()) + 0.1)  # type: ignore[operator]
    vegen()
    vegen()  # beat runs once more before the worker took the first hint
    worker.rust()

    _een_van_alles(zitting)


def test_sitting_whose_hints_were_lost_is_signed_by_the_sweep(worker: Worker, zitting: Zitting) -> None:
    lege_wachtrij()
    worker.start()
    worker_rust = [regel.stand for regel in zitting.regels.all()]
    vegen()
    worker.rust()

    assert worker_rust == ["wacht"] * 3
    _een_van_alles(zitting)


def _bevries_tijdens_tekenen(worker: Worker) -> Opdracht:
    """Stop the worker dead as soon as it has taken the first row; it never gets to the end of it."""
    einde = time.monotonic() + 20
    while (rij := Opdracht.objects.filter(soort=TEKENEN, staat=Opdracht.Staat.BEZIG).first()) is None:
        assert time.monotonic() < einde, worker.staart()
        time.sleep(0.002)
    assert worker.proces is not None
    os.killpg(worker.proces.pid, signal.SIGSTOP)
    return rij
