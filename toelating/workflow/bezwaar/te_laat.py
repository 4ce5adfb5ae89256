"""The decision on an objection is late, and the objector says so: see `toelating.workflow.dwangsom`."""

from toelating.bezwaar import mensen
from toelating.models import Bezwaarstatus
from toelating.models.bezwaar import BESLOTEN, OPEN
from toelating.workflow.bezwaar.basis import BUREAU, DIRECTEUR, workflow
from toelating.workflow.dwangsom import Mensen, handelingen_registreren

handelingen_registreren(
    workflow,
    Mensen(
        bureau=mensen.is_bureau,
        wie_bureau=BUREAU,
        directeur=mensen.is_directeur,
        wie_directeur=DIRECTEUR,
        systeem=mensen.is_systeem,
    ),
    te_beslissen=(*OPEN, *BESLOTEN),
    ingetrokken=Bezwaarstatus.INGETROKKEN,
)
ingebrekestelling_vastleggen = workflow["ingebrekestelling_vastleggen"]
ingebrekestelling_intrekken = workflow["ingebrekestelling_intrekken"]
geen_dwangsom = workflow["geen_dwangsom"]
dwangsom_vaststellen = workflow["dwangsom_vaststellen"]
ingebrekestelling_sluiten = workflow["ingebrekestelling_sluiten"]
