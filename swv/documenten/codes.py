"""The verification code of a letter: 4 x 4 characters, 80 random bits, easy to read aloud and to type over.

The alphabet has no I, L, O and U (Crockford's base 32), so that no two characters look alike; whoever types
them all the same is understood.
"""

import secrets
from base64 import b64encode

ALFABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTE = 16
_VERGEEFLIJK = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "–": None, "—": None, ".": None})


def nieuwe_code() -> str:
    """A new code in groups: `7K2M-94QX-B0TZ-1HCE`."""
    return _in_groepen("".join(secrets.choice(ALFABET) for _ in range(LENGTE)))


def lees_code(tekst: str) -> str | None:
    """What a person typed as a code; None when it can be no code of ours."""
    kaal = "".join(tekst.split()).upper().translate(_VERGEEFLIJK)
    if len(kaal) != LENGTE or not set(kaal) <= set(ALFABET):
        return None
    return _in_groepen(kaal)


def qr_beeld(adres: str) -> str:
    """A QR code for an address, as SVG inside a `data:` address."""
    import segno

    svg = segno.make(adres, error="m").svg_inline(border=0, scale=4, omitsize=True, dark="#1d2a30")
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _in_groepen(kaal: str) -> str:
    return "-".join(kaal[i : i + 4] for i in range(0, LENGTE, 4))
