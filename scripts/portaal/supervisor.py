"""`./portal up`: the whole demo portal, watched until Ctrl-C."""

import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from scripts.portaal import serving
from scripts.portaal.config import Config
from scripts.portaal.environment import DEMO, for_django
from scripts.portaal.processes import Child
from scripts.portaal.refused import Refused
from scripts.portaal.say import say, tail
from scripts.portaal.state import InUse, State

ACCOUNTS = "accounts.txt"
"""File in the state folder with the demo accounts; there once the demo year has been loaded."""
_TICK = 0.1
_WEB_PATIENCE = 90.0
"""Seconds until the first page must have been answered."""
_CRASHES = 5
_CRASH_PERIOD = 60.0
"""A program that ended this often within this many seconds is not started again."""
_SERVERS = ("postgres", "valkey")


class Stopped(Exception):
    """The person at the terminal (or the system) asked us to stop."""


@dataclass
class Watch:
    """Looks after the children: starts programs again, gives up when a server is gone."""

    state: State
    servers: Sequence[Child]
    programs: list[Child] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    hurried: bool = False
    _crashes: dict[str, list[float]] = field(default_factory=dict)
    _due: dict[str, float] = field(default_factory=dict)

    def take_signals(self) -> None:
        """The first signal stops in order, the second one at once."""

        def on_signal(_number: int, _frame: object) -> None:
            self.hurried = self.stopping.is_set()
            self.stopping.set()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, on_signal)

    def start(self, child: Child) -> None:
        """Starts a program and looks after it from now on."""
        child.start()
        self.programs.append(child)
        self._record()

    def run(self, child: Child) -> int:
        """Runs a program to its end; returns its exit status."""
        child.start()
        self._record(child)
        try:
            while child.is_running:
                self.tick()
        finally:
            child.signal_stop()
            child.wait_stopped(hurried=lambda: self.hurried)
        assert child.process is not None
        return child.process.returncode

    def tick(self) -> None:
        """One round; raises Stopped when asked to stop and Refused when the portal cannot go on."""
        if self.stopping.wait(_TICK):
            raise Stopped
        for server in self.servers:
            if not server.is_running:
                self.hurried = True  # programs would wait long for a server that is gone
                raise Refused(
                    f"{server.name} has stopped, so the portal stops too; see {server.log}\n{tail(server.log)}"
                )
        for program in self.programs:
            if not program.is_running:
                self._start_again(program)

    def _start_again(self, program: Child) -> None:
        now = time.monotonic()
        if program.name not in self._due:
            crashes = [at for at in self._crashes.get(program.name, []) if now - at < _CRASH_PERIOD] + [now]
            self._crashes[program.name] = crashes
            if len(crashes) >= _CRASHES:
                raise Refused(
                    f"{program.name} keeps stopping, so the portal stops too; see {program.log}\n{tail(program.log)}"
                )
            self._due[program.name] = now + 0.5 * 2 ** len(crashes)
            status = program.process.returncode if program.process else None
            say(f"{program.name} has stopped (status {status}) and is started again; see {program.log}")
        elif now >= self._due[program.name]:
            del self._due[program.name]
            program.clear_group()
            program.start()
            self._record()

    def _record(self, *extra: Child) -> None:
        self.state.record([*self.servers, *self.programs, *extra])

    def stop_programs(self) -> None:
        """Stops web and beat together, then the worker, which finishes its task."""
        first = [program for program in self.programs if program.name != "worker"]
        for group in (first, [program for program in self.programs if program.name == "worker"]):
            for program in group:
                program.signal_stop()
            for program in group:
                program.wait_stopped(hurried=lambda: self.hurried)


def up(config: Config) -> None:
    """Starts the demo portal and returns when it was asked to stop; raises Refused when it cannot go on."""
    begin = time.monotonic()
    state = State(config)
    try:
        with state.owned("up"):
            _check_port(config)
            with serving.started(config, state) as (servers, urls):
                env = for_django(config, state, settings=DEMO, servers=urls)
                watch = Watch(state, servers)
                watch.take_signals()
                try:
                    _run(config, state, watch, env, begin)
                except Stopped:
                    say("\nStopping (Ctrl-C again: at once)")
                finally:
                    watch.stop_programs()
    except InUse as owner:
        raise Refused(
            f"{owner} already uses the state folder {config.state}. Stop it first (Ctrl-C in its window), "
            "or choose another folder and port: PORTAL_STATE=/tmp/other PORT=8001 ./portal up"
        ) from None
    say("The portal has stopped.")


def _run(config: Config, state: State, watch: Watch, env: dict[str, str], begin: float) -> None:
    accounts = _prepare(config, state, watch, env)
    for program in _programs(config, state, env):
        watch.start(program)
    _wait_for_page(config, watch)
    say(f"\nThe portal is ready after {time.monotonic() - begin:.1f} s:  {config.base_url}/\n")
    say(accounts)
    say(f"Mail of the demo: {config.base_url}/demo/post/")
    say(f"Logs: {state.logs}.  Stop with Ctrl-C.")
    if config.is_public:
        say("Beware: other machines can reach this demo, and its passwords are known to everybody.")
    while True:
        watch.tick()


def _check_port(config: Config) -> None:
    """Refuses an address that cannot be used now, before anything is started."""
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1" if config.host == "localhost" else config.host, config.port))
        except OSError as error:
            raise Refused(
                f"Port {config.port} on {config.host} cannot be used ({error.strerror}). "
                f"Choose another one: PORT={config.port % 65535 + 1} ./portal up"
            ) from None


def _prepare(config: Config, state: State, watch: Watch, env: dict[str, str]) -> str:
    say("Preparing the database and the demo year")
    accounts = state.folder / ACCOUNTS
    log = state.logs / "prepare.log"
    child = _python(config, state, env, "prepare", ["-m", "scripts.portaal.prepare", accounts])
    if status := watch.run(child):
        raise Refused(f"The database or the demo year could not be prepared (status {status}); see {log}\n{tail(log)}")
    return accounts.read_text(encoding="utf-8")


def _programs(config: Config, state: State, env: dict[str, str]) -> list[Child]:
    web: list[str | Path] = ["-m", "gunicorn", "swv.wsgi:application"]
    web += ["--bind", f"{_bracketed(config.host)}:{config.port}", "--worker-class", "gthread"]
    web += [
        "--workers",
        "2",
        "--threads",
        "4",
        "--graceful-timeout",
        "5",
        "--no-control-socket",
        "--access-logfile",
        "-",
        "--access-logformat",
        '%(t)s "%(m)s %(U)s" %(s)s %(b)s',  # without question: it can hold a name or a token
    ]
    celery: list[str | Path] = ["-m", "celery", "-A", "swv"]
    worker = [*celery, "worker", "-c", "1", "-n", "portal@worker", "--without-gossip", "--without-mingle", "-l", "INFO"]
    beat = [*celery, "beat", "-s", state.folder / "celerybeat-schedule", "--pidfile=", "-l", "INFO"]
    programs = [
        _python(config, state, env, "web", web),
        _python(config, state, env, "worker", worker),
        _python(config, state, env, "beat", beat),
    ]
    programs[1].patience = 20
    return programs


def _python(config: Config, state: State, env: dict[str, str], name: str, argv: Sequence[str | Path]) -> Child:
    log = state.logs / f"{name}.log"
    argv = [config.venv_python, *argv]
    # When the supervisor was killed the database goes too: no use in finishing a task or a page.
    return Child(name=name, argv=argv, log=log, env=env, cwd=config.root, death_signal=signal.SIGKILL)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _wait_for_page(config: Config, watch: Watch) -> None:
    """Returns when the health page says that the portal is well."""
    deadline = time.monotonic() + _WEB_PATIENCE
    answer = "no answer"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline:
        watch.tick()
        try:
            with opener.open(f"{config.base_url}/gezond/", timeout=10) as response:
                if response.status == 200:
                    return
                answer = f"HTTP {response.status}"
        except urllib.error.HTTPError as error:
            answer = f"HTTP {error.code} {error.read(500).decode(errors='replace')}"
        except OSError as error:
            answer = str(error)
    log = watch.state.logs / "web.log"
    raise Refused(f"The portal does not answer at {config.base_url}/gezond/ ({answer}); see {log}\n{tail(log)}")
