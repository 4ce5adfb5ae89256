"""Processes of a supervisor that was killed: written down while it lives, ended when it is gone.

Three nets, each for the hole in the one before it:

1. The kernel signals every child when the supervisor dies (`processes.die_with_parent`, Linux only); grandchildren,
   such as the process in which a worker runs a task, are not reached.
2. The guard (this file, as a program) waits for the end of the supervisor and ends whole process groups.
3. The next supervisor on the state folder ends what is left, should the guard have been killed too.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

_PATIENCE = 10.0
"""Seconds that a database gets to write down its work."""


@dataclass(frozen=True)
class Process:
    """The leader of a process group of ours; `start` tells it from a later process with the same number."""

    pid: int
    start: str
    signal: int

    @property
    def is_running(self) -> bool:
        return start_time(self.pid) == self.start != ""


def start_time(pid: int) -> str:
    """When the process started, in the system's own form; empty when there is no such living process."""
    if Path("/proc/self/stat").exists():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    ps = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return ps.stdout.strip()


def write_down(file: Path, children: Sequence[tuple[int, int]]) -> None:
    """Writes the process numbers of our children with their stop signals."""
    processes = [asdict(Process(pid, start_time(pid), number)) for pid, number in children]
    new = file.with_name(file.name + ".new")
    new.write_text(json.dumps({"boot": _boot(), "owner": os.getpid(), "processes": processes}), encoding="utf-8")
    new.replace(file)


def end_left(file: Path, *, owner: int | None = None) -> None:
    """Ends the processes in the file: servers in order and with patience, programs at once with all their children.

    With `owner` (the guard, within a moment after its death) only when the file is still that owner's, and groups
    are ended even if their leader has gone already; without, only groups with a living leader: numbers are reused.
    """
    with contextlib.suppress(FileNotFoundError, ValueError, KeyError, TypeError):
        written = json.loads(file.read_text(encoding="utf-8"))
        if written["boot"] != _boot() or owner not in (None, written["owner"]):
            return
        left = [Process(**row) for row in written["processes"]]
        for process in left:
            if process.signal == signal.SIGKILL and (owner is not None or process.is_running):
                _signal(os.killpg, process.pid, signal.SIGKILL)
            elif process.is_running:
                _signal(os.kill, process.pid, process.signal)
        deadline = time.monotonic() + _PATIENCE
        while (left := [process for process in left if process.is_running]) and time.monotonic() < deadline:
            time.sleep(0.05)
        for process in left:
            _signal(os.killpg, process.pid, signal.SIGKILL)


def _signal(send: Callable[[int, int], None], pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        send(pid, number)


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


@contextmanager
def guarded(file: Path, root: Path) -> Iterator[None]:
    """Runs the guard beside the block. It holds the other end of a pipe, so it notices any end of ours."""
    command = [sys.executable, "-m", "scripts.portaal.orphans", str(file), str(os.getpid())]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, start_new_session=True) as guard:
        try:
            yield
        finally:
            assert guard.stdin is not None
            guard.stdin.close()
            guard.wait()


def main(file: Path, owner: int) -> None:
    """The guard."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end_left(file, owner=owner)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
