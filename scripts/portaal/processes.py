"""Child processes that die with their supervisor, and their stopping in order."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LOG_LIMIT = 5_000_000
"""Bytes after which a log file is put aside at the next start."""


@dataclass(frozen=True)
class Account:
    """System account for a server that refuses to run as root."""

    name: str
    uid: int
    gid: int


def nobody() -> Account | None:
    """The powerless account when we are root; None when our own account will do."""
    if os.getuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def die_with_parent(death_signal: int) -> Callable[[], None]:
    """A function for the new child: the kernel sends it `death_signal` when the supervisor is gone (Linux).

    The other nets are in `orphans`.
    """
    parent = os.getpid()
    prctl = ctypes.CDLL(None, use_errno=True).prctl if sys.platform == "linux" else None

    def set_death_signal() -> None:
        if prctl is not None:
            prctl(_PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
        if os.getppid() != parent:  # the supervisor died between fork and prctl
            os._exit(1)

    return set_death_signal


@dataclass
class Child:
    """One long-running process with a log file and a process group of its own."""

    name: str
    argv: Sequence[str | Path]
    log: Path
    env: Mapping[str, str]
    cwd: Path
    stop_signal: int = signal.SIGTERM
    hard_signal: int = signal.SIGKILL
    death_signal: int = signal.SIGTERM
    patience: float = 10.0
    """Seconds between the stop signal and the hard signal."""
    account: Account | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Starts the process; its output goes to the end of the log file."""
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.argv],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self.env),
                cwd=self.cwd,
                start_new_session=True,
                preexec_fn=die_with_parent(self.death_signal),
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )

    @property
    def pid(self) -> int | None:
        """Process id while the process has not been seen to end."""
        return self.process.pid if self.process else None

    @property
    def is_running(self) -> bool:
        """Whether the process has been started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def signal_stop(self) -> None:
        """Asks the process to stop, without waiting."""
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)

    def wait_stopped(self, *, hurried: Callable[[], bool] = lambda: False) -> None:
        """Waits until the process and its group have ended; becomes hard when patience or the caller runs out."""
        if self.process is None:
            return
        deadline = time.monotonic() + self.patience
        while self.process.poll() is None and time.monotonic() < deadline and not hurried():
            time.sleep(0.02)
        if self.process.poll() is None:
            self._signal_group(self.hard_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
        self._signal_group(signal.SIGKILL)
        self.process.wait()

    def clear_group(self) -> None:
        """Ends what a process that died by itself may have left behind in its group."""
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def run_in_foreground(argv: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path | None = None) -> int:
    """Runs a command on the caller's terminal and returns its exit status (128 + signal when killed).

    Ctrl-C goes to the command itself; a SIGTERM or SIGHUP to us is passed on to it.
    """
    command = [str(part) for part in argv]
    previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGINT, lambda *_: None)
    process = subprocess.Popen(command, env=dict(env), cwd=cwd, preexec_fn=die_with_parent(signal.SIGTERM))
    try:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda got, _frame: process.send_signal(got))
        status = process.wait()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return status if status >= 0 else 128 - status
