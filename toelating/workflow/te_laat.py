"""The decision on a request is late, and the applicant says so: see `toelating.workflow.dwangsom`."""

from toelating import rules
from toelating.models import Status
from toelating.models.aanvraag import BESLOTEN, OPEN_BIJ_BUREAU
from toelating.workflow.basis import BUREAU, workflow
from toelating.workflow.dwangsom import Mensen, handelingen_registreren

handelingen_registreren(
    workflow,
    Mensen(bureau=rules.is_bureau, wie_bureau=BUREAU, directeur=rules.is_directeur, systeem=rules.is_systeem),
    te_beslissen=(*OPEN_BIJ_BUREAU, *BESLOTEN),
    ingetrokken=Status.INGETROKKEN,
)
ingebrekestelling_vastleggen = workflow["ingebrekestelling_vastleggen"]
ingebrekestelling_intrekken = workflow["ingebrekestelling_intrekken"]
geen_dwangsom = workflow["geen_dwangsom"]
dwangsom_vaststellen = workflow["dwangsom_vaststellen"]
ingebrekestelling_sluiten = workflow["ingebrekestelling_sluiten"]
