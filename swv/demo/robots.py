"""The robots of the demo: its stock, and one that comes back with something missing and is repaired."""

from swv.demo.tijd import DAG, om, op
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker, Rolsoort
from voorzieningen.models import Robot, Uitlening
from voorzieningen.services import robot_innemen, robot_toegevoegd
from voorzieningen.workflow import robots as acts

ROBOTS = (
    ("Robin", "AV1-0001"),
    ("Sam", "AV1-0002"),
    ("Charlie", "AV1-0003"),
)
SCHADE = "De lader ontbreekt."


def robots() -> str:
    door = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
    aantal = 0
    for naam, serienummer in ROBOTS:
        robot, is_nieuw = Robot.objects.get_or_create(
            serienummer=serienummer, defaults={"naam": naam, "soort": "No Isolation AV1"}
        )
        if is_nieuw:
            robot_toegevoegd(robot=robot, door=door)
            aantal += 1
    return f"{aantal} robots nieuw"


def terugbrengen(uitlening: Uitlening, bureau: Gebruiker) -> None:
    """On its last day the robot is back and checked; a few days later it has a new charger."""
    with op(om(uitlening.tot, 15)):
        robot_innemen(uitlening=uitlening, door=bureau, schade=SCHADE)
    with op(om(uitlening.tot + 5 * DAG, 10)):
        verrichten(acts["herstellen"], Robot.objects.get(pk=uitlening.robot_id), door=bureau, data={})
