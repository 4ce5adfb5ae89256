"""The stories of the demo: one request each, how far it came, and what became of the TLV and the objection."""

import uuid
from dataclasses import dataclass

from swv.demo.verhalen import BAKEN_PARK, BAKEN_POORT, BAKEN_STAD, BUITENHOUT, ECHNATON, PARKHURST
from toelating.models import Bezwaar, Bezwaarstatus, Soort, Status

_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20260801cccc")
AVENTURIJN, BACHWEG = "30EF00", "17J00"
VOORBEELD = "99ZZ00"  # an invented school of another region
OPGEHAALD, GEPLAATST, VERTREKT = "opgehaald", "geplaatst", "vertrekt"


def sleutel(naam: str) -> uuid.UUID:
    """The same on every machine and day, so that what is there already is not made twice."""
    return uuid.uuid5(_ZAAD, naam)


@dataclass(frozen=True)
class Bezwaarverhaal:
    """An objection to the decision of a story: who objects, on which day of that story it came in, how far it came."""

    van: str
    dag: int
    einde: str
    advies: str = ""


@dataclass(frozen=True)
class Verhaal:
    """One request: its kind, how far it came, how many days ago it began, at which school and for which of its pupils;
    what became of the TLV afterwards. With `terugtrekken` the second expert withdrew; with `zitting` the decision is
    signed later, in a sitting with others; so many days ago (`in_gebreke`) the board sent a notice of default."""

    soort: str
    einde: str
    dagen: int
    school: str
    leerling: int
    afwijzen: bool = False
    daarna: str = ""
    op_agenda: bool = True
    tegenstrijdig: bool = False
    terugtrekken: bool = False
    zitting: bool = False
    bezwaar: Bezwaarverhaal | None = None
    in_gebreke: int = 0

    @property
    def sleutel(self) -> uuid.UUID:
        return sleutel(f"{self.school}/{self.leerling}/{self.soort}")


# A TLV of somebody whose request began 396 days ago ends this school year, whatever day it is.
_Van, _Advies = Bezwaar.Van, Bezwaar.Lbtadvies
VERHALEN = (
    Verhaal(Soort.VSO, Status.CONCEPT, 2, PARKHURST, 0),
    Verhaal(Soort.VSO, Status.TER_MEDETEKENING, 3, PARKHURST, 1),
    Verhaal(Soort.VSO, Status.INGEDIEND, 3, BAKEN_PARK, 0),
    Verhaal(Soort.VSO, Status.VOLLEDIGHEIDSTOETS, 6, ECHNATON, 0),
    Verhaal(Soort.VSO, Status.AANVULLING_GEVRAAGD, 11, PARKHURST, 2),
    Verhaal(Soort.VSO, Status.BIJ_DESKUNDIGEN, 12, ECHNATON, 6),
    Verhaal(Soort.VSO, Status.BIJ_DESKUNDIGEN, 16, BAKEN_PARK, 1),
    Verhaal(Soort.VSO, Status.BIJ_TAC, 18, PARKHURST, 3),
    Verhaal(Soort.VSO, Status.BIJ_TAC, 18, BUITENHOUT, 0),
    Verhaal(Soort.VSO, Status.BIJ_TAC, 20, ECHNATON, 1, op_agenda=False),
    Verhaal(Soort.VSO, Status.ADVIES_GEREED, 34, BAKEN_POORT, 0),
    Verhaal(Soort.VSO, Status.ZIENSWIJZE, 33, PARKHURST, 4),
    Verhaal(Soort.VSO, Status.TER_ONDERTEKENING, 40, PARKHURST, 5),
    Verhaal(Soort.VSO, Status.TER_ONDERTEKENING, 41, BAKEN_PARK, 2, afwijzen=True),
    Verhaal(Soort.VSO, Status.TER_ONDERTEKENING, 43, BUITENHOUT, 1),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 36, BAKEN_PARK, 7, zitting=True),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 37, ECHNATON, 5, zitting=True),
    Verhaal(Soort.VSO, Status.ADVIES_GEREED, 37, BUITENHOUT, 4, zitting=True),
    Verhaal(
        Soort.VSO,
        Status.AFGEGEVEN,
        64,
        PARKHURST,
        6,
        bezwaar=Bezwaarverhaal(_Van.OUDERS, 60, Bezwaarstatus.ONTVANGEN),
    ),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 75, BAKEN_PARK, 3, daarna=OPGEHAALD),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 135, BAKEN_POORT, 1, daarna=OPGEHAALD),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 140, ECHNATON, 2, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 310, PARKHURST, 7, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 396, BAKEN_STAD, 0, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 396, BAKEN_PARK, 8, daarna=VERTREKT),
    Verhaal(
        Soort.VSO,
        Status.AFGEWEZEN,
        50,
        ECHNATON,
        4,
        afwijzen=True,
        bezwaar=Bezwaarverhaal(_Van.BESTUUR, 40, Bezwaarstatus.BIJ_LBT),
    ),
    Verhaal(
        Soort.VSO,
        Status.AFGEWEZEN,
        70,
        BAKEN_STAD,
        1,
        afwijzen=True,
        bezwaar=Bezwaarverhaal(_Van.OUDERS, 37, Bezwaarstatus.ONGEGROND, _Advies.ONGEGROND),
    ),
    Verhaal(
        Soort.VSO,
        Status.AFGEWEZEN,
        95,
        BUITENHOUT,
        3,
        afwijzen=True,
        bezwaar=Bezwaarverhaal(_Van.OUDERS, 70, Bezwaarstatus.TER_ONDERTEKENING, _Advies.GEGROND),
    ),
    Verhaal(
        Soort.VSO,
        Status.BUITEN_BEHANDELING,
        110,
        BAKEN_PARK,
        4,
        bezwaar=Bezwaarverhaal(_Van.BESTUUR, 80, Bezwaarstatus.ADVIES_GEREED, _Advies.GEGROND),
    ),
    Verhaal(Soort.VSO, Status.INGETROKKEN, 50, PARKHURST, 8),
    Verhaal(Soort.PRO, Status.CONCEPT, 3, BAKEN_PARK, 6),
    Verhaal(Soort.PRO, Status.INGEDIEND, 4, PARKHURST, 9),
    Verhaal(Soort.PRO, Status.BIJ_DESKUNDIGEN, 15, BAKEN_PARK, 5, terugtrekken=True),
    Verhaal(Soort.PRO, Status.TER_ONDERTEKENING, 36, ECHNATON, 3, tegenstrijdig=True),
    Verhaal(Soort.PRO, Status.AFGEGEVEN, 95, BUITENHOUT, 2, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.ADVIES_GEREED, 110, BAKEN_PARK, 9, in_gebreke=33),
)
VERLENGING = Verhaal(Soort.VERLENGING, Status.VOLLEDIGHEIDSTOETS, 8, AVENTURIJN, 0)
GAST = Verhaal(Soort.VSO, Status.AANVULLING_GEVRAAGD, 13, VOORBEELD, 0)
