"""Several people at once on real connections: all at the same moment, or one while another has not committed yet."""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from django.db import connection, transaction

from swv.kern.fouten import Geweigerd

Act = Callable[[], Any]
HOOGSTENS = 60.0  # seconds


def tegelijk(*acts: Act) -> list[Any]:
    """Start every act at the same moment on a connection of its own; give outcomes in order, refusals included."""
    start = threading.Barrier(len(acts))

    def doe(act: Act) -> Any:
        start.wait(timeout=10)
        return act()

    with ThreadPoolExecutor(len(acts)) as groep:
        return [toekomst.result(HOOGSTENS) for toekomst in [groep.submit(_apart, lambda a=act: doe(a)) for act in acts]]


class Verloop(NamedTuple):
    """What both acts gave, and whether the second one had to wait for the commit of the first."""

    eerste: Any
    tweede: Any
    heeft_gewacht: bool


def terwijl_open(eerste: Act, tweede: Act) -> Verloop:
    """`eerste` is done but not committed when `tweede` begins; it commits as soon as `tweede` waits for it or is done.

    No clock decides who comes first, so the outcome is the same on every run.
    """
    nummers: queue.Queue[int] = queue.Queue()

    def doe() -> Any:
        nummers.put(_backend())
        return tweede()

    with ThreadPoolExecutor(1) as groep:
        with transaction.atomic():
            een = eerste()
            toekomst = groep.submit(_apart, doe)
            gewacht = _tot_hij_wacht(nummers.get(timeout=10), toekomst)
        return Verloop(een, toekomst.result(HOOGSTENS), gewacht)


def _apart(act: Act) -> Any:
    """The act with its refusal as outcome; its connection is closed afterwards."""
    try:
        return act()
    except Geweigerd as weigering:
        return weigering
    finally:
        connection.close()


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _tot_hij_wacht(backend: int, toekomst: "Future[Any]") -> bool:
    """True once this connection waits for a lock of somebody else, False when its act ended first."""
    einde = time.monotonic() + HOOGSTENS
    while not toekomst.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [backend])
            if cursor.fetchone()[0]:
                return True
        assert time.monotonic() < einde
        time.sleep(0.005)
    return False
