"""Which dossiers the demo has: of every kind one that came to its end, and of some one in every state."""

import uuid
from dataclasses import dataclass

from aanvragen.models import Status
from aanvragen.soorten import alle
from aanvragen.soorten.basis import Soort, Weg
from swv.demo.antwoorden import MAKERS

_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20260801bbbb")


@dataclass(frozen=True)
class Verhaal:
    """One dossier: its kind, how far it came, how many days ago it began, and at which school.

    With `loopt_af` what follows the award is played to its end too.
    """

    soort: str
    einde: str
    dagen: int
    school: str
    deel: bool = False  # awarded for a part
    sleutel: str = ""  # what names it, for a story that has no fixed number
    loopt_af: bool = False


PARKHURST, ECHNATON, BUITENHOUT = "16AW01", "16AW00", "24RW01"
BAKEN_PARK, BAKEN_POORT, BAKEN_STAD = "01FP01", "01FP05", "01FP00"

VERHALEN = (
    Verhaal("frictiefonds", Status.CONCEPT, 2, PARKHURST),
    Verhaal("frictiefonds", Status.TER_MEDETEKENING, 5, PARKHURST),
    Verhaal("frictiefonds", Status.INGEDIEND, 3, BAKEN_PARK),
    Verhaal("frictiefonds", Status.IN_BEHANDELING, 53, ECHNATON),
    Verhaal("frictiefonds", Status.AANVULLING_GEVRAAGD, 12, PARKHURST),
    Verhaal("frictiefonds", Status.TER_ONDERTEKENING, 33, BAKEN_POORT),
    Verhaal("frictiefonds", Status.TOEGEKEND, 120, PARKHURST),
    Verhaal("frictiefonds", Status.TOEGEKEND, 200, BAKEN_STAD, deel=True),
    Verhaal("frictiefonds", Status.AFGEWEZEN, 90, BUITENHOUT),
    Verhaal("frictiefonds", Status.BUITEN_BEHANDELING, 75, BAKEN_PARK),
    Verhaal("frictiefonds", Status.INGETROKKEN, 60, PARKHURST),
    Verhaal("innovatiegelden", Status.CONCEPT, 9, BAKEN_PARK),
    Verhaal("innovatiegelden", Status.INGEDIEND, 4, PARKHURST),
    Verhaal("innovatiegelden", Status.IN_BEHANDELING, 9, BUITENHOUT),
    Verhaal("innovatiegelden", Status.FEEDBACK_GEGEVEN, 18, PARKHURST),
    Verhaal("innovatiegelden", Status.TER_ONDERTEKENING, 40, ECHNATON),
    Verhaal("innovatiegelden", Status.TOEGEKEND, 150, BAKEN_PARK),
    Verhaal("innovatiegelden", Status.TOEGEKEND, 320, PARKHURST, deel=True),
    Verhaal("innovatiegelden", Status.AFGEWEZEN, 110, BAKEN_POORT),
    Verhaal("huisonderwijs", Status.CONCEPT, 1, PARKHURST),
    Verhaal("huisonderwijs", Status.INGEDIEND, 2, BAKEN_STAD),
    Verhaal("huisonderwijs", Status.IN_BEHANDELING, 70, BAKEN_PARK),
    Verhaal("huisonderwijs", Status.AANVULLING_GEVRAAGD, 25, ECHNATON),
    Verhaal("huisonderwijs", Status.TER_ONDERTEKENING, 30, PARKHURST),
    Verhaal("huisonderwijs", Status.TOEGEKEND, 102, PARKHURST),
    Verhaal("huisonderwijs", Status.TOEGEKEND, 240, BAKEN_POORT, loopt_af=True),
    Verhaal("huisonderwijs", Status.INGETROKKEN, 45, BUITENHOUT),
    Verhaal("robot", Status.CONCEPT, 3, BAKEN_PARK),
    Verhaal("robot", Status.INGEDIEND, 6, ECHNATON),
    Verhaal("robot", Status.TER_ONDERTEKENING, 34, BAKEN_PARK),
    Verhaal("robot", Status.TOEGEKEND, 66, PARKHURST),
    Verhaal("robot", Status.TOEGEKEND, 64, BAKEN_POORT),
    Verhaal("robot", Status.TOEGEKEND, 62, BUITENHOUT),
    Verhaal("robot", Status.TOEGEKEND, 60, BAKEN_STAD),
    Verhaal("robot", Status.AFGEWEZEN, 58, ECHNATON),
)


SCHOLEN = (PARKHURST, BAKEN_PARK, ECHNATON, BUITENHOUT, BAKEN_POORT, BAKEN_STAD)


# Beside the one of each kind that came to its end.
LATER = (
    Verhaal("robot", Status.TOEGEKEND, 215, ECHNATON, sleutel="robot/terug", loopt_af=True),
    Verhaal("visitatie", Status.TOEGEKEND, 46, PARKHURST, sleutel="visitatie/bezoeken"),
    Verhaal("visitatie", Status.TOEGEKEND, 38, BAKEN_STAD, sleutel="visitatie/ingetrokken"),
)
AFGELOPEN = 150  # days since a request whose award is over by now
LANG_GELEDEN = {"dyslexie": 320}  # so long ago that the school was asked twice what is left of the effect


def verhalen() -> list[Verhaal]:
    """The stories above; of every other kind one that came to its end, and of some one that waits at the bureau. What
    asks a verantwoording follows the school year: see `swv.demo.verantwoording`."""
    overig = [soort for soort in alle() if soort.code not in MAKERS]
    klaar = [
        _klaar(soort, nummer, SCHOLEN[nummer % len(SCHOLEN)])
        for nummer, soort in enumerate(overig)
        if not soort.kost_geld
    ]
    loopt = [
        Verhaal(
            soort.code,
            Status.IN_BEHANDELING,
            6 + nummer,
            SCHOLEN[(nummer + 2) % len(SCHOLEN)],
            sleutel=f"{soort.code}/loopt",
        )
        for nummer, soort in enumerate(overig[::3])
    ]
    return [*VERHALEN, *klaar, *loopt, *LATER]


def _klaar(soort: Soort, nummer: int, school: str) -> Verhaal:
    sleutel = f"{soort.code}/klaar"
    if soort.weg == Weg.ANTWOORD:
        return Verhaal(soort.code, Status.BEANTWOORD, 40 + 5 * nummer, school, sleutel=sleutel)
    dagen = LANG_GELEDEN.get(soort.code, AFGELOPEN + 5 * nummer)
    return Verhaal(soort.code, Status.TOEGEKEND, dagen, school, sleutel=sleutel, loopt_af=True)


def dossiersleutel(nummer: int, verhaal: Verhaal | None = None) -> uuid.UUID:
    """The key of the dossier of a story, the same on every machine; a new kind in between changes none but its own."""
    return uuid.uuid5(_ZAAD, verhaal.sleutel if verhaal and verhaal.sleutel else str(nummer))
