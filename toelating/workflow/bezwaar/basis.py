"""What the acts on an objection share."""

from swv.kern.workflow import Workflow
from toelating.models import Bezwaarstatus

workflow = Workflow("bezwaar", Bezwaarstatus, wat="dit bezwaar")

BEHANDELAAR = "een medewerker van het bureau die niet bij het eerste besluit betrokken was"
BUREAU = "een medewerker van het bureau"
SYSTEEM = "het portaal zelf, zodra de brief is verzegeld"
BESLISSER = (
    "de directeur-bestuurder, als die deze beslissing niet zelf voorbereidde en het eerste besluit niet onder mandaat "
    "nam"
)
DIRECTEUR = "de directeur-bestuurder"

GEVRAAGD_OF_BIJ_BUREAU = (
    Bezwaarstatus.ONTVANGEN,
    Bezwaarstatus.BIJ_LBT,
    Bezwaarstatus.ADVIES_GEREED,
    Bezwaarstatus.TER_ONDERTEKENING,
)
