"""Giving out robots, loading the catalogue, and what a room above does with places (`voorzieningen.plaatsen`).

Everything that gives out a robot holds the lock of the stock."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan
from swv.kern.models import Gebeurtenis
from swv.kern.opdrachten import klaarzetten
from swv.kern.opmaak import datum
from swv.organisaties.models import School
from voorzieningen import rules, selectors, voorraad, workflow
from voorzieningen.catalogus import Geladen, catalogus_laden
from voorzieningen.models import Robot, Uitlening, Wachtplaats
from voorzieningen.plaatsen.services import plaats_aanvragen

__all__ = [
    "Geladen",
    "catalogus_laden",
    "plaats_aanvragen",
    "robot_innemen",
    "robot_laten_terugkomen",
    "robot_toegevoegd",
    "robot_toewijzen",
    "robot_uitreiken",
    "uitlening_annuleren",
    "wachtlijst_bedienen",
    "wachtplaats_verlaten",
]


@transaction.atomic
def robot_toewijzen(
    *, bron: models.Model, school: School, van: date, tot: date, sleutel: str, door: Any, vervolg: str = ""
) -> Uitlening | Wachtplaats:
    """Reserve a robot for a school, or put the school on the waiting list when none is free.

    The robot is free on every day from `van` (today when that is past) up to and including `tot`. Who asked
    earlier goes first. A second call with the same `sleutel` changes nothing and returns what the first one
    led to: the place, or by now the loan. `vervolg` names the opdracht to enqueue when a place becomes a loan,
    with the number of the place as its object_id. Whether `door` may ask is for the caller to decide.
    Raises Geweigerd when the period is over or the wrong way round.
    """
    voorraad.vergrendelen()
    if bestaand := _eerder(sleutel):
        return bestaand
    _controleer_periode(van, tot)
    wachtlijst_bedienen()
    begin = max(van, timezone.localdate())
    robot = _vrije_robot(begin, tot)
    if robot is not None:
        return _reserveren(robot, door=door, bron=bron, school=school, van=begin, tot=tot, sleutel=sleutel)
    return Wachtplaats.objects.create(bron=bron, school=school, van=van, tot=tot, sleutel=sleutel, vervolg=vervolg)


@transaction.atomic
def wachtlijst_bedienen() -> list[Uitlening]:
    """Give every free robot to the first in line whom it fits; return the new loans, oldest request first.

    Who waited past the first day gets the rest of the period. A place whose last day is over lapses.
    """
    voorraad.vergrendelen()
    vandaag = timezone.localdate()
    Wachtplaats.objects.open().filter(tot__lt=vandaag).update(
        vervallen_op=timezone.now(), reden="De gewenste periode is voorbij. Er kwam geen robot vrij."
    )
    nieuw = []
    for plaats in Wachtplaats.objects.open().select_for_update(of=("self",)).select_related("school"):
        begin = max(plaats.van, vandaag)
        robot = _vrije_robot(begin, plaats.tot)
        if robot is not None:
            nieuw.append(_plaats_geven(plaats, robot, begin))
    return nieuw


def robot_uitreiken(*, uitlening: Uitlening, door: Any) -> Uitlening:
    """The bureau hands the robot over. Raises Geweigerd."""
    return workflow.uitreiken(uitlening, door=door)


@transaction.atomic
def robot_innemen(*, uitlening: Uitlening, door: Any, schade: str = "") -> list[Uitlening]:
    """The bureau takes the robot back; with `schade` it is out of use. Returns the loans for the next in line.

    Raises Geweigerd, for instance when the robot was never handed over.
    """
    voorraad.vergrendelen()
    workflow.innemen(uitlening, door=door, schade=schade)
    return wachtlijst_bedienen()


@transaction.atomic
def uitlening_annuleren(*, uitlening: Uitlening, door: Any, reden: str) -> list[Uitlening]:
    """Give up a reservation. Returns the loans for the next in line. Raises Geweigerd."""
    voorraad.vergrendelen()
    workflow.annuleren(uitlening, door=door, reden=reden)
    return wachtlijst_bedienen()


@transaction.atomic
def robot_laten_terugkomen(*, bron: models.Model, tot: date | None) -> list[str]:
    """The award of `bron` now lasts up to and including `tot`, or not at all (None): its loan or place in line follows.

    A reservation that has no day left is given up, a robot that is out has to come back; the next in line gets what is
    free. Returns sentences for the school. Raises Geweigerd when another school has the robot in a longer period.
    """
    voorraad.vergrendelen()
    regels = [_loopt_tot(uitlening, tot) for uitlening in Uitlening.objects.van(bron).actief()]
    for plaats in Wachtplaats.objects.van(bron).open():
        if tot is None or tot < timezone.localdate():
            wachtplaats_verlaten(wachtplaats=plaats, door=None, reden="De toekenning is gestopt.")
            regels.append("U staat niet meer op de wachtlijst voor een robot.")
        else:
            plaats.tot = max(tot, plaats.van)
            plaats.save(update_fields=["tot"])
            regels.append(f"U staat op de wachtlijst voor een robot tot en met {datum(plaats.tot)}.")
    wachtlijst_bedienen()
    return regels


def _loopt_tot(uitlening: Uitlening, tot: date | None) -> str:
    vandaag = timezone.localdate()
    is_weg = uitlening.status == Uitlening.Status.UITGEREIKT
    if not is_weg and (tot is None or tot < max(uitlening.van, vandaag)):
        workflow.annuleren(uitlening, door=None, reden="De toekenning is gestopt.")
        return f"{uitlening.robot} is niet meer voor u gereserveerd."
    einde = max(tot or vandaag, vandaag) if is_weg else tot
    assert einde is not None
    workflow.bijstellen(uitlening, door=None, tot=einde)
    return f"U leent {uitlening.robot} tot en met {datum(einde)}."


@transaction.atomic
def wachtplaats_verlaten(*, wachtplaats: Wachtplaats, door: Any, reden: str) -> Wachtplaats:
    """The school no longer waits; `reden` says why. Raises Geweigerd when it has a robot or left before."""
    voorraad.vergrendelen()
    plaats = Wachtplaats.objects.select_for_update(of=("self",)).get(pk=wachtplaats.pk)
    if not rules.bureau_of_eigen_school.test(door, plaats):
        raise NietToegestaan("Alleen de school zelf of het bureau kan een school van de wachtlijst halen.")
    if not plaats.is_open:
        raise Geweigerd("Deze school staat niet meer op de wachtlijst. Ververs de pagina.")
    if not reden.strip():
        zin = "Schrijf op waarom de school niet meer wacht."
        raise Geweigerd(zin, velden={"reden": [zin]})
    plaats.vervallen_op = timezone.now()
    plaats.reden = reden.strip()
    plaats.save(update_fields=["vervallen_op", "reden"])
    return plaats


@transaction.atomic
def robot_toegevoegd(*, robot: Robot, door: Any) -> None:
    """A robot was added to the stock: start its timeline and let it be offered to the waiting list."""
    Gebeurtenis.objects.create(
        bron=robot, handeling="toevoegen", label="Toegevoegd aan de voorraad", door=door, naar_status=robot.status
    )
    voorraad.wachtlijst_laten_bedienen(robot)


def _eerder(sleutel: str) -> Uitlening | Wachtplaats | None:
    return Uitlening.objects.filter(sleutel=sleutel).first() or Wachtplaats.objects.filter(sleutel=sleutel).first()


def _controleer_periode(van: date, tot: date) -> None:
    if tot < van:
        zin = "De laatste dag ligt voor de eerste dag. Verander een van beide datums."
        raise Geweigerd(zin, velden={"tot": [zin]})
    if tot < timezone.localdate():
        zin = "Deze periode is al voorbij. Kies een laatste dag in de toekomst."
        raise Geweigerd(zin, velden={"tot": [zin]})


def _vrije_robot(van: date, tot: date) -> Robot | None:
    """A free robot, locked so that it cannot break or leave the stock before the loan is stored."""
    return selectors.vrije_robots(van, tot).select_for_update(of=("self",), no_key=True).first()


def _reserveren(robot: Robot, *, door: Any, **velden: Any) -> Uitlening:
    uitlening = Uitlening.objects.create(robot=robot, **velden)
    Gebeurtenis.objects.create(
        bron=uitlening,
        handeling="reserveren",
        label="Gereserveerd",
        door=door,
        naar_status=uitlening.status,
        toelichting=f"Robot {robot}, {datum(uitlening.van)} tot en met {datum(uitlening.tot)}.",
    )
    return uitlening


def _plaats_geven(plaats: Wachtplaats, robot: Robot, begin: date) -> Uitlening:
    uitlening = _reserveren(
        robot,
        door=None,
        content_type_id=plaats.content_type_id,
        object_id=plaats.object_id,
        school=plaats.school,
        van=begin,
        tot=plaats.tot,
        sleutel=plaats.sleutel,
    )
    plaats.uitlening = uitlening
    plaats.save(update_fields=["uitlening"])
    if plaats.vervolg:
        klaarzetten(plaats.vervolg, sleutel=f"{plaats.vervolg}:wachtplaats:{plaats.pk}", object_id=plaats.pk)
    return uitlening
