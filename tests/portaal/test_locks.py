"""The locked requirements: complete, with hashes, without the name of any host."""

import re
import tomllib

import pytest

from tests.portaal.kleinproject import ROOT

LOCKS = ("requirements.lock", "requirements-prod.lock", "requirements-tools.lock")


def pins(lock: str) -> dict[str, str]:
    """Name and version of every package in a lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE))


def gevraagd(*groepen: str) -> set[str]:
    """Names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    regels = list(project["project"]["dependencies"])
    for groep in groepen:
        regels += [regel for regel in project["dependency-groups"][groep] if isinstance(regel, str)]
    return {re.split(r"[\[<>=~; ]", regel)[0].lower() for regel in regels}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_no_host_name(lock: str) -> None:
    tekst = (ROOT / lock).read_text()

    assert "://" not in tekst
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host| @ ", tekst)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_a_hash_for_every_package(lock: str) -> None:
    blokken = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", (ROOT / lock).read_text(), flags=re.MULTILINE))

    assert pins(lock)
    assert [blok.split()[0] for blok in blokken if "==" in blok and "--hash=sha256:" not in blok] == []


def test_lock_holds_everything_that_the_project_asks_for() -> None:
    assert gevraagd("embedded", "dev") <= pins("requirements.lock").keys()
    assert gevraagd() <= pins("requirements-prod.lock").keys()


def test_production_lock_has_the_tested_versions_and_nothing_of_development() -> None:
    productie, alles = pins("requirements-prod.lock"), pins("requirements.lock")

    assert productie.items() <= alles.items()
    assert not (gevraagd("embedded", "dev") - gevraagd()) & productie.keys()
