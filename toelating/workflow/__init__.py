"""Every act on a request for a TLV, in the order in which a dossier lives."""

from toelating.workflow.basis import HERINNEREN, workflow

from toelating.workflow.versturen import indienen, medetekenen, medetekening_vragen, terughalen, terugsturen  # isort: skip
from toelating.workflow.behandelen import (  # isort: skip
    aanvullen,
    aanvulling_afsluiten,
    aanvulling_vragen,
    adviseren,
    buiten_behandeling_voorleggen,
    in_behandeling_nemen,
    leerling_verbeteren,
    naar_commissie,
    toewijzen,
    uitstel_melden,
)
from toelating.workflow.deskundigen import (  # isort: skip
    advies_geven,
    adviezen_binnen,
    adviezen_samenvatten,
    deskundige_vervangen,
    deskundigen_aanwijzen,
    verschonen,
)
from toelating.workflow.commissie import (  # isort: skip
    aanhouden,
    agenderen,
    commissieadvies_vastleggen,
    commissieadvies_verbeteren,
    oordeel_geven,
    van_agenda_halen,
)
from toelating.workflow.voorbereiden import (  # isort: skip
    advies_aan_ouders,
    voorleggen,
    zienswijze_afsluiten,
    zienswijze_geven,
    zienswijze_vastleggen,
    zienswijze_vragen,
)
from toelating.workflow.besluiten import (  # isort: skip
    afgeven,
    afwijzen,
    buiten_behandeling_stellen,
    laten_beoordelen,
    teruggeven,
)
from toelating.workflow.eindes import bekendmaken, intrekken  # isort: skip
from toelating.workflow.bewaren import vasthouden, vasthouden_opheffen  # isort: skip
from toelating.workflow.heropenen import heropenen  # isort: skip
from toelating.workflow.te_laat import (  # isort: skip
    dwangsom_vaststellen,
    geen_dwangsom,
    ingebrekestelling_intrekken,
    ingebrekestelling_sluiten,
    ingebrekestelling_vastleggen,
)
from toelating.workflow import bezwaar  # isort: skip
from toelating.workflow.bijeenkomst import bijeenkomsten  # isort: skip

__all__ = [
    "HERINNEREN",
    "aanhouden",
    "aanvullen",
    "aanvulling_afsluiten",
    "aanvulling_vragen",
    "advies_aan_ouders",
    "advies_geven",
    "adviezen_binnen",
    "adviezen_samenvatten",
    "adviseren",
    "afgeven",
    "afwijzen",
    "agenderen",
    "bekendmaken",
    "bezwaar",
    "bijeenkomsten",
    "buiten_behandeling_stellen",
    "buiten_behandeling_voorleggen",
    "commissieadvies_vastleggen",
    "commissieadvies_verbeteren",
    "deskundige_vervangen",
    "deskundigen_aanwijzen",
    "dwangsom_vaststellen",
    "geen_dwangsom",
    "heropenen",
    "in_behandeling_nemen",
    "indienen",
    "ingebrekestelling_intrekken",
    "ingebrekestelling_sluiten",
    "ingebrekestelling_vastleggen",
    "intrekken",
    "laten_beoordelen",
    "leerling_verbeteren",
    "medetekenen",
    "medetekening_vragen",
    "naar_commissie",
    "oordeel_geven",
    "teruggeven",
    "terughalen",
    "terugsturen",
    "toewijzen",
    "uitstel_melden",
    "van_agenda_halen",
    "vasthouden",
    "vasthouden_opheffen",
    "verschonen",
    "voorleggen",
    "workflow",
    "zienswijze_afsluiten",
    "zienswijze_geven",
    "zienswijze_vastleggen",
    "zienswijze_vragen",
]
