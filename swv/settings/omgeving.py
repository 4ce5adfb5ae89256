"""Reads environment variables, typed. A malformed value stops the start with a sentence that names it."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

_WAAR = {"true", "1", "ja", "yes", "on"}
_ONWAAR = {"false", "0", "nee", "no", "off"}


def waarheid(naam: str, *, standaard: bool) -> bool:
    """True or False; anything else is refused, so a typing error never switches a guard off."""
    ruw = env.str(naam, default="").strip().lower()
    if not ruw:
        return standaard
    if ruw in _WAAR:
        return True
    if ruw in _ONWAAR:
        return False
    raise ImproperlyConfigured(f"{naam} moet True of False zijn, niet {ruw!r}.")


def geheel(naam: str, *, standaard: int, minimum: int = 0) -> int:
    ruw = env.str(naam, default="").strip()
    if not ruw:
        return standaard
    try:
        waarde = int(ruw)
    except ValueError as fout:
        raise ImproperlyConfigured(f"{naam} moet een geheel getal zijn, niet {ruw!r}.") from fout
    if waarde < minimum:
        raise ImproperlyConfigured(f"{naam} moet minstens {minimum} zijn.")
    return waarde


def geheim(naam: str, *, standaard: str | None = None) -> str:
    """A secret from the variable itself or from the file that NAME_FILE points to (container secrets)."""
    bestand = env.str(f"{naam}_FILE", default="")
    if bestand:
        pad = Path(bestand)
        if not pad.is_file():
            raise ImproperlyConfigured(f"{naam}_FILE wijst naar {bestand!r}, maar dat bestand is er niet.")
        return pad.read_text().strip()
    waarde = env.str(naam, default=standaard or "")
    if not waarde:
        raise ImproperlyConfigured(f"{naam} ontbreekt. Zet {naam} of {naam}_FILE in de omgeving.")
    return waarde


def webadres(naam: str, *, standaard: str | None = None) -> str:
    """An absolute http(s) address without path, the one place that links in mails and letters come from."""
    waarde = env.str(naam, default=standaard or "").rstrip("/")
    delen = urlsplit(waarde)
    if delen.scheme not in {"http", "https"} or not delen.hostname or delen.path:
        raise ImproperlyConfigured(f"{naam} moet een adres zijn als https://portaal.voorbeeld.nl, niet {waarde!r}.")
    return waarde
