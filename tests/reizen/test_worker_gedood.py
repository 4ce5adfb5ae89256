"""The worker is killed (SIGKILL) while it makes the letter: after restart there is exactly one of everything."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from aanvragen import workflow
from aanvragen.models import Aanvraag, Status
from financien.models import Boeking, Verplichting
from swv.documenten.models import Brief
from swv.documenten.opslag import sha256_van
from swv.kern.models import Gebeurtenis, Opdracht
from swv.kern.opdrachten import vegen
from swv.post.models import Bericht
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import Personas
from tests.worker import Worker, lege_wachtrij

LEASE = 3  # seconds


@pytest.fixture
def worker(transactional_db: None, zegel: None) -> Iterator[Worker]:
    lege_wachtrij()
    werker = Worker("http://127.0.0.1:8000", omgeving={"OPDRACHT_LEASE_SECONDS": str(LEASE)})
    yield werker
    werker.dood()


def _brieven_op_schijf() -> set[Path]:
    return {pad for pad in Path(settings.MEDIA_ROOT, "brieven").rglob("*") if pad.is_file()}


def _mails() -> int:
    return sum(pad.read_text().count("Message-ID:") for pad in Path(settings.EMAIL_FILE_PATH).glob("*"))


def _bevries_tijdens(worker: Worker, soort: str) -> Opdracht:
    """Stop the worker dead as soon as it has taken this work; it never gets to the end of it."""
    einde = time.monotonic() + 20
    while (rij := Opdracht.objects.get(soort=soort)).staat != Opdracht.Staat.BEZIG:
        assert time.monotonic() < einde, worker.staart()
        time.sleep(0.005)
    assert worker.proces is not None
    os.killpg(worker.proces.pid, signal.SIGSTOP)
    return rij


def test_worker_killed_during_the_letter_gives_one_letter_one_mail_and_one_commitment(
    swv: Personas, worker: Worker
) -> None:
    aanvraag = maak_aanvraag(swv, status=Status.TER_ONDERTEKENING)
    worker.start()
    vegen()
    worker.rust()
    brieven_eerst, mails_eerst = _brieven_op_schijf(), _mails()

    workflow.toekennen(aanvraag, door=swv.directeur, bevestigd_op=timezone.now(), bedrag=aanvraag.gevraagd_bedrag)
    rij = _bevries_tijdens(worker, "documenten.brief")
    worker.dood()

    rij.refresh_from_db()
    assert (rij.staat, rij.pogingen) == (Opdracht.Staat.BEZIG, 1)
    assert Brief.objects.get().status == Brief.Status.TE_MAKEN
    assert vegen() == 0, "the lease still runs: nobody takes it over yet"

    worker.start()
    time.sleep(max(0.0, (rij.bezig_tot - timezone.now()).total_seconds()) + 0.1)  # type: ignore[operator]
    assert vegen() == 1
    vegen()  # beat runs once more before the worker took the first hint
    worker.rust()

    _een_van_alles(aanvraag, swv)
    nieuw = _brieven_op_schijf() - brieven_eerst
    brief = Brief.objects.get()
    assert {pad.relative_to(settings.MEDIA_ROOT).as_posix() for pad in nieuw} == {brief.pdf.name}
    assert _mails() - mails_eerst == 2, "one for the coordinator, one for the board"
    assert Opdracht.objects.get(soort="documenten.brief").pogingen == 2


def _een_van_alles(aanvraag: Aanvraag, swv: Personas) -> None:
    brief = Brief.objects.get()
    with brief.pdf.open() as bestand:
        assert sha256_van(bestand) == brief.sha256
    berichten = Bericht.objects.filter(soort="brief_klaar")
    assert Counter(berichten.values_list("aan__naam", "staat")) == {
        (swv.coordinator.naam, "verzonden"): 1,
        (swv.bestuur.naam, "verzonden"): 1,
    }
    assert Verplichting.objects.get().bedrag == Decimal("12500.00")
    assert Boeking.objects.filter(soort=Boeking.Soort.TOEKENNING).count() == 1
    feiten = Counter(Gebeurtenis.objects.van(aanvraag).values_list("handeling", flat=True))
    assert (feiten["toekennen"], feiten["bekendmaken"]) == (1, 1)
    aanvraag.refresh_from_db()
    assert (aanvraag.status, aanvraag.besluitnummer) == (Status.TOEGEKEND, Brief.objects.get().kenmerk)
    assert set(Opdracht.objects.values_list("staat", flat=True)) == {Opdracht.Staat.GEDAAN}
