"""The acts on a loan and on a robot, in the order of their lives. Only the bureau handles robots.

Giving a robot out (the start of a loan) stands in `services.robot_toewijzen`.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum
from swv.kern.workflow import Workflow
from voorzieningen import rules, voorraad
from voorzieningen.forms import InnemenForm, OmruilenForm, RedenForm
from voorzieningen.models import Onderhoud, Robot, Uitlening, Wachtplaats
from voorzieningen.uitlenen import berichten

uitleningen = Workflow("voorzieningen", Uitlening.Status, wat="de uitlening")
robots = Workflow("voorzieningen", Robot.Status, wat="dit hulpmiddel")

WIE = "een medewerker van het bureau"
BEIDE = "het bureau of de school zelf"


# --- An offer --------------------------------------------------------------------------------------------


@uitleningen.transition(
    source=[Uitlening.Status.GERESERVEERD],
    target=Uitlening.Status.AANGEBODEN,
    allowed=rules.is_portaal,
    wie="het portaal",
    label="Aanbieden",
)
def lening_aanbieden(uitlening: Uitlening, *, door: None, antwoord_uiterlijk: date) -> str:
    """Who waited can have this and has until a day to answer; meanwhile nobody else gets it."""
    uitlening.antwoord_uiterlijk = antwoord_uiterlijk
    berichten.aan_school(uitlening, "lening_aangeboden")
    return f"Antwoord uiterlijk op {datum(antwoord_uiterlijk)}."


def _periode_loopt_nog(uitlening: Uitlening) -> str | None:
    if uitlening.tot >= timezone.localdate():
        return None
    return "De periode van deze uitlening is voorbij. Annuleer de uitlening."


@uitleningen.transition(
    source=[Uitlening.Status.AANGEBODEN],
    target=Uitlening.Status.GERESERVEERD,
    allowed=rules.bureau_of_eigen_school,
    wie=BEIDE,
    label="Aanbod aannemen",
    voorwaarden=(_periode_loopt_nog,),
)
def lening_aannemen(uitlening: Uitlening, *, door: Any) -> str:
    """The school wants it: the loan is reserved, and the bureau hands it over."""
    uitlening.van = max(uitlening.van, timezone.localdate())
    plaats = Wachtplaats.objects.filter(uitlening=uitlening).first()
    if plaats is not None and plaats.vervolg:
        klaarzetten(plaats.vervolg, sleutel=f"{plaats.vervolg}:wachtplaats:{plaats.pk}", object_id=plaats.pk)
    return f"{datum(uitlening.van)} tot en met {datum(uitlening.tot)}."


@uitleningen.transition(
    source=[Uitlening.Status.AANGEBODEN],
    target=Uitlening.Status.VERVALLEN,
    allowed=rules.bureau_of_eigen_school,
    wie=BEIDE,
    label="Aanbod weigeren",
    invoer=RedenForm,
)
def lening_weigeren(uitlening: Uitlening, *, door: Any, reden: str) -> str:
    """The school does not need it any more, or did not answer; it is offered to the next in line."""
    if not rules.is_eigen_school.test(door, uitlening):
        berichten.aan_school(uitlening, "lening_vervallen")
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return reden


# --- A loan ----------------------------------------------------------------------------------------------


def _in_onderhoud(robot: Robot, van: date, tot: date) -> Onderhoud | None:
    return Onderhoud.objects.filter(robot=robot).in_periode(van, tot).first()


def _weiger_onderhoud(robot: Robot, van: date, tot: date, *, raad: str) -> None:
    """The database refuses it too. Raises VoorwaardeNietVervuld, with `raad` as what to do."""
    if onderhoud := _in_onderhoud(robot, van, tot):
        periode = f"van {datum(onderhoud.van)} tot en met {datum(onderhoud.tot)}"
        raise VoorwaardeNietVervuld(f"{robot} is in onderhoud {periode}. {raad}")


def _robot_werkt(uitlening: Uitlening) -> str | None:
    if uitlening.robot.status == Robot.Status.BESCHIKBAAR:
        return None
    return f"{uitlening.robot} is {uitlening.robot.get_status_display()}. Ruil eerst om, of maak het weer beschikbaar."


def _niemand_ertussen(uitlening: Uitlening) -> str | None:
    """Handing over early is fine as long as no other school has it, and no maintenance is planned, between today and
    the first day."""
    vandaag = timezone.localdate()
    if uitlening.van <= vandaag:
        return None
    tot = uitlening.van - timedelta(days=1)
    if onderhoud := _in_onderhoud(uitlening.robot, vandaag, tot):
        return f"Er is onderhoud tot en met {datum(onderhoud.tot)}. Geef het daarna mee."
    ander = (
        Uitlening.objects.actief()
        .filter(robot=uitlening.robot_id)
        .in_periode(vandaag, tot)
        .exclude(pk=uitlening.pk)
        .select_related("school")
        .first()
    )
    if ander is None:
        return None
    return f"{uitlening.robot} is tot en met {datum(ander.tot)} voor {ander.school.naam}. Geef het daarna mee."


@uitleningen.transition(
    source=[Uitlening.Status.GERESERVEERD],
    target=Uitlening.Status.UITGEREIKT,
    allowed=rules.is_bureau,
    wie=WIE,
    label="Uitreiken",
    voorwaarden=(_robot_werkt, _periode_loopt_nog, _niemand_ertussen),
)
def uitreiken(uitlening: Uitlening, *, door: Any) -> str:
    """The school takes the robot along. Early, the loan begins today: nobody else gets the days until then."""
    uitlening.uitgereikt_op = vandaag = timezone.localdate()
    zin = f"{uitlening.robot} is meegegeven aan {uitlening.school.naam}."
    if uitlening.van <= vandaag:
        return zin
    voorraad.proberen_te_vergrendelen()
    eerst, uitlening.van = uitlening.van, vandaag
    return f"{zin} De uitlening begint vandaag. Eerst was dat {datum(eerst)}."


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
    _weiger_onderhoud(robot, uitlening.van, uitlening.tot, raad="Kies iets anders uit de voorraad.")
    oud, uitlening.robot = uitlening.robot, robot
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return f"{oud} is omgeruild voor {robot}."


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
    wie=BEIDE,
    label="Annuleren",
    invoer=RedenForm,
)
def annuleren(uitlening: Uitlening, *, door: Any, reden: str) -> str:
    """The school does not need the robot any more, or does not get it; the next in line may have it."""
    voorraad.wachtlijst_laten_bedienen(uitlening)
    return reden


@uitleningen.transition(
    source=Uitlening.Status.actief(),
    target=None,
    allowed=rules.is_portaal,
    wie="het portaal zelf, na een besluit over de aanvraag",
    label="Laatste dag aanpassen",
)
def bijstellen(uitlening: Uitlening, *, door: None, tot: date) -> str:
    """The award ends earlier or later, and the loan with it. Refused when another school has the robot by then, and
    when maintenance is planned."""
    raad = "Vraag het bureau om het onderhoud te verplaatsen, of om het hulpmiddel eerst om te ruilen."
    _weiger_onderhoud(uitlening.robot, uitlening.van, tot, raad=raad)
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
            f"Dit is nog {uitlening.get_status_display()} voor {uitlening.school.naam}. "
            "Neem het eerst in, of ruil het om."
        )
    return reden
