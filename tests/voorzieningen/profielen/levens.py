"""Who may do each act on a profile and a checklist, by hand, and where each act leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from swv.kern.workflow import Workflow
from tests.deuren import Deuren
from tests.factories.voorzieningen import ChecklistFactory, ProfielFactory
from voorzieningen.profielen import tasks, workflow

SCHOOL = frozenset({"coordinator", "bestuur"})
BUREAU = frozenset({"bureau", "bureau_collega"})


@dataclass(frozen=True)
class Leven:
    """One kind of dossier: its acts, who may do each, the places in its life, and where an act leads from there."""

    workflow: Workflow
    maak: Callable[..., Any]
    deuren: Callable[[], Deuren]
    wie: Mapping[str, frozenset[str]]
    plekken: Mapping[str, dict[str, Any]]
    naar: Mapping[str, Mapping[str, str]]


def _deuren(naam: str, api: str, taak: Any) -> Callable[[], Deuren]:
    return lambda: Deuren(
        portaal=f"profielen:{naam}:handeling",
        beheer=f"admin:voorzieningen_{naam}_handeling",
        api=f"/api/v1/{api}",
        taak=taak,
    )


PROFIEL = Leven(
    workflow.profielen,
    ProfielFactory,
    _deuren("profiel", "profielen", tasks.profiel_verrichten),
    {
        "profiel_voorleggen": SCHOOL,
        "profiel_teruggeven": SCHOOL,
        "profiel_publiceren": SCHOOL,
        "profiel_vervangen": frozenset(),
        "profiel_intrekken": SCHOOL | BUREAU,
    },
    {
        "concept": {},
        "voorgelegd": {"voorgelegd": True},
        "gepubliceerd": {"gepubliceerd": True},
        "vervallen": {"vervallen": True},
    },
    {
        "concept": {"profiel_voorleggen": "voorgelegd", "profiel_publiceren": "gepubliceerd"},
        "voorgelegd": {"profiel_teruggeven": "concept", "profiel_publiceren": "gepubliceerd"},
        "gepubliceerd": {"profiel_vervangen": "vervallen", "profiel_intrekken": "vervallen"},
        "vervallen": {},
    },
)
CHECKLIST = Leven(
    workflow.checklists,
    ChecklistFactory,
    _deuren("checklist", "checklists", tasks.checklist_verrichten),
    {
        "checklist_vaststellen": SCHOOL,
        "checklist_vervangen": frozenset(),
        "checklist_intrekken": SCHOOL | BUREAU,
    },
    {"concept": {}, "vastgesteld": {"vastgesteld": True}, "vervallen": {"vervallen": True}},
    {
        "concept": {"checklist_vaststellen": "vastgesteld"},
        "vastgesteld": {"checklist_vervangen": "vervallen", "checklist_intrekken": "vervallen"},
        "vervallen": {},
    },
)
LEVENS = {"profiel": PROFIEL, "checklist": CHECKLIST}
MET_REDEN = {"profiel_teruggeven", "profiel_intrekken", "checklist_intrekken"}


def invoer(naam: str) -> dict[str, str]:
    """What a person fills in with this act."""
    return {"reden": "Daarom."} if naam in MET_REDEN else {}
