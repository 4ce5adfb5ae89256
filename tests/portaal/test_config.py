"""What the caller can set: defaults, and refusals that say what is wrong and what to do."""

from pathlib import Path

import pytest

from scripts.portaal import config
from scripts.portaal.refused import Refused


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    gelezen = config.read({}, root=tmp_path)

    assert gelezen.state == tmp_path / ".portal"
    assert gelezen.base_url == "http://127.0.0.1:8000"
    assert (gelezen.database_url, gelezen.redis_url) == (None, None)
    assert not gelezen.is_public


@pytest.mark.parametrize("waarde", ["", "0", "65536", "99999", "-1", "80.5", "8000 ", "acht", "0x50", "١٢", "1e3"])
def test_port_malformed_is_refused_with_an_example(waarde: str) -> None:
    with pytest.raises(Refused, match=r"PORT must be a whole number from 1 to 65535.*PORT=8001 \./portal up"):
        config.read({"PORT": waarde})


@pytest.mark.parametrize(("waarde", "poort"), [("1", 1), ("8123", 8123), ("65535", 65535)])
def test_port_well_formed_is_used(waarde: str, poort: int) -> None:
    assert config.read({"PORT": waarde}).port == poort


@pytest.mark.parametrize("waarde", ["", "example.org", "127.0.0", "http://127.0.0.1", "127.0.0.1:80", "300.1.1.1"])
def test_host_malformed_is_refused(waarde: str) -> None:
    with pytest.raises(Refused, match="PORTAL_HOST must be an IP address or localhost"):
        config.read({"PORTAL_HOST": waarde})


@pytest.mark.parametrize(
    ("host", "adres", "open_voor_anderen"),
    [
        ("localhost", "http://127.0.0.1:8000", False),
        ("127.0.0.2", "http://127.0.0.2:8000", False),
        ("::1", "http://[::1]:8000", False),
        ("0.0.0.0", "http://127.0.0.1:8000", True),  # noqa: S104
        ("::", "http://[::1]:8000", True),
        ("192.0.2.7", "http://192.0.2.7:8000", True),
    ],
)
def test_host_tells_the_address_and_whether_others_can_reach_it(host: str, adres: str, open_voor_anderen: bool) -> None:
    gelezen = config.read({"PORTAL_HOST": host})

    assert gelezen.base_url == adres
    assert gelezen.is_public is open_voor_anderen


@pytest.mark.parametrize("waarde", ["", "  ", "a\nb"])
def test_state_malformed_is_refused(waarde: str) -> None:
    with pytest.raises(Refused, match="PORTAL_STATE is empty or holds a control character"):
        config.read({"PORTAL_STATE": waarde})


def test_state_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()

    with pytest.raises(Refused, match="is not a folder"):
        config.read({"PORTAL_STATE": str(tmp_path / "bestand")})


def test_state_that_holds_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.odt").touch()

    with pytest.raises(Refused, match="holds other things than a portal"):
        config.read({"PORTAL_STATE": str(tmp_path)})
    assert [path.name for path in tmp_path.iterdir()] == ["brief.odt"]


@pytest.mark.parametrize("merk", [config.MARK, f"test/{config.MARK}"])
def test_state_of_a_portal_is_used_again(tmp_path: Path, merk: str) -> None:
    (tmp_path / merk).parent.mkdir(exist_ok=True)
    (tmp_path / merk).touch()
    (tmp_path / "log").mkdir()

    assert config.read({"PORTAL_STATE": str(tmp_path)}).state == tmp_path


def test_state_relative_is_taken_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert config.read({"PORTAL_STATE": "nieuw"}).state == tmp_path / "nieuw"


def test_tests_have_a_state_folder_of_their_own() -> None:
    gewoon = config.read({})

    assert gewoon.for_tests().state == gewoon.state / "test"
    assert gewoon.for_tests().key != gewoon.key


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("DATABASE_URL", ""),
        ("DATABASE_URL", "mysql://root:geheim@server/db"),
        ("DATABASE_URL", "server/geheim"),
        ("REDIS_URL", "http://geheim@server"),
        ("REDIS_URL", "valkey.sock"),
    ],
)
def test_server_address_malformed_is_refused_without_repeating_a_password(naam: str, waarde: str) -> None:
    with pytest.raises(Refused, match=f"{naam} is set, but is no address") as weigering:
        config.read({naam: waarde})
    assert "geheim" not in str(weigering.value)
