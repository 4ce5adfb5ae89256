"""Installs what is missing: Debian packages, a virtual environment, and the locked Python packages."""

import ctypes.util
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.portaal.config import Config
from scripts.portaal.refused import Refused
from scripts.portaal.say import say

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@dataclass(frozen=True)
class Need:
    """A Debian package and the question whether what we want from it is there, from whatever source."""

    package: str
    is_met: Callable[[], bool]


def _module(name: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(name) is not None


def _library(name: str) -> Callable[[], bool]:
    return lambda: ctypes.util.find_library(name) is not None


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _font(file: str) -> Callable[[], bool]:
    return lambda: any(next(Path(folder).expanduser().rglob(file), None) for folder in _FONT_FOLDERS)


TO_RUN = (
    Need("python3-venv", _module("ensurepip")),
    Need("libpango-1.0-0", _library("pango-1.0")),
    Need("libpangoft2-1.0-0", _library("pangoft2-1.0")),
    Need("libharfbuzz-subset0", _library("harfbuzz-subset")),
    Need("fonts-open-sans", _font("OpenSans-Regular.ttf")),
)
TO_TEST = (
    Need("chromium", _program("chromium")),
    Need("poppler-utils", _program("pdftotext")),
    Need("libnss3-tools", _program("certutil")),
)


def missing_packages(needs: Iterable[Need]) -> list[str]:
    """Packages of the needs that are not met."""
    return [need.package for need in needs if not need.is_met()]


def ensure(config: Config, *, for_tests: bool = False) -> None:
    """Brings the machine and the virtual environment up to date; does nothing when they are."""
    _ensure_packages((*TO_RUN, *TO_TEST) if for_tests else TO_RUN)
    with (config.root / "requirements.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two set-ups at once in one checkout would undo each other
        _ensure_venv(config, lock.read())


def _ensure_packages(needs: Iterable[Need]) -> None:
    missing = missing_packages(needs)
    if not missing:
        return
    install = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        raise Refused(
            f"This machine lacks what these Debian packages hold; install it and try again: {' '.join(missing)}"
        )
    if os.getuid() != 0:
        raise Refused(f"Some system packages are missing. Run this, and then try again:\n\n    sudo {install}\n")
    say(f"Installing from Debian: {' '.join(missing)}")
    # A list that is out of date may still do, so only the outcome of the installation counts.
    _quietly(["apt-get", "update", "-q"], may_fail=True)
    _quietly(install.split())
    if left := missing_packages(needs):
        raise Refused(f"apt-get finished, but what these packages hold is still not found: {' '.join(left)}")


def _ensure_venv(config: Config, lock: bytes) -> None:
    stamp = config.root / ".venv" / "portal-stamp"
    wanted = hashlib.sha256(lock + sys.version.encode()).hexdigest()
    if _works(config.venv_python) and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    say("Installing Python packages (.venv)")
    stamp.unlink(missing_ok=True)
    tools = config.root / ".tools"
    if not _works(config.venv_python):
        _quietly([sys.executable, "-m", "venv", "--clear", "--without-pip", str(config.root / ".venv")])
    if not _works(tools / "bin" / "python"):
        _quietly([sys.executable, "-m", "venv", "--clear", str(tools)])
    _install_locked(config, tools)
    stamp.write_text(wanted, encoding="ascii")


def _install_locked(config: Config, tools: Path) -> None:
    """Installs exactly the lock, with uv; with pip, which is slower, where uv cannot be had."""
    requirements = str(config.root / "requirements.lock")
    pip = [str(tools / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    uv = tools / "bin" / "uv"
    hashed = ["--require-hashes", "-r", str(config.root / "requirements-tools.lock")]
    _quietly([*pip, "install", *hashed], may_fail=True)
    if uv.exists():
        _quietly(
            [str(uv), "pip", "sync", "--quiet", "--python", str(config.venv_python), "--require-hashes", requirements]
        )
    else:
        say("uv cannot be installed here; pip takes about a minute longer")
        _quietly([*pip, "--python", str(config.venv_python), "install", "--require-hashes", "-r", requirements])


def _works(python: Path) -> bool:
    """Whether the interpreter starts: false after an upgrade or a move of the one it was made from."""
    try:
        return subprocess.run([str(python), "-c", ""], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _quietly(command: list[str], *, may_fail: bool = False) -> None:
    """Runs a command and shows its output only when it fails."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0 and not may_fail:
        lines = done.stdout.decode(errors="replace").strip().splitlines()[-20:]
        raise Refused("\n".join([f"This command failed (status {done.returncode}): {' '.join(command)}", *lines]))
