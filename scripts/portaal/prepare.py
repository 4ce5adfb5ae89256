"""Makes the database ready for the demo; run by the supervisor inside the virtual environment.

Everything in one process, because starting Django costs more than each of the steps.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command


@contextmanager
def _step(name: str) -> Iterator[None]:
    begin = time.monotonic()
    print(f"{name} ...", flush=True)
    yield
    print(f"{name}: {time.monotonic() - begin:.1f} s", flush=True)


def main(accounts: Path) -> None:
    """Migrates, collects static files, loads the demo year once, and writes the demo accounts to a file."""
    with _step("starting Django"):
        django.setup()
    with _step("migrate"):
        call_command("migrate", interactive=False, verbosity=1)
    with _step("collectstatic"):
        call_command("collectstatic", interactive=False, verbosity=0)
    with _step("demo_laden"):
        call_command("demo_laden")
    with accounts.open("w", encoding="utf-8") as file:
        call_command("demo_accounts", stdout=file, no_color=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
