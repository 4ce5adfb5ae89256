"""A registration in writing with a school: looked into, decided, placed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.deuren import Deuren
from tests.factories.monitors import doe, maak_aanmelding
from tests.factories.toelating import Toelatingswereld
from tests.toelating.matrix.basis import BUREAU, Leven, Plek, tak
from toelating.monitors import tasks
from toelating.monitors.workflow.aanmelding import workflow

BEIDE = BUREAU | {"coordinator", "bestuur"}
WIE = dict.fromkeys(
    (
        *("verlengen", "tijdelijk_plaatsen", "toelaten", "andere_school_vinden"),
        *("aanbod_laten_vervallen", "plaatsing_bevestigen", "intrekken"),
    ),
    BEIDE,
)


def lopen(wereld: Toelatingswereld) -> Iterator[Plek]:
    door = wereld.personas.coordinator
    rij = maak_aanmelding(wereld.personas.school, door, aangemeld_op=date(2026, 10, 1))
    yield Plek("in onderzoek", rij)
    with tak():
        verlengd = doe(rij, "verlengen", door, weken=4, brief_op=date(2026, 10, 12), reden="Een verslag komt later.")
        yield Plek("verlengd", verlengd)
    with tak():
        yield Plek("tijdelijk geplaatst", doe(rij, "tijdelijk_plaatsen", door, op=date(2026, 10, 12)))
    with tak():
        elders = {"andere_school": wereld.vso_school, "besloten_op": date(2026, 10, 9), "akkoord_op": date(2026, 10, 8)}
        aanbod = doe(rij, "andere_school_vinden", door, **elders)
        yield Plek("andere school", aanbod)
        yield Plek("elders", doe(aanbod, "plaatsing_bevestigen", door, geplaatst_op=date(2026, 10, 12)))
    with tak():
        dagen = {"besloten_op": date(2026, 10, 9), "geplaatst_op": date(2026, 10, 12)}
        yield Plek("toegelaten", doe(rij, "toelaten", door, **dagen))
    yield Plek("ingetrokken", doe(rij, "intrekken", door, waarom="verhuisd"))


def invoer(naam: str, wereld: Toelatingswereld, dossier: Any) -> Mapping[str, Any]:
    besloten = {"besloten_op": "12-10-2026"}
    return {
        "verlengen": {"weken": "4", "brief_op": "12-10-2026", "reden": "Een verslag komt later."},
        "tijdelijk_plaatsen": {"op": "12-10-2026"},
        "toelaten": {**besloten, "geplaatst_op": "19-10-2026"},
        "andere_school_vinden": {**besloten, "akkoord_op": "9-10-2026", "andere_school": wereld.vso_school.pk},
        "aanbod_laten_vervallen": {"reden": "Die school is vol."},
        "plaatsing_bevestigen": {"geplaatst_op": "12-10-2026"},
        "intrekken": {"waarom": "verhuisd"},
    }[naam]


def deuren() -> Deuren:
    return Deuren(
        portaal="toelating:aanmelding_handeling",
        beheer="admin:toelating_aanmelding_handeling",
        taak=tasks.aanmelding_verrichten,
    )


LEVENS = {"aanmelding": Leven(workflow=workflow, lopen=lopen, wie=WIE, deuren=deuren, invoer=invoer)}
