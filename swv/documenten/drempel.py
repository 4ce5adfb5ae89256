"""A limit on how often one network address may try something on a public page."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

VENSTER = 15 * 60  # seconds


def netwerkadres(request: HttpRequest) -> str | None:
    """The address of the visitor, past the trusted proxies only; None when there is none (a unix socket)."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return None


def te_vaak(request: HttpRequest, wat: str, *, hoogstens: int) -> bool:
    """Whether this address did this more than `hoogstens` times in fifteen minutes; looking does not count."""
    return int(cache.get(_sleutel(request, wat), 0)) >= hoogstens


def tel(request: HttpRequest, wat: str) -> None:
    """Count one try."""
    sleutel = _sleutel(request, wat)
    cache.add(sleutel, 0, VENSTER)
    try:
        cache.incr(sleutel)
    except ValueError:
        # The window ended between the two lines; the next one starts with this try.
        cache.set(sleutel, 1, VENSTER)


def _sleutel(request: HttpRequest, wat: str) -> str:
    return f"documenten:{wat}:{netwerkadres(request) or 'onbekend'}"
