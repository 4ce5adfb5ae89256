"""Every act on an aanvraag, in the order in which a dossier lives."""

from aanvragen.workflow.basis import HERINNEREN, workflow

from aanvragen.workflow.versturen import indienen, medetekenen, medetekening_vragen, terughalen, terugsturen  # isort: skip
from aanvragen.workflow.behandelen import (  # isort: skip
    aanvullen,
    aanvulling_vragen,
    adviseren,
    buiten_behandeling_voorleggen,
    deskundige_betrekken,
    feedback_afsluiten,
    feedback_geven,
    in_behandeling_nemen,
    leerling_verbeteren,
    plan_bijstellen,
    toewijzen,
)
from aanvragen.workflow.besluiten import (  # isort: skip
    afwijzen,
    buiten_behandeling_stellen,
    teruggeven,
    toekennen,
)
from aanvragen.workflow.afhandelen import (  # isort: skip
    beantwoorden,
    doorverwijzen,
    niet_toezeggen,
    niet_verder_behandelen,
    toezeggen,
)
from aanvragen.workflow.eindes import bekendmaken, intrekken  # isort: skip

__all__ = [
    "HERINNEREN",
    "aanvullen",
    "aanvulling_vragen",
    "adviseren",
    "afwijzen",
    "beantwoorden",
    "bekendmaken",
    "buiten_behandeling_stellen",
    "buiten_behandeling_voorleggen",
    "deskundige_betrekken",
    "doorverwijzen",
    "feedback_afsluiten",
    "feedback_geven",
    "in_behandeling_nemen",
    "indienen",
    "intrekken",
    "leerling_verbeteren",
    "medetekenen",
    "medetekening_vragen",
    "niet_toezeggen",
    "niet_verder_behandelen",
    "plan_bijstellen",
    "teruggeven",
    "terughalen",
    "terugsturen",
    "toekennen",
    "toewijzen",
    "toezeggen",
    "workflow",
]
