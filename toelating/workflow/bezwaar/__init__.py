"""Every act on an objection, in the order in which a case lives. `toelating.bezwaar.services` registers one."""

from toelating.workflow.bezwaar.basis import workflow

from toelating.workflow.bezwaar.ontvangst import (  # isort: skip
    gegevens_verbeteren,
    herstel_afsluiten,
    herstel_afsluiten_bij_lbt,
    herstel_vragen,
    herstellen,
    herstellen_bij_lbt,
    stuk_toevoegen,
    termijn_beoordelen,
    toewijzen,
)
from toelating.workflow.bezwaar.lbt import (  # isort: skip
    bundel_maken,
    hoorzitting_vastleggen,
    lbt_advies_vastleggen,
    lbt_vragen,
    lbt_vragen_tijdens_herstel,
    verweer_schrijven,
    verweer_versturen,
)
from toelating.workflow.bezwaar.termijn import uitstellen, verdagen  # isort: skip
from toelating.workflow.bezwaar.voorbereiden import (  # isort: skip
    tegemoetkomen,
    teruggeven,
    teruggeven_bij_lbt,
    teruggeven_zonder_lbt,
    voorleggen,
)
from toelating.workflow.bezwaar.besluiten import (  # isort: skip
    gegrond_verklaren,
    niet_ontvankelijk_verklaren,
    ongegrond_verklaren,
)
from toelating.workflow.bezwaar.eindes import bekendmaken, intrekken  # isort: skip
from toelating.workflow.bezwaar.te_laat import (  # isort: skip
    dwangsom_vaststellen,
    geen_dwangsom,
    ingebrekestelling_intrekken,
    ingebrekestelling_sluiten,
    ingebrekestelling_vastleggen,
)

__all__ = [
    "bekendmaken",
    "bundel_maken",
    "dwangsom_vaststellen",
    "geen_dwangsom",
    "gegevens_verbeteren",
    "gegrond_verklaren",
    "herstel_afsluiten",
    "herstel_afsluiten_bij_lbt",
    "herstel_vragen",
    "herstellen",
    "herstellen_bij_lbt",
    "hoorzitting_vastleggen",
    "ingebrekestelling_intrekken",
    "ingebrekestelling_sluiten",
    "ingebrekestelling_vastleggen",
    "intrekken",
    "lbt_advies_vastleggen",
    "lbt_vragen",
    "lbt_vragen_tijdens_herstel",
    "niet_ontvankelijk_verklaren",
    "ongegrond_verklaren",
    "stuk_toevoegen",
    "tegemoetkomen",
    "termijn_beoordelen",
    "teruggeven",
    "teruggeven_bij_lbt",
    "teruggeven_zonder_lbt",
    "toewijzen",
    "uitstellen",
    "verdagen",
    "verweer_schrijven",
    "verweer_versturen",
    "voorleggen",
    "workflow",
]
