"""Where the measuring happens: a PostgreSQL of its own, as safe and as slow as the real one, and a place for hordak.

Everything lies in one temporary folder and is gone afterwards, also when the measuring fails.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from scripts.meten.loper import Loper
from scripts.portaal.config import Config, read
from scripts.portaal.environment import TEST, for_django
from scripts.portaal.servers import Postgres, sockets_folder
from scripts.portaal.serving import stop
from scripts.portaal.state import State

HORDAK = "django-hordak==2.0.0"


@dataclass(frozen=True)
class Omgeving:
    """A running server and the ways to reach it."""

    config: Config
    state: State
    binaries: Path
    socket: Path
    stapel: ExitStack

    def psql(self, database: str, opdracht: str) -> str:
        """Run SQL and say what it printed."""
        return self._programma("psql", "-v", "ON_ERROR_STOP=1", "-qAt", "-d", database, "-c", opdracht)

    def pgbench(self, database: str, bestand: Path, *, verbindingen: int, seconden: int) -> float:
        """Transactions per second of a script."""
        uitvoer = self._programma(
            "pgbench",
            *("-n", "-M", "prepared", "-f", str(bestand)),
            *("-c", str(verbindingen), "-j", str(min(verbindingen, 2)), "-T", str(seconden), database),
        )
        return float(next(r.split()[2] for r in uitvoer.splitlines() if r.startswith("tps")))

    def portaal(self, database: str) -> Loper:
        """A process of the portal on this database."""
        env = for_django(self.config, self.state, settings=TEST, servers=self._servers(database))
        return self._loper(self.config.venv_python, "scripts.meten.portaal_kant", env)

    def hordak(self, database: str) -> Loper:
        """A process of django-hordak on this database, with the same Django and driver as the portal."""
        python = self.state.folder / "hordak" / "bin" / "python"
        if not python.exists():
            _maak_omgeving(python.parent.parent)
        env = {"HORDAK_DATABASE": database, "HORDAK_SOCKET": str(self.socket), "PYTHONUNBUFFERED": "1"}
        return self._loper(python, "scripts.meten.hordak_kant", env)

    def _loper(self, python: Path, programma: str, env: Mapping[str, str]) -> Loper:
        loper = Loper(python, programma, env=env)
        self.stapel.callback(loper.stop)
        return loper

    def _servers(self, database: str) -> dict[str, str]:
        folder = str(self.socket).replace("/", "%2F")
        return {
            "DATABASE_URL": f"postgres://portal@{folder}/{database}",
            "REDIS_URL": "redis://127.0.0.1:1/0",  # the ledger needs none
            "TEST_STATE_DIR": str(self.state.folder),
        }

    def _programma(self, naam: str, *argumenten: str) -> str:
        opdracht = [str(self.binaries / naam), "-h", str(self.socket), "-U", "portal", *argumenten]
        klaar = subprocess.run(opdracht, stdout=subprocess.PIPE, text=True, check=True, cwd="/")
        return klaar.stdout


@contextmanager
def omgeving() -> Iterator[Omgeving]:
    """Start the server; stop and remove everything in the end."""
    with ExitStack() as stapel:
        folder = Path(tempfile.mkdtemp(prefix="grootboek-meten-"))
        stapel.callback(shutil.rmtree, folder, ignore_errors=True)
        config = replace(read({}), state=folder)
        state = State(config)
        stapel.enter_context(state.owned("grootboek_meten"))
        stapel.callback(shutil.rmtree, sockets_folder(config), ignore_errors=True)
        postgres = Postgres(config, state, for_tests=False)
        if postgres.elsewhere:
            stapel.callback(shutil.rmtree, postgres.elsewhere, ignore_errors=True)
        postgres.prepare()
        postgres.child.start()
        stapel.callback(stop, [postgres.child])
        state.record([postgres.child])
        postgres.wait_ready()
        binaries = Path(postgres.child.argv[0]).parent
        with ExitStack() as lopers:
            yield Omgeving(config, state, binaries, sockets_folder(config) / "pg", lopers)


def _maak_omgeving(folder: Path) -> None:
    """A virtual environment with hordak, and Django and psycopg in the versions of the portal."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pakketten = [HORDAK, f"django=={version('django')}", f"psycopg[binary]=={version('psycopg')}"]
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    klaar = subprocess.run([*pip, *pakketten], stderr=subprocess.PIPE, text=True, check=False)
    if klaar.returncode:
        raise RuntimeError(f"django-hordak cannot be installed:\n{klaar.stderr}")
