"""Entry point of `./portal`: run as a folder, so that the caller's working directory stays as it is."""

import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.portaal.cli import main  # noqa: E402 - the line above makes the package importable

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
