"""Writes to the ledger. Nothing else in the portal books money."""

from financien.services.begroting import Laadverslag, begroting_laden, jaar_sluiten, wijziging
from financien.services.grootboek import Goedkeuring, Regel, boeken, omkeren
from financien.services.verplichtingen import negentig_tien, verplichten, vrijgeven

__all__ = [
    "Goedkeuring",
    "Laadverslag",
    "Regel",
    "begroting_laden",
    "boeken",
    "jaar_sluiten",
    "negentig_tien",
    "omkeren",
    "verplichten",
    "vrijgeven",
    "wijziging",
]
