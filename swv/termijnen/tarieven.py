"""The first versions of the amounts of a dwangsom, with the texts of law of its letters. Later ones are made in the
admin."""

from swv.termijnen.dwangsom import BEKENDE_TARIEVEN
from swv.termijnen.models import Dwangsomtarief
from swv.termijnen.tekst_dwangsom import BRON, GRONDSLAG, RECHTSMIDDEL


def tarieven_laden() -> int:
    """Make the first versions when there are no amounts at all. Returns how many were made; a second time none."""
    if Dwangsomtarief.objects.exists():
        return 0
    teksten = {"grondslag": GRONDSLAG, "rechtsmiddel": RECHTSMIDDEL, "bron": BRON}
    rijen = [
        Dwangsomtarief(geldig_van=dag, eerste=rij.eerste, tweede=rij.tweede, derde=rij.derde, **teksten)
        for dag, rij in BEKENDE_TARIEVEN
    ]
    return len(Dwangsomtarief.objects.bulk_create(rijen))
