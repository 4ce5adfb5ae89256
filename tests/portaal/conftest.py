"""A small checkout per module, and `./portal` commands run on it as a person would: as processes of their own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scripts.portaal import config
from tests.portaal.kleinproject import maak

GEDULD = 60.0
"""Seconds that something may take before the test fails."""


def wacht_tot(voorwaarde: Callable[[], object], wat: str, *, geduld: float = GEDULD) -> None:
    """Returns when the condition holds; fails with `wat` otherwise."""
    einde = time.monotonic() + geduld
    while not voorwaarde():
        assert time.monotonic() < einde, f"na {geduld:.0f} s nog niet: {wat}"
        time.sleep(0.05)


def vrije_poort() -> int:
    """A port that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sockets(state: Path) -> Path:
    """The folder of the sockets of a state folder."""
    return Path("/tmp") / f"portal-{config.read({'PORTAL_STATE': str(state)}).key}"  # noqa: S108


class Checkout:
    """A checkout with its state folder, and the processes that were started on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = maak(folder)
        self.state = folder / ".portal"
        self.poort = vrije_poort()
        self._supervisors: list[subprocess.Popen[str]] = []

    def env(self, **extra: str) -> dict[str, str]:
        """The environment of a newcomer: nothing of the running test session in it."""
        path = [part for part in os.environ["PATH"].split(os.pathsep) if ".venv" not in part]
        home = os.environ.get("HOME", "/")
        return {"PATH": os.pathsep.join(path), "HOME": home, "PORT": str(self.poort), "LC_ALL": "C.UTF-8", **extra}

    def portal(self, *argv: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Runs `./portal ...` to its end."""
        command = [str(self.folder / "portal"), *argv]
        return subprocess.run(command, env=self.env(**extra), capture_output=True, text=True, timeout=120, check=False)

    def up(self, **extra: str) -> subprocess.Popen[str]:
        """Starts `./portal up` and returns when it says that the portal is ready."""
        uitvoer = self.folder / "up.log"
        with uitvoer.open("w") as bestand:
            supervisor = subprocess.Popen(
                [str(self.folder / "portal"), "up"],
                env=self.env(**extra),
                stdout=bestand,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self._supervisors.append(supervisor)
        wacht_tot(lambda: "Stop with Ctrl-C" in self.gezegd or supervisor.poll() is not None, "het portaal is klaar")
        assert supervisor.poll() is None, self.gezegd
        return supervisor

    @property
    def gezegd(self) -> str:
        """What the last `up` printed."""
        return (self.folder / "up.log").read_text()

    def processen(self) -> dict[int, str]:
        """Living processes of this checkout: process id and command line."""
        gevonden = {}
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit() and folder.name != str(os.getpid()):
                try:
                    regel = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    stat = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                    omgeving = (folder / "environ").read_bytes().decode(errors="replace")
                except OSError:
                    continue
                eigen = str(self.folder) in regel or f"STATE_DIR={self.state}" in omgeving
                if stat != "Z" and eigen:
                    gevonden[int(folder.name)] = regel
        return gevonden

    def pid(self, deel: str) -> int:
        """The oldest process with this text in its command line."""
        return min(pid for pid, regel in self.processen().items() if deel in regel)

    def stop(self) -> None:
        """Ends everything that a test left running."""
        for supervisor in self._supervisors:
            supervisor.kill()
            supervisor.wait()
        self._supervisors.clear()
        for pid, regel in self.processen().items():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT if "bin/postgres -D" in regel else signal.SIGKILL)
        wacht_tot(lambda: not self.processen(), "alles is gestopt")
        shutil.rmtree(sockets(self.state), ignore_errors=True)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder directly in /tmp that the account of the database can enter (pytest's own are closed)."""
    path = Path(tempfile.mkdtemp(prefix="klein-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def checkout_van_module(folder: Path) -> Checkout:
    return Checkout(folder)


@pytest.fixture
def checkout(checkout_van_module: Checkout) -> Iterator[Checkout]:
    """The small checkout; data are kept between the tests of a module, processes are not."""
    yield checkout_van_module
    checkout_van_module.stop()
