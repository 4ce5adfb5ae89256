"""Every act on a change of an award, in the order in which it lives."""

from aanvragen.wijziging.workflow.basis import HERINNEREN, workflow

from aanvragen.wijziging.workflow.school import (  # isort: skip
    medetekenen,
    medetekening_vragen,
    terughalen,
    terugsturen,
    voorstellen,
    vragen,
)
from aanvragen.wijziging.workflow.bureau import (  # isort: skip
    aanvullen,
    aanvulling_vragen,
    in_behandeling_nemen,
    laten_rusten,
    voorleggen,
)
from aanvragen.wijziging.workflow.besluiten import (  # isort: skip
    afwijzen,
    bekendmaken,
    intrekken,
    teruggeven,
    vaststellen,
)

__all__ = [
    "HERINNEREN",
    "aanvullen",
    "aanvulling_vragen",
    "afwijzen",
    "bekendmaken",
    "in_behandeling_nemen",
    "intrekken",
    "laten_rusten",
    "medetekenen",
    "medetekening_vragen",
    "teruggeven",
    "terughalen",
    "terugsturen",
    "vaststellen",
    "voorleggen",
    "voorstellen",
    "vragen",
    "workflow",
]
