"""The filters of the list of aanvragen."""

from collections.abc import Iterable

from aanvragen.models import Status
from aanvragen.soorten import alle
from swv.invullen.filters import Lijstfilter


class AanvraagFilter(Lijstfilter):
    letter = "A"
    standen = {
        "concept": ("Concept", (Status.CONCEPT,)),
        "bestuur": ("Bij het schoolbestuur", (Status.TER_MEDETEKENING,)),
        "loopt": (
            "In behandeling",
            (Status.INGEDIEND, Status.IN_BEHANDELING, Status.DOORVERWEZEN, Status.TER_ONDERTEKENING),
        ),
        "school": ("Wacht op de school", (Status.AANVULLING_GEVRAAGD, Status.FEEDBACK_GEGEVEN)),
        "toegekend": ("Toegekend", (Status.TOEGEKEND,)),
        "niet": ("Afgewezen of buiten behandeling", (Status.AFGEWEZEN, Status.BUITEN_BEHANDELING)),
        "beantwoord": ("Beantwoord", (Status.BEANTWOORD,)),
        "ingetrokken": ("Ingetrokken", (Status.INGETROKKEN,)),
    }

    def soorten(self) -> Iterable[tuple[str, str]]:
        return [(soort.code, soort.naam) for soort in alle()]
