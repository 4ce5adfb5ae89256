"""`./portal` as it is typed: what it understands, and what it says when it does not."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.portaal.kleinproject import ROOT

COMMANDS = ("up", "setup", "manage", "code", "test", "check", "fmt", "help")


def portal(*argv: str, **extra: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **extra}
    command = [str(ROOT / "portal"), *argv]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_help_names_every_command_and_setting() -> None:
    hulp = portal("help")

    assert hulp.returncode == 0
    for naam in (*COMMANDS, "PORT", "PORTAL_HOST", "PORTAL_STATE", "DATABASE_URL", "REDIS_URL"):
        assert f"  {naam}" in hulp.stdout or f", {naam}" in hulp.stdout


def test_no_command_shows_help_and_fails() -> None:
    assert portal().returncode == 2
    assert "usage: ./portal COMMAND" in portal().stdout


def test_unknown_command_is_not_understood() -> None:
    antwoord = portal("opstarten")

    assert antwoord.returncode == 2
    assert "unknown command 'opstarten'" in antwoord.stderr


@pytest.mark.parametrize("command", ["up", "setup", "fmt"])
def test_argument_for_a_command_without_arguments_is_refused(command: str) -> None:
    antwoord = portal(command, "--port=8001")

    assert antwoord.returncode == 2
    assert f"{command} takes no arguments, but got: --port=8001" in antwoord.stderr


@pytest.mark.parametrize("arguments", [[], [""], ["a@b.nl", "c@d.nl"], ["--help"]])
def test_code_wants_one_account(arguments: list[str]) -> None:
    antwoord = portal("code", *arguments)

    assert antwoord.returncode == 2
    assert "code takes one account" in antwoord.stderr


def test_malformed_port_is_refused_in_one_sentence() -> None:
    antwoord = portal("up", PORT="acht")

    assert antwoord.returncode == 1
    assert antwoord.stderr.startswith("./portal: PORT must be a whole number")
    assert "Traceback" not in antwoord.stderr


def test_portal_works_from_another_folder_and_through_a_link(tmp_path: Path) -> None:
    antwoord = subprocess.run(
        [os.path.relpath(ROOT / "portal", tmp_path), "help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert antwoord.returncode == 0


def test_unknown_check_is_refused_with_the_list() -> None:
    antwoord = portal("check", "spelling")

    assert antwoord.returncode == 1
    assert "There is no check spelling. The checks are: ruff, format" in antwoord.stderr


def test_python_too_old_or_missing_is_told(tmp_path: Path) -> None:
    zonder = subprocess.run(
        ["/bin/sh", str(ROOT / "portal"), "up"],
        env={"PATH": str(_alleen_dirname(tmp_path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert zonder.returncode == 1
    assert "python3 was not found" in zonder.stderr

    oud = tmp_path / "python3"
    oud.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2"\nexit 1\n')
    oud.chmod(0o755)
    antwoord = subprocess.run(
        ["/bin/sh", str(ROOT / "portal"), "up"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert antwoord.returncode == 1
    assert "Python 3.11 or newer is needed; python3 is Python 3.9.2" in antwoord.stderr


def _alleen_dirname(folder: Path) -> Path:
    """A PATH with the one program that `portal` uses besides python3."""
    dirname = Path("/usr/bin/dirname")
    (folder / "dirname").symlink_to(dirname)
    return folder


PROBEER_PAKKETTEN = """
import sys
sys.path.insert(0, {root!r})
from scripts.portaal import install
from scripts.portaal.refused import Refused
try:
    install._ensure_packages([install.Need("libeen0", lambda: False), install.Need("twee", lambda: False)])
except Refused as weigering:
    sys.exit(str(weigering))
"""


def test_missing_packages_without_root_print_the_exact_line() -> None:
    """Run as the powerless account when we are root; with the system's own python3, which that account can reach."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        subprocess.run(["cp", "-r", str(ROOT / "scripts"), folder], check=True)
        python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
        antwoord = subprocess.run(
            [python, "-B", "-c", PROBEER_PAKKETTEN.format(root=folder)],
            user="nobody" if os.getuid() == 0 else None,
            cwd="/",
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert antwoord.returncode == 1
    assert "\n    sudo apt-get install -y --no-install-recommends libeen0 twee\n" in antwoord.stderr
