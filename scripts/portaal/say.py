"""Lines for the person who started the command."""

import contextlib
import sys
from pathlib import Path


def say(text: str = "") -> None:
    """Prints a line at once; a closed terminal is no reason to stop."""
    with contextlib.suppress(BrokenPipeError, OSError):
        print(text, flush=True)


def complain(text: str) -> None:
    """Prints a line to standard error."""
    with contextlib.suppress(BrokenPipeError, OSError):
        print(f"./portal: {text}", file=sys.stderr, flush=True)


def tail(path: Path, *, lines: int = 15) -> str:
    """The last lines of a log file, indented; empty when there is nothing to show."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])
