"""Small counts can make a pupil known. What goes outside shows 1 to 4 as "<5", and nothing that gives those back."""

from collections.abc import Sequence

from swv.kern.opmaak import getal

DREMPEL = 5
KLEIN, VERBORGEN = f"<{DREMPEL}", "niet getoond"


def is_klein(aantal: int) -> bool:
    return 0 < aantal < DREMPEL


def afgeschermd(aantallen: Sequence[int]) -> list[str]:
    """The counts of one breakdown, beside which their sum is shown, as they may go outside.

    One hidden count is the sum minus the others, and two of which the sum is 2 are 1 and 1. So as long as what is
    hidden is one count, or less than five together, the smallest that is left is hidden too.
    """
    verborgen = {nummer for nummer, aantal in enumerate(aantallen) if is_klein(aantal)}
    while verborgen and _is_af_te_leiden(aantallen, verborgen):
        over = [nummer for nummer, aantal in enumerate(aantallen) if aantal and nummer not in verborgen]
        if not over:
            break
        verborgen.add(min(over, key=lambda nummer: aantallen[nummer]))
    return [_woord(aantal) if nummer in verborgen else getal(aantal) for nummer, aantal in enumerate(aantallen)]


def _is_af_te_leiden(aantallen: Sequence[int], verborgen: set[int]) -> bool:
    return len(verborgen) == 1 or sum(aantallen[nummer] for nummer in verborgen) < DREMPEL


def _woord(aantal: int) -> str:
    return KLEIN if is_klein(aantal) else VERBORGEN


def afgeschermd_getal(aantal: int) -> str:
    """One count that stands alone."""
    return KLEIN if is_klein(aantal) else getal(aantal)


def celwaarde(woord: str) -> str | int:
    """A count as a file holds it: a number that a spreadsheet can add up, or the word in its place."""
    cijfers = woord.replace(".", "")
    return int(cijfers) if cijfers.isdecimal() else woord
