"""The short code that stands on the wall of the room: easy to read and to type over, hard to guess in the time that it
works."""

import secrets

from django.utils.crypto import constant_time_compare

from swv.kern.drempel import Grens

LENGTE = 5
ALFABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like something else
HOOGSTENS = 10  # wrong codes of one person in fifteen minutes


def nieuwe_code() -> str:
    return "".join(secrets.choice(ALFABET) for _ in range(LENGTE))


def gelezen(tekst: str) -> str:
    """A code as somebody typed it, without spaces and in capitals."""
    return "".join(tekst.split()).replace("-", "").upper()


def is_gelijk(getypt: str, code: str) -> bool:
    """Whether this is the code; it takes as long whether it nearly is or not at all. No code is never typed."""
    return bool(code) and constant_time_compare(gelezen(getypt), code)


def grens(gebruiker_pk: int) -> Grens:
    """How often one person may be wrong."""
    return Grens("aanwezigheidscode", f"gebruiker-{gebruiker_pk}", HOOGSTENS)
