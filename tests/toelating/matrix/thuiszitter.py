"""A pupil who sits at home: the plan, the escalation, the end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tests.deuren import Deuren
from tests.factories.monitors import doe, maak_thuiszitter, met_stap
from tests.factories.toelating import Toelatingswereld
from tests.toelating.matrix.basis import BUREAU, SYSTEEM, Leven, Plek, tak
from toelating.models import Stap, Thuiszittersregel
from toelating.monitors import tasks
from toelating.monitors.workflow.thuiszitter import workflow

BEIDE = BUREAU | {"coordinator", "bestuur"}
DOORZETTERS = frozenset({"directeur", "gemandateerde"})  # the last one stands in the rule
WIE = {
    **dict.fromkeys(
        (
            *("stap_afspreken", "stap_afsluiten", "gesprek_noteren", "meldingen_vastleggen"),
            *("gegevens_wijzigen", "beeindigen", "heropenen"),
        ),
        BEIDE,
    ),
    "escaleren": BUREAU | {SYSTEEM},
    "school_aanwijzen": DOORZETTERS,
    "aanwijzing_intrekken": DOORZETTERS,
}


def lopen(wereld: Toelatingswereld) -> Iterator[Plek]:
    personas = wereld.personas
    regel = Thuiszittersregel.objects.create(geldig_van=date(2026, 8, 1))
    regel.teamleiders.add(wereld.gemandateerde)
    melding = maak_thuiszitter(personas.school, personas.coordinator)
    yield Plek("zonder plan", melding)
    with tak():
        vrij = doe(
            melding,
            "gegevens_wijzigen",
            personas.bureau,
            soort="vrijstelling",
            reden="hulp",
            eerste_dag=date(2026, 9, 1),
        )
        yield Plek("vrijstelling", vrij)
    melding = met_stap(melding, personas.coordinator)
    melding = doe(
        melding, "meldingen_vastleggen", personas.bureau, leerplicht_op=date(2026, 10, 5), bestuur_op=date(2026, 10, 5)
    )
    yield Plek("met plan", melding)
    melding = doe(melding, "escaleren", None, reden="Het duurt te lang.")
    yield Plek("bij de directeur", melding)
    with tak():
        aangewezen = doe(
            melding,
            "school_aanwijzen",
            personas.directeur,
            school=wereld.vso_school,
            plaats_uiterlijk=date(2026, 10, 30),
            reden="Overleg lukt niet.",
        )
        yield Plek("aangewezen", aangewezen)
    yield Plek("beeindigd", doe(melding, "beeindigen", personas.coordinator, einde="terug", op=date(2026, 10, 12)))


def invoer(naam: str, wereld: Toelatingswereld, dossier: Any) -> Mapping[str, Any]:
    if naam == "stap_afsluiten":
        stap = Stap.objects.filter(thuiszitter=dossier, afgesloten_op=None).first()
        return {"stap": stap.pk if stap else "", "afloop": "gedaan", "op": "13-10-2026"}
    reden = {"reden": "Overleg lukt niet."}
    return {
        "stap_afspreken": {"wat": "Gesprek met de ouders", "aan_zet": "school", "uiterlijk": "20-10-2026"},
        "gesprek_noteren": {"op": "12-10-2026", "met": "ouders", "tekst": "Zij willen verder."},
        "meldingen_vastleggen": {"leerplicht_op": "12-10-2026"},
        "gegevens_wijzigen": {"soort": "absoluut", "reden": "conflict", "eerste_dag": "1-10-2026"},
        "escaleren": reden,
        "school_aanwijzen": {**reden, "school": wereld.vso_school.pk, "plaats_uiterlijk": "30-10-2026"},
        "aanwijzing_intrekken": reden,
        "beeindigen": {"einde": "terug", "op": "12-10-2026"},
        "heropenen": {**reden, "soort": "relatief", "eerste_dag": "13-10-2026"},
    }[naam]


def deuren() -> Deuren:
    return Deuren(
        portaal="toelating:thuiszitter_handeling",
        beheer="admin:toelating_thuiszitter_handeling",
        taak=tasks.thuiszitter_verrichten,
    )


LEVENS = {"thuiszitter": Leven(workflow=workflow, lopen=lopen, wie=WIE, deuren=deuren, invoer=invoer)}
