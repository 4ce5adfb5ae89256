"""A real Celery worker beside the tests: its own process, on the test database, in the state folder of this run.

    with Worker(base_url) as worker: ...

`worker.rust()` waits until the outbox is empty. Tests that use a worker are transactional: it sees only what is
committed. One worker at a time: they all read the same queue.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from scripts.portaal.processes import die_with_parent
from swv.celery import app
from swv.kern.models import Opdracht

KLAAR_VOOR_WERK = 30.0  # seconds
WACHTEN = 45.0


class Worker:
    """The process, started with `with`; it has a process group of its own, so a kill takes its children along."""

    def __init__(self, base_url: str, *, omgeving: dict[str, str] | None = None) -> None:
        self.omgeving = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "swv.settings.test",
            "DATABASE_URL": _testdatabase(),
            "TEST_STATE_DIR": str(settings.STATE_DIR),
            "BASE_URL": base_url,
            "PYTHONWARNINGS": "default",
            **(omgeving or {}),
        }
        self.logboek = Path(settings.STATE_DIR, "worker.log")
        self.proces: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start and wait until it listens."""
        opdracht = [sys.executable, "-m", "celery", "-A", "swv", "worker", "--concurrency=1", "--loglevel=INFO"]
        opdracht += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        begin = self.logboek.stat().st_size if self.logboek.exists() else 0
        with self.logboek.open("ab") as log:
            self.proces = subprocess.Popen(
                opdracht,
                env=self.omgeving,
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGTERM),  # else it takes the work of the next run from its queue
            )
        einde = time.monotonic() + KLAAR_VOOR_WERK
        while b" ready." not in self.logboek.read_bytes()[begin:]:
            if self.proces.poll() is not None or time.monotonic() > einde:
                raise RuntimeError(f"De worker start niet:\n{self.staart()}")
            time.sleep(0.1)
        return self

    def stop(self) -> None:
        """Let it finish what it does."""
        self._signaal(signal.SIGTERM)

    def dood(self) -> None:
        """Kill it in the middle of what it does, with its children."""
        self._signaal(signal.SIGKILL)

    def _signaal(self, signaal: signal.Signals) -> None:
        if self.proces is None:
            return
        if signaal == signal.SIGKILL:
            os.killpg(self.proces.pid, signaal)
        else:
            self.proces.send_signal(signaal)
        self.proces.wait(timeout=30)
        self.proces = None

    def rust(self, *, hoogstens: float = WACHTEN) -> None:
        """Wait until no work is waiting or under way. Raises AssertionError with the log of the worker."""
        einde = time.monotonic() + hoogstens
        while openstaand := _openstaand():
            if time.monotonic() > einde:
                raise AssertionError(f"De outbox is niet leeg: {openstaand}\n{self.staart()}")
            time.sleep(0.1)

    def staart(self) -> str:
        return self.logboek.read_text(errors="replace")[-4000:] if self.logboek.exists() else ""

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *fout: object) -> None:
        if self.proces is not None and self.proces.poll() is None:
            self.stop()


def _openstaand() -> list[tuple[str, str, int]]:
    """Work that a worker should be doing now; parked work is for a person."""
    nodig = Opdracht.objects.exclude(staat__in=[Opdracht.Staat.GEDAAN, Opdracht.Staat.MISLUKT])
    return list(nodig.values_list("soort", "fout", "pogingen"))


def _testdatabase() -> str:
    """DATABASE_URL of the database that pytest made."""
    delen = urlsplit(os.environ.get("DATABASE_URL", "postgres://portal@127.0.0.1:5432/portal"))
    return urlunsplit(delen._replace(path=f"/{connection.settings_dict['NAME']}"))


def lege_wachtrij() -> None:
    """Forget the hints of earlier tests, and declare the queue again: clearing the cache took its address away."""
    with app.connection_for_write() as verbinding:
        wachtrij = app.amqp.queues["celery"].bind(verbinding.default_channel)
        wachtrij.declare()
        wachtrij.purge()
