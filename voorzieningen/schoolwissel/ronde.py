"""The acts on a round of the school change. Starting one stands in `services.ronde_starten`."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from voorzieningen.models import Schoolwissel, Wisselronde
from voorzieningen.schoolwissel import rules, selectors
from voorzieningen.schoolwissel.forms import DatumsWijzigenForm
from voorzieningen.schoolwissel.rules import BUREAU

Status = Wisselronde.Status
workflow = Workflow("voorzieningen", Status, wat="de ronde")

BEREKENEN = "voorzieningen.schoolwissel_berekenen"
STUREN = "voorzieningen.schoolwissel_sturen"


def _niemand_zoekt(ronde: Wisselronde) -> str | None:
    if ronde.wissels.filter(status=Schoolwissel.Status.AANGEMELD).exists():
        return None
    return "Er zoekt nu geen leerling een plaats. Wacht tot een school een leerling aanmeldt."


def _niets_te_sturen(ronde: Wisselronde) -> str | None:
    if selectors.klaar_om_te_sturen(ronde):
        return None
    return "Er ligt geen voorstel klaar. Bereken eerst een verdeling."


def _iemand_wacht(ronde: Wisselronde) -> str | None:
    wacht = ronde.wissels.filter(status=Schoolwissel.Status.VOORGESTELD).count()
    if not wacht:
        return None
    wie = "1 leerling wacht" if wacht == 1 else f"{wacht} leerlingen wachten"
    return f"{wie} nog op het antwoord van een school. Wacht daarop, of neem het voorstel terug."


def _andere_loopt(ronde: Wisselronde) -> str | None:
    anders = Wisselronde.objects.lopend().filter(~Q(pk=ronde.pk), schooljaar=ronde.schooljaar)
    return "Voor dit schooljaar loopt al een andere ronde. Gebruik die." if anders.exists() else None


@workflow.transition(
    source=[Status.LOOPT],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Verdeling berekenen",
    voorwaarden=(_niemand_zoekt,),
)
def verdeling_berekenen(ronde: Wisselronde, *, door: Any) -> str:
    """The worker reckons a new proposal for everybody who still seeks a place. Earlier ones stay to be read."""
    ronde.gevraagd_op = timezone.now()
    klaarzetten(BEREKENEN, sleutel=f"{BEREKENEN}:{ronde.pk}:{ronde.versie}", object_id=ronde.pk)
    return ""


@workflow.transition(
    source=[Status.LOOPT],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Alle voorstellen sturen",
    voorwaarden=(_niets_te_sturen,),
)
def voorstellen_sturen(ronde: Wisselronde, *, door: Any) -> str:
    """The worker sends every place of the last proposal to its school, in the name of who pressed the button."""
    ronde.sturen_door = door
    klaarzetten(STUREN, sleutel=f"{STUREN}:{ronde.pk}:{ronde.versie}", object_id=ronde.pk)
    return ""


@workflow.transition(
    source=[Status.LOOPT],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Datums wijzigen",
    invoer=DatumsWijzigenForm,
)
def datums_wijzigen(ronde: Wisselronde, *, door: Any, aanmelden_tot: date, doel_op: date) -> str:
    """Schools can register longer or shorter, or everybody must have a place by another day."""
    ronde.aanmelden_tot, ronde.doel_op = aanmelden_tot, doel_op
    return f"Aanmelden tot en met {datum(aanmelden_tot)}. Iedereen een plaats op {datum(doel_op)}."


@workflow.transition(
    source=[Status.LOOPT],
    target=Status.AFGEROND,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Ronde afronden",
    voorwaarden=(_iemand_wacht,),
)
def ronde_afronden(ronde: Wisselronde, *, door: Any) -> str:
    """Nobody registers or is divided any more. Who has no place stays visible as such."""
    [stand] = selectors.voortgang([ronde], timezone.localdate()).values()
    return stand.zin


@workflow.transition(
    source=[Status.AFGEROND],
    target=Status.LOOPT,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Ronde weer openen",
    voorwaarden=(_andere_loopt,),
)
def ronde_heropenen(ronde: Wisselronde, *, door: Any) -> str:
    """It was closed too early."""
    return ""
