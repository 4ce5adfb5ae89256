"""What the caller can set, read from the environment; malformed values are refused with a sentence."""

import hashlib
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.portaal.refused import Refused

ROOT = Path(__file__).resolve().parents[2]
MARK = "portal.lock"
"""File that tells a state folder of the portal from any other folder."""

_POSTGRES_URL = re.compile(r"postgres(ql)?://.+")
_REDIS_URL = re.compile(r"(rediss?|unix)://.+")


@dataclass(frozen=True)
class Config:
    """Where the portal runs and keeps its things."""

    root: Path
    state: Path
    host: str
    port: int
    database_url: str | None
    redis_url: str | None

    @property
    def venv_python(self) -> Path:
        """Interpreter of the virtual environment; exists after the set-up."""
        return self.root / ".venv" / "bin" / "python"

    @property
    def is_public(self) -> bool:
        """Whether other machines can reach the address that was asked for."""
        return self.host != "localhost" and not ipaddress.ip_address(self.host).is_loopback

    @property
    def local_host(self) -> str:
        """Address on which this machine itself reaches the web server."""
        if self.host == "localhost":
            return "127.0.0.1"
        address = ipaddress.ip_address(self.host)
        if address.is_unspecified:
            return "127.0.0.1" if address.version == 4 else "[::1]"
        return self.host if address.version == 4 else f"[{self.host}]"

    @property
    def base_url(self) -> str:
        """Address that goes into mails and letters and on the screen."""
        return f"http://{self.local_host}:{self.port}"

    @property
    def key(self) -> str:
        """Short name of this state folder, for the folders that must live elsewhere."""
        return hashlib.sha256(f"{os.getuid()}:{self.state}".encode()).hexdigest()[:12]

    def for_tests(self) -> "Config":
        """The same checkout with a state folder for tests, so that a test never sees the demo."""
        return Config(self.root, self.state / "test", self.host, self.port, self.database_url, self.redis_url)


def read(environ: Mapping[str, str], *, root: Path = ROOT) -> Config:
    """The configuration in `environ`; raises Refused for a malformed value."""
    return Config(
        root=root,
        state=_state(environ.get("PORTAL_STATE"), root),
        host=_host(environ.get("PORTAL_HOST", "127.0.0.1")),
        port=_port(environ.get("PORT", "8000")),
        database_url=_url(environ, "DATABASE_URL", _POSTGRES_URL, "postgres://user:password@server/database"),
        redis_url=_url(environ, "REDIS_URL", _REDIS_URL, "redis://server:6379/0"),
    )


def _port(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 1 <= int(value) <= 65535:
        raise Refused(f"PORT must be a whole number from 1 to 65535, not {value!r}. Example: PORT=8001 ./portal up")
    return int(value)


def _host(value: str) -> str:
    if value == "localhost":
        return value
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise Refused(
            f"PORTAL_HOST must be an IP address or localhost, not {value!r}. "
            "Example: PORTAL_HOST=0.0.0.0 ./portal up (reachable from other machines)"
        ) from None
    return value


def _state(value: str | None, root: Path) -> Path:
    if value is None:
        return root / ".portal"
    if not value.strip() or not value.isprintable():
        raise Refused("PORTAL_STATE is empty or holds a control character. Give a folder, or leave it out for .portal")
    path = Path(value).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise Refused(f"PORTAL_STATE is {path}, and that is not a folder. Give an empty or a new folder.")
    if path.is_dir() and any(path.iterdir()) and not (path / MARK).exists() and not (path / "test" / MARK).exists():
        raise Refused(
            f"PORTAL_STATE is {path}, and that folder holds other things than a portal. Give an empty or new one."
        )
    return path


def _url(environ: Mapping[str, str], name: str, pattern: re.Pattern[str], example: str) -> str | None:
    value = environ.get(name)
    if value is None:
        return None
    if not pattern.fullmatch(value):
        # The value itself may hold a password and is therefore not repeated.
        raise Refused(
            f"{name} is set, but is no address like {example}. Correct it, or unset it for a server of our own."
        )
    return value
