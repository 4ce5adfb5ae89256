"""Every check of `./portal check` as a test, so that the test run that lands a change runs them too."""

import shutil
from pathlib import Path

import pytest

from scripts.portaal.checks import PRODUCTION, Check, all_checks
from tests.portaal.kleinproject import ROOT

CHECKS = {check.name: check for check in all_checks(ROOT)}


@pytest.mark.parametrize("naam", CHECKS)
def test_check_finds_nothing(naam: str) -> None:
    gedaan = CHECKS[naam].run(ROOT)

    assert gedaan.returncode == 0, f"{' '.join(CHECKS[naam].argv)}\n{gedaan.stdout}"


def test_check_deploy_with_an_insecure_value_fails() -> None:
    onveilig = Check("deploy", CHECKS["deploy"].argv, {**PRODUCTION, "SECRET_KEY": "kort"})

    gedaan = onveilig.run(ROOT)

    assert gedaan.returncode != 0
    assert "SECRET_KEY" in gedaan.stdout


@pytest.mark.parametrize(
    ("naam", "bestand", "goed", "fout"),
    [
        ("ruff", "fout.py", "", "import os\n"),
        ("format", "fout.py", "", "x = {  'a':1 }\n"),
        ("dockerfile", "Dockerfile", "USER 10001:10001", "RUN cd /tmp"),
        ("compose", "docker-compose.yml", "services:", "servises:"),
    ],
)
def test_check_with_a_planted_fault_fails(tmp_path: Path, naam: str, bestand: str, goed: str, fout: str) -> None:
    """A check that cannot fail proves nothing."""
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    for file in ("pyproject.toml", "Dockerfile", "docker-compose.yml"):
        shutil.copy2(ROOT / file, tmp_path / file)
    doel = tmp_path / bestand
    assert CHECKS[naam].run(tmp_path).returncode == 0

    doel.write_text(doel.read_text().replace(goed, fout) if goed else fout)

    assert CHECKS[naam].run(tmp_path).returncode != 0
