"""What `./portal COMMAND` means."""

import os
import signal
from collections.abc import Callable, Sequence

from scripts.portaal import checks, config, install, serving, supervisor
from scripts.portaal.config import Config
from scripts.portaal.environment import DEMO, TEST, for_django
from scripts.portaal.processes import run_in_foreground
from scripts.portaal.refused import Refused
from scripts.portaal.say import complain, say
from scripts.portaal.state import InUse, State

USAGE = """\
usage: ./portal COMMAND

  up                    install what is missing and run the demo portal until Ctrl-C
  setup                 only install
  manage COMMAND ...    run manage.py against the same servers (started for the call when they do not run)
  code ACCOUNT          show the current code of the second factor of a demo account
  test [PYTEST ARGS]    run the tests on servers of their own; without arguments every test, side by side
  check [NAME ...]      run the linters, the type check and the static checks
  fmt                   format the code
  help                  show this text

settings (environment variables)

  PORT, PORTAL_HOST     address of the demo portal (8000 on 127.0.0.1)
  PORTAL_STATE          folder for data, logs and files (.portal in the checkout)
  DATABASE_URL          a PostgreSQL 18 server to use instead of starting one
  REDIS_URL             a Redis or Valkey server to use instead of starting one"""


def main(argv: Sequence[str]) -> int:
    """Runs one command; returns the exit status: 0 done, 1 refused or failed, 2 not understood."""
    if not argv or argv[0] in {"help", "-h", "--help"}:
        say(USAGE)
        return 0 if argv else 2
    command, arguments = argv[0], list(argv[1:])
    if command not in _COMMANDS:
        complain(f"unknown command {command!r}")
        say(USAGE)
        return 2
    if command in _WITHOUT_ARGUMENTS and arguments:
        complain(f"{command} takes no arguments, but got: {' '.join(arguments)}")
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        return _COMMANDS[command](config.read(os.environ), arguments)
    except Refused as refusal:
        complain(str(refusal))
        return 1
    except KeyboardInterrupt:
        return 130


def _interrupt(_number: int, _frame: object) -> None:
    """A closed terminal or a stopping system ends a command as Ctrl-C does: servers are stopped in order."""
    raise KeyboardInterrupt


def _up(conf: Config, _arguments: list[str]) -> int:
    install.ensure(conf)
    supervisor.up(conf)
    return 0


def _setup(conf: Config, _arguments: list[str]) -> int:
    install.ensure(conf)
    say("Everything is installed. Start the demo portal with ./portal up")
    return 0


def _manage(conf: Config, arguments: list[str]) -> int:
    install.ensure(conf)
    with serving.available(conf, f"manage {' '.join(arguments[:1])}".strip()) as urls:
        env = for_django(conf, State(conf), settings=DEMO, servers=urls)
        return run_in_foreground([conf.venv_python, conf.root / "manage.py", *arguments], env=env)


def _code(conf: Config, arguments: list[str]) -> int:
    if len(arguments) != 1 or not arguments[0].strip() or arguments[0].startswith("-"):
        complain("code takes one account, for instance: ./portal code directeur (./portal up shows the accounts)")
        return 2
    if not (conf.state / supervisor.ACCOUNTS).exists():
        raise Refused(f"There is no demo in {conf.state} yet. Start it once with ./portal up")
    return _manage(conf, ["demo_code", *arguments])


def _test(conf: Config, arguments: list[str]) -> int:
    install.ensure(conf, for_tests=True)
    conf = conf.for_tests()
    state = State(conf)
    try:
        with state.owned("test"), serving.started(conf, state, for_tests=True) as (_, urls):
            env = for_django(conf, state, settings=TEST, servers=urls)
            pytest = [conf.venv_python, "-m", "pytest", *(arguments or _SIDE_BY_SIDE)]
            return run_in_foreground(pytest, env=env, cwd=conf.root)
    except InUse as owner:
        raise Refused(
            f"{owner} already tests in {conf.state}. Wait for it, or use another folder: "
            "PORTAL_STATE=/tmp/other ./portal test"
        ) from None


# A process for each core, a file at a time, in the order of conftest.py: the tests that drive the browser stay last.
_SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder", "--durations", "25")


def _check(conf: Config, arguments: list[str]) -> int:
    install.ensure(conf)
    return checks.run(conf, arguments)


def _fmt(conf: Config, _arguments: list[str]) -> int:
    install.ensure(conf)
    return checks.run_format(conf)


_COMMANDS: dict[str, Callable[[Config, list[str]], int]] = {
    "up": _up,
    "setup": _setup,
    "manage": _manage,
    "code": _code,
    "test": _test,
    "check": _check,
    "fmt": _fmt,
}
_WITHOUT_ARGUMENTS = {"up", "setup", "fmt"}
