"""The servers for one command: joined when they run already, otherwise started for the call."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.portaal.config import Config
from scripts.portaal.processes import Child
from scripts.portaal.say import say
from scripts.portaal.servers import Postgres, Valkey, sockets_folder
from scripts.portaal.state import InUse, OwnerLeft, State


@contextmanager
def started(config: Config, state: State, *, for_tests: bool = False) -> Iterator[tuple[list[Child], dict[str, str]]]:
    """Starts the servers that were not given; yields them and their addresses. Stops them in the end.

    The caller owns the state folder.
    """
    children: list[Child] = []
    urls: dict[str, str] = {}
    throwaway: list[Path] = []
    try:
        if config.database_url is not None:
            urls["DATABASE_URL"] = config.database_url
        else:
            postgres = Postgres(config, state, for_tests=for_tests)
            urls["DATABASE_URL"] = _start(postgres, children, state)
        if config.redis_url is not None:
            urls["REDIS_URL"] = config.redis_url
        else:
            urls["REDIS_URL"] = _start(Valkey(config, state, for_tests=for_tests), children, state)
        if children:
            throwaway.append(sockets_folder(config))
        state.publish(urls)
        yield children, urls
    finally:
        stop(reversed(children))
        for folder in throwaway:
            shutil.rmtree(folder, ignore_errors=True)


def _start(server: Postgres | Valkey, children: list[Child], state: State) -> str:
    server.prepare()
    server.child.start()
    children.append(server.child)
    state.record(children)
    server.wait_ready()
    return server.url


def stop(children: Iterator[Child] | Sequence[Child]) -> None:
    """Stops each child before the next one."""
    for child in children:
        child.signal_stop()
        child.wait_stopped()


@contextmanager
def available(config: Config, command: str) -> Iterator[Mapping[str, str]]:
    """Addresses of the servers of this state folder, for as long as the block runs."""
    state = State(config)
    with ExitStack() as stack:
        yield _join_or_start(config, state, command, stack)


def _join_or_start(config: Config, state: State, command: str, stack: ExitStack) -> Mapping[str, str]:
    while True:
        try:
            stack.enter_context(state.owned(command))
        except InUse:
            try:
                return stack.enter_context(state.joining())
            except OwnerLeft:
                continue
        _, urls = stack.enter_context(started(config, state))
        stack.callback(
            state.withdraw,
            waiting=lambda: say("Waiting for another command that uses these servers (Ctrl-C: do not wait)"),
        )
        return urls
