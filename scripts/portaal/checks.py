"""The checks of `./portal check` and of the test suite: one list, so both always run the same."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.portaal.config import Config
from scripts.portaal.refused import Refused
from scripts.portaal.say import say

_NO_SERVERS = {
    "DATABASE_URL": "postgres://portal@%2Fno-such-folder/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
"""Addresses that are never connected to: every check is static."""

PRODUCTION = {
    **_NO_SERVERS,
    "DJANGO_SETTINGS_MODULE": "swv.settings.production",
    "SECRET_KEY": "Zx4-only-for-the-static-check-9vQ2mL7pT0sR8wY3nB6kJ1hG5fD",
    "ALLOWED_HOSTS": "portaal.voorbeeld.nl",
    "BASE_URL": "https://portaal.voorbeeld.nl",
    "EMAIL_URL": "smtp+tls://mail.voorbeeld.nl:587",
}
"""Good values for every variable that production asks for."""

# What a terminal or a browser test sets for its own process says nothing about the portal.
_OF_THE_CALLER = ("FORCE_COLOR", "DJANGO_ALLOW_ASYNC_UNSAFE")

_DEVELOPMENT = {**_NO_SERVERS, "DJANGO_SETTINGS_MODULE": "swv.settings.development"}


@dataclass(frozen=True)
class Check:
    """One tool with its arguments; `env` is added to the caller's environment."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)

    def run(self, root: Path) -> subprocess.CompletedProcess[str]:
        """Runs the tool of the virtual environment in the checkout; a state folder it makes is thrown away."""
        with tempfile.TemporaryDirectory(prefix="portal-check-") as state:
            env = {**os.environ, **({"STATE_DIR": state, **self.env} if self.env else {})}
            for name in _OF_THE_CALLER:
                env.pop(name, None)
            program = root / ".venv" / "bin" / self.argv[0]
            return subprocess.run(
                [str(program), *self.argv[1:]],
                cwd=root,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )


def all_checks(root: Path) -> list[Check]:
    """Every check, quick ones first."""
    templates = [str(path.relative_to(root)) for path in _templates(root)]
    python = "python"
    return [
        Check("ruff", ["ruff", "check", "."]),
        Check("format", ["ruff", "format", "--check", "."]),
        Check("templates", ["djade", "--check", "--target-version", "5.2", *templates]),
        Check("imports", ["lint-imports"]),
        Check("dockerfile", ["hadolint", "Dockerfile"]),
        Check("compose", ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]),
        Check(
            "deploy",
            [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            PRODUCTION,
        ),
        Check(
            "migrations",
            # Without a server Django warns that it cannot compare with the applied migrations: not the question here.
            [python, "-W", "ignore::RuntimeWarning", "manage.py", "makemigrations", "--check", "--dry-run"],
            _DEVELOPMENT,
        ),
        Check("types", ["mypy", "."], _DEVELOPMENT),
    ]


def run(config: Config, names: Sequence[str]) -> int:
    """Runs the named checks, or all; prints the findings and returns 1 when there are any."""
    checks = {check.name: check for check in all_checks(config.root)}
    if unknown := [name for name in names if name not in checks]:
        raise Refused(f"There is no check {', '.join(unknown)}. The checks are: {', '.join(checks)}")
    failed = []
    for name in names or checks:
        begin = time.monotonic()
        done = checks[name].run(config.root)
        outcome = "ok" if done.returncode == 0 else "FAILED"
        say(f"{name:<12}{outcome:<8}{time.monotonic() - begin:5.1f} s")
        if done.returncode != 0:
            failed.append(name)
            say(done.stdout.rstrip())
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


def run_format(config: Config) -> int:
    """Formats Python and templates and repairs what ruff can repair."""
    templates = [str(path.relative_to(config.root)) for path in _templates(config.root)]
    for argv in (
        ["ruff", "check", "--fix-only", "--quiet", "."],
        ["ruff", "format", "."],
        ["djade", "--target-version", "5.2", *templates],
    ):
        done = Check("fmt", argv).run(config.root)
        say(done.stdout.rstrip())
    return 0


def _templates(root: Path) -> list[Path]:
    found: list[Path] = []
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        if "templates" in Path(folder).relative_to(root).parts:
            found += [Path(folder) / file for file in sorted(files) if file.endswith(".html")]
    return found
