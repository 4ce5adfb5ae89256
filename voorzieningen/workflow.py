"""The acts on a loan and on a robot, in the order of their lives. Only the bureau handles robots.

Giving a robot out (the start of a loan) stands in `services.robot_toewijzen`.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from voorzieningen import rules, voorraad
from voorzieningen.forms import InnemenForm, OmruilenForm, RedenForm
from voorzieningen.models import Robot, Uitlening

uitleningen = Workflow("voorzieningen", Uitlening.Status, wat="de uitlening")
robots = Workflow("voorzieningen", Robot.Status, wat="de robot")

WIE = "een medewerker van het bureau"


# --- A loan ----------------------------------------------------------------------------------------------


def _robot_werkt(uitlening: Uitlening) -> str | None:
    if uitlening.robot.status == Robot.Status.BESCHIKBAAR:
        return None
    return (
        f"Robot {uitlening.robot} is {uitlening.robot.get_status_display()}. "
        "Ruil om voor een andere robot, of maak deze eerst weer beschikbaar."
    )


def _periode_loopt_nog(uitlening: Uitlening) -> str | None:
    if uitlening.tot >= timezone.localdate():
        return None
    return "De periode van deze uitlening is voorbij. Annuleer de uitlening."


def _niemand_ertussen(uitlening: Uitlening) -> str | None:
    """Handing over early is fine as long as no other school has the robot between today and the first day."""
    vandaag = timezone.localdate()
    if uitlening.van <= vandaag:
        return None
    ander = (
        Uitlening.objects.actief()
        .filter(robot=uitlening.robot_id)
        .in_periode(vandaag, uitlening.van - timedelta(days=1))
        .exclude(pk=uitlening.pk)
        .select_related("school")
        .first()
    )
    if ander is None:
        return None
    return f"De robot is tot en met {datum(ander.tot)} voor {ander.school.naam}. Geef hem daarna mee."


@uitleningen.transition(
    source=[Uitlening.Status.GERESERVEERD],
    target=Uitlening.Status.UITGEREIKT,
    allowed=rules.is_bureau,
    wie=WIE,
    label="Uitreiken",
    voorwaarden=(_robot_werkt, _periode_loopt_nog, _niemand_ertussen),
)
def uitreiken(uitlening: Uitlening, *, door: Any) -> str:
    """The school takes the robot along."""
    uitlening.uitgereikt_op = timezone.localdate()
    return f"Robot {uitlening.robot} is meegegeven aan {uitlening.school.naam}."


@uitleningen.transition(
    source=[Uitlening.Status.GERESERVEERD, Uitlening.Status.UITGEREIKT],
    target=None,
    allowed=rules.is_bureau,
    wie=WIE,
    label="Omruilen",
    invoer=OmruilenForm,
)
def omruilen(uitlening: Uitlening, *, door: Any, robot: Robot) -> str:
    """The school gets another robot for the same period, for instance because the first one is broken."""
    voorraad.proberen_te_vergrendelen()
    oud, uitlening.robot = uitlening.robot, robot
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return f"Robot {oud} is omgeruild voor robot {robot}."


@uitleningen.transition(
    source=[Uitlening.Status.UITGEREIKT],
    target=Uitlening.Status.TERUGGEBRACHT,
    allowed=rules.is_bureau,
    wie=WIE,
    label="Innemen",
    invoer=InnemenForm,
)
def innemen(uitlening: Uitlening, *, door: Any, schade: str = "") -> str:
    """The robot is back and checked; with damage it is out of use until it is repaired."""
    uitlening.teruggebracht_op = timezone.localdate()
    uitlening.schade = schade.strip()
    if uitlening.schade and uitlening.robot.status == Robot.Status.BESCHIKBAAR:
        defect_melden(uitlening.robot, door=door, reden=uitlening.schade)
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return f"Schade: {uitlening.schade}" if uitlening.schade else "In orde teruggebracht."


@uitleningen.transition(
    source=[Uitlening.Status.GERESERVEERD],
    target=Uitlening.Status.VERVALLEN,
    allowed=rules.bureau_of_eigen_school,
    wie="het bureau of de school zelf",
    label="Annuleren",
    invoer=RedenForm,
)
def annuleren(uitlening: Uitlening, *, door: Any, reden: str) -> str:
    """The school does not need the robot any more, or does not get it; the next in line may have it."""
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return reden


@uitleningen.transition(
    source=[Uitlening.Status.GERESERVEERD, Uitlening.Status.UITGEREIKT],
    target=None,
    allowed=rules.is_portaal,
    wie="het portaal zelf, na een besluit over de aanvraag",
    label="Laatste dag aanpassen",
)
def bijstellen(uitlening: Uitlening, *, door: None, tot: date) -> str:
    """The award ends earlier or later, and the loan with it. Refused when another school has the robot by then."""
    eerst, uitlening.tot = uitlening.tot, tot
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return f"Eerst tot en met {datum(eerst)}, nu tot en met {datum(tot)}."


# --- A robot ---------------------------------------------------------------------------------------------


@robots.transition(
    source=[Robot.Status.BESCHIKBAAR],
    target=Robot.Status.DEFECT,
    allowed=rules.bureau_of_portaal,
    wie=WIE,
    label="Defect melden",
    invoer=RedenForm,
)
def defect_melden(robot: Robot, *, door: Any, reden: str) -> str:
    """Broken or incomplete: nobody gets it until it is repaired. Reservations stay and can be exchanged."""
    return reden


@robots.transition(
    source=[Robot.Status.DEFECT],
    target=Robot.Status.BESCHIKBAAR,
    allowed=rules.is_bureau,
    wie=WIE,
    label="Weer beschikbaar maken",
)
def herstellen(robot: Robot, *, door: Any) -> None:
    """Repaired; schools on the waiting list may have it."""
    voorraad.wachtlijst_laten_bedienen(robot)


@robots.transition(
    source=[Robot.Status.BESCHIKBAAR, Robot.Status.DEFECT],
    target=Robot.Status.UIT_DIENST,
    allowed=rules.is_bureau,
    wie=WIE,
    label="Uit dienst nemen",
    invoer=RedenForm,
)
def afvoeren(robot: Robot, *, door: Any, reden: str) -> str:
    """Out of the stock for good. Refused while a school has it or counts on it."""
    uitlening = Uitlening.objects.actief().filter(robot=robot).select_related("school").first()
    if uitlening is not None:
        raise VoorwaardeNietVervuld(
            f"Deze robot is nog {uitlening.get_status_display()} voor {uitlening.school.naam}. "
            "Neem hem eerst in, of ruil hem om voor een andere robot."
        )
    return reden
