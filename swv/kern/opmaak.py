"""How amounts, dates and sizes are written on screen, in mail and in letters: one spelling everywhere.

The spelling does not follow the active locale: a letter made by a background worker must read the same.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

NBSP = "\N{NO-BREAK SPACE}"
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_CENT = Decimal("0.01")


def getal(waarde: Decimal | int, *, decimalen: int = 0) -> str:
    """Write a number in the Dutch way: `12.500` or, with two decimals, `12.500,00`."""
    return f"{waarde:,.{decimalen}f}".translate({ord(","): ".", ord("."): ","})


def euro(bedrag: Decimal | int) -> str:
    """Write an amount in euros with cents: `€ 12.500,00`, the sign tied to it with a non-breaking space."""
    return f"€{NBSP}{getal(Decimal(bedrag).quantize(_CENT, ROUND_HALF_UP), decimalen=2)}"


def kort_getal(waarde: Decimal | int) -> str:
    """Write a number without needless zeros, as it is said: `4`, `2,5`, `1.250`."""
    getrokken = Decimal(waarde).normalize()
    return getal(getrokken, decimalen=max(0, -int(getrokken.as_tuple().exponent)))


def uren(aantal: Decimal | int) -> str:
    """Write a number of hours: `4 uur`, `2,5 uur`."""
    return f"{kort_getal(aantal)}{NBSP}uur"


def plaatselijk(moment: date | datetime) -> date | datetime:
    """An aware moment in the time of the portal; a plain date stays what it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def datum(moment: date | datetime) -> str:
    """Write a day in full: `14 maart 2026`."""
    dag = plaatselijk(moment)
    return f"{dag.day}{NBSP}{MAANDEN[dag.month - 1]}{NBSP}{dag.year}"


def tijd(moment: datetime) -> str:
    """Write a time of day: `10:42`."""
    return f"{plaatselijk(moment):%H:%M}"


def datumtijd(moment: datetime) -> str:
    """Write a moment: `14 maart 2026 om 10:42`."""
    return f"{datum(moment)} om {tijd(moment)}"


def dagen_tot(moment: date | datetime, *, vandaag: date | None = None) -> int:
    """Calendar days from today to `moment`; negative when it has passed."""
    dag = plaatselijk(moment)
    if isinstance(dag, datetime):
        dag = dag.date()
    return (dag - (vandaag or timezone.localdate())).days


def dagen_nog(moment: date | datetime, *, vandaag: date | None = None) -> str:
    """Say in words how far away a date is: `nog 6 dagen`, `vandaag`, `3 dagen te laat`."""
    dagen = dagen_tot(moment, vandaag=vandaag)
    if dagen == 0:
        return "vandaag"
    woord = "dag" if abs(dagen) == 1 else "dagen"
    return f"nog {dagen} {woord}" if dagen > 0 else f"{-dagen} {woord} te laat"


def bestandsgrootte(aantal_bytes: int) -> str:
    """Write a file size in the unit people know: `340 kB` or `1,2 MB` (1 kB = 1024 bytes)."""
    kilo = max(1, round(aantal_bytes / 1024))
    if kilo < 1024:
        return f"{kilo}{NBSP}kB"
    return f"{aantal_bytes / 1024 / 1024:.1f}".removesuffix(".0").replace(".", ",") + f"{NBSP}MB"
