"""Background work: offer a robot that came free to the waiting list."""

from swv.kern.opdrachten import opdracht
from voorzieningen import services, voorraad
from voorzieningen.plaatsen import opdrachten as plaatsen
from voorzieningen.schoolwissel import opdrachten as schoolwissel

__all__ = ["plaatsen", "schoolwissel", "wachtlijst"]


@opdracht(voorraad.WACHTLIJST)
def wachtlijst(object_id: str) -> None:
    """`object_id` is the loan or robot that gave the occasion; the whole list is served, so twice is harmless."""
    services.wachtlijst_bedienen()
