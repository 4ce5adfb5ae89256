"""A TLV after it was given: collected, used, and one day over."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import time_machine
from django.utils import timezone

from tests.deuren import Deuren
from tests.factories.organisaties import SchoolFactory
from tests.factories.toelating import Toelatingswereld, maak_verklaring
from tests.toelating.levensloop import EERSTE_SCHOOLDAG, IN_HET_VOORJAAR
from tests.toelating.matrix.basis import BUREAU, SYSTEEM, Leven, Plek, tak
from toelating.models import Soort, Verklaring
from toelating.workflow.verklaring import workflow

VSO = frozenset({"vso_coordinator"})
PRO = frozenset({"pro_coordinator"})
PORTAAL = frozenset({SYSTEEM})
DIRECTEUR = frozenset({"directeur"})


def _wie(school: frozenset[str]) -> dict[str, frozenset[str]]:
    return {
        "ophalen": school,
        "teruggeven": school,
        "plaatsen": school,
        "overstappen": BUREAU | school,
        "terugkeren": BUREAU | school,
        "laten_verlopen": PORTAAL,
        "laten_vervallen": PORTAAL,
        "vervangen": PORTAAL,
        "herroepen": PORTAAL,
        "intrekken": DIRECTEUR,
    }


def lopen(wereld: Toelatingswereld, *, soort: str) -> Iterator[Plek]:
    pro = soort == Soort.PRO
    door, school = (wereld.pro_coordinator, wereld.pro_school) if pro else (wereld.vso_coordinator, wereld.vso_school)
    with time_machine.travel(IN_HET_VOORJAAR):
        verklaring = maak_verklaring(wereld, soort=soort)
        yield Plek("afgegeven", verklaring)
    with tak(), time_machine.travel("2029-11-01 10:00:00+01:00"):
        yield Plek("niet gebruikt", verklaring)
    with time_machine.travel(EERSTE_SCHOOLDAG):
        verklaring = workflow["ophalen"](verklaring, door=door, school=school)
        yield Plek("opgehaald", verklaring)
        geplaatst = {"geplaatst_op": date(2026, 8, 24), "leerlingnummer": "700123"}
        verklaring = workflow["plaatsen"](verklaring, door=door, **geplaatst)
        yield Plek("verzilverd", verklaring)
    with tak():
        yield Plek("beeindigd", workflow["terugkeren"](verklaring, door=door, op=date(2026, 9, 14), naar="School A"))
    with time_machine.travel("2033-11-01 10:00:00+01:00"):
        yield Plek("na de einddatum", verklaring)
        yield Plek("verlopen", workflow["laten_verlopen"](verklaring, door=None))


def invoer(naam: str, wereld: Toelatingswereld, verklaring: Verklaring) -> Mapping[str, Any]:
    eigen = wereld.pro_school if verklaring.onderwijs == "pro" else wereld.vso_school
    vandaag = timezone.localdate()
    begin = {"geplaatst_op": f"{vandaag:%d-%m-%Y}", "leerlingnummer": "700999"}
    return {
        "ophalen": {"school": str(eigen.pk)},
        "teruggeven": {"reden": "De leerling komt niet."},
        "plaatsen": begin,
        "terugkeren": {"op": f"{vandaag + timedelta(days=7):%d-%m-%Y}", "naar": "School A"},
        "intrekken": {"reden": "De TLV berust op een vergissing.", "zienswijze": "Allen zijn het eens."},
        # The portal itself has no form.
        "vervangen": {"tot_en_met": vandaag, "reden": "Andere categorie."},
        "herroepen": {"reden": "Het bezwaar is gegrond."},
        "overstappen": {"school": str(_tweede_school(eigen.soort, verklaring).pk), **begin},
    }.get(naam, {})


def _tweede_school(soort: str, verklaring: Verklaring) -> Any:
    """Another school of this kind, where the same coördinator works too."""
    return SchoolFactory(code="05EE00", naam="Tweede school", soort=soort)


def deuren() -> Deuren:
    return Deuren(
        portaal="toelating:verklaring_handeling",
        beheer="admin:toelating_verklaring_handeling",
        api="/api/v1/verklaringen",
    )


_leven = partial(
    Leven,
    workflow=workflow,
    deuren=deuren,
    invoer=invoer,
    # Which school a school may choose is another question: the form asks it (test_verklaring).
    overslaan=frozenset(
        {
            ("overstappen", "vso_coordinator"),
            ("overstappen", "pro_coordinator"),
            ("overstappen", "na de einddatum"),
            ("terugkeren", "na de einddatum"),
        }
    ),
)
LEVENS = {
    "verklaring-vso": _leven(lopen=partial(lopen, soort=Soort.VSO), wie=_wie(VSO)),
    "verklaring-pro": _leven(lopen=partial(lopen, soort=Soort.PRO), wie=_wie(PRO), eigen=frozenset({"ophalen"})),
}
