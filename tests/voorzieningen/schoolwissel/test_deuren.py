"""One act, all its doors: portal, admin, API and task give the same person in the same place the same answer."""

from typing import Any

import pytest

from swv.kern.taakdeur import GEDAAN, ONBEKEND
from tests.deuren import Deuren
from tests.factories.registratie import RegistratieFactory
from tests.personas import Personas
from voorzieningen.models import Schoolwissel
from voorzieningen.registratie import tasks as registratietasks
from voorzieningen.schoolwissel import tasks
from voorzieningen.schoolwissel.workflow import voorstel_sturen

pytestmark = pytest.mark.django_db

REDEN = {"reden": "Daarom."}
VAN_BUREAU = {"voorstel_sturen": {}, "aanmelding_intrekken": REDEN}


def deuren() -> Deuren:
    return Deuren(
        portaal="voorzieningen:schoolwissel_handeling",
        beheer="admin:voorzieningen_schoolwissel_handeling",
        api="/api/v1/schoolwissels",
        taak=tasks.verrichten,
    )


@pytest.mark.parametrize("naam", VAN_BUREAU)
def test_bureau_gets_the_same_answer_at_every_door(personas: Personas, zoeker: Schoolwissel, naam: str) -> None:
    alle, gegevens = deuren(), VAN_BUREAU[naam]
    alle.inloggen(personas.bureau, personas.directeur, personas.coordinator_elders)

    assert set(alle.gelukt(zoeker, naam, personas.bureau, gegevens).values()) == {GEDAAN}
    assert alle.geweigerd(zoeker, naam, personas.directeur, gegevens) == {"niet_toegestaan"}
    assert alle.geweigerd(zoeker, naam, personas.coordinator_elders, gegevens) == {ONBEKEND}
    assert alle.geweigerd(zoeker, naam, personas.bureau, {**gegevens, "versie": 7}) == {"verouderd"}


@pytest.mark.parametrize("naam", ["leerling_aannemen", "leerling_weigeren"])
def test_receiving_school_gets_the_same_answer_at_every_door(
    personas: Personas, zoeker: Schoolwissel, naam: str
) -> None:
    voorstel_sturen(zoeker, door=personas.bureau)
    alle = deuren()
    alle.inloggen(personas.coordinator_elders, personas.bureau)

    uitkomst = alle.gelukt(zoeker, naam, personas.coordinator_elders, REDEN)
    assert set(uitkomst) == {"portaal", "api", "taak"}
    assert set(uitkomst.values()) == {GEDAAN}
    assert alle.geweigerd(zoeker, naam, personas.bureau, REDEN) == {"niet_toegestaan"}


def test_round_and_registration_have_the_same_doors(personas: Personas, zoeker: Schoolwissel) -> None:
    gevallen: list[tuple[Deuren, Any, str, dict[str, str]]] = [
        (
            Deuren("voorzieningen:wisselronde_handeling", api="/api/v1/wisselrondes", taak=tasks.ronde_verrichten),
            zoeker.ronde,
            "verdeling_berekenen",
            {},
        ),
        (
            Deuren("voorzieningen:registratie_handeling", api="/api/v1/registraties", taak=registratietasks.verrichten),
            RegistratieFactory(school=personas.school),
            "registratie_afronden",
            {"op": "15-8-2026", "effect": "deels"},
        ),
    ]

    for alle, dossier, naam, gegevens in gevallen:
        alle.inloggen(personas.bureau, personas.coordinator_elders)
        assert set(alle.gelukt(dossier, naam, personas.bureau, gegevens).values()) == {GEDAAN}
        assert alle.geweigerd(dossier, naam, personas.coordinator_elders, gegevens) == {ONBEKEND}
