"""Background work: offer a robot that came free to the waiting list, and what places and activities ask for."""

from swv.kern.opdrachten import opdracht
from voorzieningen import services, voorraad
from voorzieningen.activiteiten import opdrachten as activiteiten
from voorzieningen.plaatsen import opdrachten as plaatsen
from voorzieningen.profielen import opdrachten as profielen

__all__ = [
    "activiteiten",
    "plaatsen",
    "profielen",
    "schoolwissel",
    "wachtlijst",
]
from voorzieningen.schoolwissel import opdrachten as schoolwissel


@opdracht(voorraad.WACHTLIJST)
def wachtlijst(object_id: str) -> None:
    """`object_id` is the loan or robot that gave the occasion; the whole list is served, so twice is harmless."""
    services.wachtlijst_bedienen()
