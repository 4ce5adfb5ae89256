"""The state folder: who owns it, what runs on it, and what a killed owner left behind."""

import contextlib
import fcntl
import json
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from scripts.portaal import orphans
from scripts.portaal.config import MARK, Config
from scripts.portaal.processes import Child
from scripts.portaal.refused import Refused

_JOIN_PATIENCE = 120.0
"""Seconds that a joining command waits for servers that another command is starting."""


class InUse(Exception):
    """Another supervisor owns the state folder; the text says which."""


class OwnerLeft(Exception):
    """The owner stopped before its servers could be joined."""


class State:
    """The files below one state folder."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.folder = config.state
        self.logs = self.folder / "log"
        self.valkey = self.folder / "valkey"
        self._lock = self.folder / MARK
        self._joined = self.folder / "joined.lock"
        self._servers = self.folder / "servers.json"
        self._processes = self.folder / "processes.json"
        self._secret = self.folder / "secret_key"

    def create(self) -> None:
        """Makes the folders; the state folder can be entered, but not read, by the database account."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o711)
            self._lock.touch(mode=0o600)
            for folder in (self.logs, self.valkey):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Refused(
                f"The state folder {self.folder} cannot be made: {error.strerror}. Set PORTAL_STATE."
            ) from None

    @contextmanager
    def owned(self, command: str) -> Iterator[None]:
        """Owns the state folder for the time of the block; raises InUse when another process does."""
        self.create()
        with self._lock.open("a+", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InUse(_owner(lock)) from None
            lock.truncate(0)
            lock.write(f"./portal {command} (process {os.getpid()})")
            lock.flush()
            self._servers.unlink(missing_ok=True)
            orphans.end_left(self._processes)
            with orphans.guarded(self._processes, self.config.root):
                try:
                    yield
                finally:
                    self._servers.unlink(missing_ok=True)
                    self._processes.unlink(missing_ok=True)
                    lock.truncate(0)

    # What runs

    def publish(self, env: Mapping[str, str]) -> None:
        """Tells joining commands which servers run."""
        _write(self._servers, json.dumps(dict(env)))

    @contextmanager
    def joining(self) -> Iterator[dict[str, str]]:
        """The servers of the owner; while the block runs, an owner that serves only a call does not stop them.

        Raises OwnerLeft when there is no owner (any more).
        """
        with self._joined.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            yield self._wait_for_servers()

    def withdraw(self, *, waiting: Callable[[], None]) -> None:
        """Lets nobody join any more and returns when no joined command is left.

        Calls `waiting` when that takes time.
        """
        with self._joined.open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(lock, fcntl.LOCK_EX)
            self._servers.unlink(missing_ok=True)

    def _wait_for_servers(self) -> dict[str, str]:
        deadline = time.monotonic() + _JOIN_PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(FileNotFoundError):
                env: dict[str, str] = json.loads(self._servers.read_text(encoding="utf-8"))
                return env
            if not self._is_owned():
                raise OwnerLeft
            time.sleep(0.1)
        raise Refused(f"The servers on {self.folder} did not come up; see {self.logs}. Try again.")

    def _is_owned(self) -> bool:
        with self._lock.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def record(self, children: Sequence[Child]) -> None:
        """Writes down which processes are ours, in case we are killed."""
        rows = [(pid, int(child.death_signal)) for child in children if (pid := child.pid) is not None]
        orphans.write_down(self._processes, rows)

    # What is kept

    def secret_key(self) -> str:
        """The key of this installation, made once: sessions outlive a restart."""
        with contextlib.suppress(FileNotFoundError):
            if key := self._secret.read_text(encoding="ascii").strip():
                return key
        key = secrets.token_urlsafe(50)
        _write(self._secret, key)
        return key


def own_folder(path: Path, *, mode: int, uid: int | None = None, gid: int | None = None) -> Path:
    """A folder at a known place outside the state folder, made or checked.

    Raises Refused when somebody else put something there: /tmp and /var/tmp are open to all.
    """
    owner = os.getuid() if uid is None else uid
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.getuid()):
            raise Refused(
                f"{path} exists and belongs to somebody else. Remove it, or set another PORTAL_STATE."
            ) from None
    if os.getuid() == 0:
        os.chown(path, owner, gid if gid is not None else os.getgid())
    path.chmod(mode)
    return path


def _owner(lock: TextIO) -> str:
    lock.seek(0)
    return lock.read().strip() or "another ./portal"


def _write(path: Path, text: str) -> None:
    """Replaces the file as a whole; only we can read it."""
    new = path.with_name(path.name + ".new")
    new.touch(mode=0o600)
    new.write_text(text, encoding="utf-8")
    new.replace(path)
