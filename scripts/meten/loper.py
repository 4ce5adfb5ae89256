"""Processes that do the work that is measured: one per connection, told over stdin what to do and when to begin."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

_AANLOOP = 0.3
"""Seconds between the order and the common beginning, so that everybody has read it."""


class Loper:
    """A process of `programma`, a module that ends in `luister`."""

    def __init__(self, python: Path, programma: str, *, env: Mapping[str, str]) -> None:
        self._naam = programma
        self._proces = subprocess.Popen(
            [str(python), "-m", programma],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **env},
        )

    def begin(self, taak: str, **gegevens: Any) -> None:
        """Tell it what to do; `antwoord` waits until it is done."""
        assert self._proces.stdin
        self._proces.stdin.write(json.dumps({"taak": taak, **gegevens}) + "\n")
        self._proces.stdin.flush()

    def antwoord(self) -> Any:
        assert self._proces.stdout
        regel = self._proces.stdout.readline()
        if not regel:
            raise RuntimeError(f"{self._naam} stopped; what it said stands above")
        return json.loads(regel)

    def doe(self, taak: str, **gegevens: Any) -> Any:
        self.begin(taak, **gegevens)
        return self.antwoord()

    def stop(self) -> None:
        assert self._proces.stdin
        self._proces.stdin.close()
        try:
            self._proces.wait(10)
        except subprocess.TimeoutExpired:
            self._proces.kill()
            self._proces.wait()


@dataclass(frozen=True)
class Tempo:
    """How fast a group went: acts per second, and how long one took (milliseconds)."""

    per_seconde: float
    p50: float
    p95: float


def samen(lopers: Sequence[Loper], taak: str, *, seconden: float, **gegevens: Any) -> Tempo:
    """All of them at the same time, for so many seconds."""
    begin = time.monotonic() + _AANLOOP
    for nummer, loper in enumerate(lopers):
        loper.begin(taak, nummer=nummer, begin=begin, seconden=seconden, **gegevens)
    uitkomsten = [loper.antwoord() for loper in lopers]
    duren = [duur for uitkomst in uitkomsten for duur in uitkomst["ms"]]
    return Tempo(
        per_seconde=sum(len(uitkomst["ms"]) / uitkomst["seconden"] for uitkomst in uitkomsten),
        p50=median(duren),
        p95=quantiles(duren, n=20)[-1],
    )


def herhaal(doe: Callable[[], object], *, begin: float, seconden: float) -> dict[str, Any]:
    """Do it again and again from the moment `begin` (monotonic), and say how long each took."""
    time.sleep(max(0.0, begin - time.monotonic()))
    duren = []
    start = nu = time.perf_counter()
    while nu - start < seconden:
        doe()
        klaar = time.perf_counter()
        duren.append((klaar - nu) * 1000)
        nu = klaar
    return {"ms": duren, "seconden": nu - start}


def duur(doe: Callable[[], object]) -> float:
    """How long it takes once, in milliseconds."""
    begin = time.perf_counter()
    doe()
    return (time.perf_counter() - begin) * 1000


def luister(taken: Iterable[Callable[..., Any]]) -> None:
    """Do what stdin asks, one line each, until it closes."""
    per_naam = {taak.__name__: taak for taak in taken}
    antwoorden, sys.stdout = sys.stdout, sys.stderr  # whatever prints does not disturb the answers
    for regel in sys.stdin:
        opdracht = json.loads(regel)
        uitkomst = per_naam[opdracht.pop("taak")](**opdracht)
        print(json.dumps(uitkomst), file=antwoorden, flush=True)
