"""A limit on how often somebody may try something: per network address, or per whatever a `wie` names."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

VENSTER = 15 * 60  # seconds


@dataclass(frozen=True)
class Grens:
    """At most `hoogstens` tries of `wat` by `wie` within `venster` seconds after the first."""

    wat: str
    wie: str
    hoogstens: int
    venster: int = VENSTER

    @property
    def _sleutel(self) -> str:
        """Hashed: who tried what is nobody's business in a cache."""
        wat = f"{self.wat}:{self.venster}:{self.wie}"
        return f"drempel:{sha256(wat.encode()).hexdigest()}"

    @property
    def is_bereikt(self) -> bool:
        """Looking does not count."""
        return int(cache.get(self._sleutel, 0)) >= self.hoogstens

    def tel(self) -> None:
        """Count one try."""
        cache.add(self._sleutel, 0, self.venster)
        try:
            cache.incr(self._sleutel)
        except ValueError:
            # The window ended between the two lines; the next one starts with this try.
            cache.set(self._sleutel, 1, self.venster)


def een_is_bereikt(grenzen: Iterable[Grens]) -> bool:
    return any(grens.is_bereikt for grens in grenzen)


def netwerkadres(request: HttpRequest) -> str | None:
    """The address of the visitor, past the trusted proxies only; None when there is none (a unix socket)."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


def per_adres(request: HttpRequest, wat: str, *, hoogstens: int, venster: int = VENSTER) -> Grens:
    """The limit of the address from which this request came."""
    return Grens(wat, f"adres-{netwerkadres(request) or 'onbekend'}", hoogstens, venster)
