"""Other things to lend than robots: a laptop that is offered and one in maintenance, and a quiet tent on loan."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from swv.demo.verhalen import BAKEN_POORT, ECHNATON
from swv.organisaties.models import Gebruiker, Rolsoort, School
from voorzieningen.models import Hulpmiddel, Onderhoud, Robot, Uitlening
from voorzieningen.services import robot_toegevoegd, robot_toewijzen, robot_uitreiken, wachtlijst_bedienen

WEEK = timedelta(weeks=1)


@transaction.atomic
def hulpmiddelen_laden() -> int:
    """Add two kinds with their stock and loans, unless they are there. Gives how many things are new."""
    if Hulpmiddel.objects.filter(code="laptop").exists():
        return 0
    door = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
    laptop = Hulpmiddel.objects.create(code="laptop", naam="laptop", meervoud="laptops")
    tent = Hulpmiddel.objects.create(code="tent", naam="prikkelarme tent", meervoud="prikkelarme tenten")
    _erbij(tent, "Tent Duin", "TENT-01", "Pop-uptent met dimbaar licht", door)
    geleend = _lenen(tent, ECHNATON, weken=8, door=door)
    assert isinstance(geleend, Uitlening)
    robot_uitreiken(uitlening=geleend, door=door)
    _lenen(tent, BAKEN_POORT, weken=6, door=door)  # waits
    _lenen(laptop, BAKEN_POORT, weken=12, door=door)  # waits too, until there is one
    stuk = _erbij(laptop, "Laptop 2", "LAP-0002", "14 inch", door)
    vandaag = timezone.localdate()
    Onderhoud.objects.create(robot=stuk, van=vandaag, tot=vandaag + 2 * WEEK, reden="Nieuwe batterij")
    _erbij(laptop, "Laptop 1", "LAP-0001", "14 inch", door)
    wachtlijst_bedienen()
    return 3


def _erbij(soort: Hulpmiddel, naam: str, serienummer: str, merk: str, door: Gebruiker) -> Robot:
    ding = Robot.objects.create(hulpmiddel=soort, naam=naam, serienummer=serienummer, soort=merk)
    robot_toegevoegd(robot=ding, door=door)
    return ding


def _lenen(soort: Hulpmiddel, school: str, *, weken: int, door: Gebruiker) -> object:
    vandaag = timezone.localdate()
    return robot_toewijzen(
        bron=soort,
        hulpmiddel=soort.pk,
        school=School.objects.get(code=school),
        van=vandaag,
        tot=vandaag + weken * WEEK,
        sleutel=f"demo:{soort.code}:{school}",
        door=door,
    )
