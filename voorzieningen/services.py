"""Giving out what is lent, loading the catalogue, and what a room above does with places (`voorzieningen.plaatsen`).

Everything that gives something out holds the lock of the stock."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from swv.organisaties.models import School
from swv.termijnen.rekenen import werkdagen_na
from swv.termijnen.selectors import extra_feestdagen
from voorzieningen import rules, selectors, voorraad, workflow
from voorzieningen.catalogus import Geladen, catalogus_laden
from voorzieningen.models import Robot, Uitlening, Wachtplaats
from voorzieningen.models.hulpmiddelen import ROBOT
from voorzieningen.plaatsen.services import plaats_aanvragen
from voorzieningen.uitlenen.herinneren import leningen_herinneren

__all__ = [
    "Geladen",
    "catalogus_laden",
    "leningen_herinneren",
    "onderhoud_gewijzigd",
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
    *,
    bron: models.Model,
    school: School,
    van: date,
    tot: date,
    sleutel: str,
    door: Any,
    vervolg: str = "",
    hulpmiddel: UUID = ROBOT,
) -> Uitlening | Wachtplaats:
    """Reserve a robot, or another kind of thing, for a school, or put the school on the waiting list when none is free.

    It is free on every day from `van` (today when that is past) up to and including `tot`. Who asked
    earlier goes first. A second call with the same `sleutel` changes nothing and returns what the first one
    led to: the place, or by now the loan. What comes free for a place in line is offered; `vervolg` names the opdracht
    to enqueue when the school takes that, with the number of the place as its object_id. Whether `door` may ask is
    for the caller to decide.
    Raises Geweigerd when the period is over or the wrong way round.
    """
    voorraad.vergrendelen()
    if bestaand := _eerder(sleutel):
        return bestaand
    _controleer_periode(van, tot)
    wachtlijst_bedienen()
    begin = max(van, timezone.localdate())
    robot = _vrije_robot(begin, tot, hulpmiddel)
    if robot is not None:
        return _reserveren(robot, door=door, bron=bron, school=school, van=begin, tot=tot, sleutel=sleutel)
    return Wachtplaats.objects.create(
        bron=bron, school=school, van=van, tot=tot, sleutel=sleutel, vervolg=vervolg, hulpmiddel_id=hulpmiddel
    )


@transaction.atomic
def wachtlijst_bedienen() -> list[Uitlening]:
    """Offer whatever is free to the first in line whom it fits; return the new loans, oldest request first.

    Who waited past the first day gets the rest of the period. A place or an offer whose last day is over lapses.
    """
    voorraad.vergrendelen()
    vandaag = timezone.localdate()
    Wachtplaats.objects.open().filter(tot__lt=vandaag).update(
        vervallen_op=timezone.now(), reden="De gewenste periode is voorbij. Er kwam niets vrij."
    )
    for aanbod in Uitlening.objects.filter(status=Uitlening.Status.AANGEBODEN, tot__lt=vandaag):
        workflow.lening_weigeren(aanbod, door=None, reden="De periode is voorbij. Er kwam geen antwoord.")
    nieuw = []
    wachtend = Wachtplaats.objects.open().select_for_update(of=("self",))
    for plaats in wachtend.select_related("school", "hulpmiddel"):
        begin = max(plaats.van, vandaag)
        robot = _vrije_robot(begin, plaats.tot, plaats.hulpmiddel.pk)
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
    is_aanbod = uitlening.status == Uitlening.Status.AANGEBODEN
    is_weg = uitlening.status == Uitlening.Status.UITGEREIKT
    if not is_weg and (tot is None or tot < max(uitlening.van, vandaag)):
        opgeven = workflow.lening_weigeren if is_aanbod else workflow.annuleren
        opgeven(uitlening, door=None, reden="De toekenning is gestopt.")
        return f"{uitlening.robot} is niet meer voor u gereserveerd."
    einde = max(tot or vandaag, vandaag) if is_weg else tot
    assert einde is not None
    workflow.bijstellen(uitlening, door=None, tot=einde)
    begin = "U krijgt een aanbod om te lenen:" if is_aanbod else "U leent"
    return f"{begin} {uitlening.robot} tot en met {datum(einde)}."


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


@transaction.atomic
def onderhoud_gewijzigd(*, robot: Robot, door: Any) -> None:
    """The maintenance of a thing was planned otherwise: say so on its timeline, and offer what came free."""
    periodes = [f"{datum(rij.van)} tot en met {datum(rij.tot)}: {rij.reden}" for rij in robot.onderhoud.all()]
    Gebeurtenis.objects.create(
        bron=robot,
        handeling="onderhoud",
        label="Onderhoud gepland" if periodes else "Geen onderhoud meer gepland",
        door=door,
        van_status=robot.status,
        naar_status=robot.status,
        toelichting=" ".join(f"{periode}." for periode in periodes),
    )
    voorraad.wachtlijst_laten_bedienen(robot, op=timezone.now())


def _eerder(sleutel: str) -> Uitlening | Wachtplaats | None:
    return Uitlening.objects.filter(sleutel=sleutel).first() or Wachtplaats.objects.filter(sleutel=sleutel).first()


def _controleer_periode(van: date, tot: date) -> None:
    if tot < van:
        zin = "De laatste dag ligt voor de eerste dag. Verander een van beide datums."
        raise Geweigerd(zin, velden={"tot": [zin]})
    if tot < timezone.localdate():
        zin = "Deze periode is al voorbij. Kies een laatste dag in de toekomst."
        raise Geweigerd(zin, velden={"tot": [zin]})


def _vrije_robot(van: date, tot: date, hulpmiddel: UUID) -> Robot | None:
    """A free thing, locked so that it cannot break or leave the stock before the loan is stored."""
    return selectors.vrije_robots(van, tot, hulpmiddel).select_for_update(of=("self",), no_key=True).first()


def _reserveren(robot: Robot, *, door: Any, **velden: Any) -> Uitlening:
    uitlening = Uitlening.objects.create(robot=robot, **velden)
    Gebeurtenis.objects.create(
        bron=uitlening,
        handeling="reserveren",
        label="Gereserveerd",
        door=door,
        naar_status=uitlening.status,
        toelichting=f"{robot} ({robot.hulpmiddel.naam}), {datum(uitlening.van)} tot en met {datum(uitlening.tot)}.",
    )
    return uitlening


def _plaats_geven(plaats: Wachtplaats, robot: Robot, begin: date) -> Uitlening:
    """Offer to who waits: nobody else gets it while the school can answer."""
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
    dag = werkdagen_na(timezone.localdate(), plaats.hulpmiddel.antwoord_werkdagen, extra=extra_feestdagen())
    return workflow.lening_aanbieden(uitlening, door=None, antwoord_uiterlijk=min(dag, plaats.tot))
