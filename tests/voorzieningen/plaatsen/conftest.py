from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from swv.kern import opdrachten
from swv.kern.models import Opdracht
from swv.organisaties.models import School
from tests.factories.organisaties import SchoolFactory
from tests.factories.voorzieningen import RobotFactory
from voorzieningen.models import Plaatsing, Robot, Voorziening
from voorzieningen.plaatsen import services

Vragen = Callable[..., Plaatsing]


@pytest.fixture
def vraag(db: None) -> Vragen:
    """A school asks for a place; the robot stands for any dossier."""
    bron = RobotFactory(status=Robot.Status.UIT_DIENST)

    def vragen(voorziening: Voorziening, school: School | None = None, **anders: Any) -> Plaatsing:
        return services.plaats_aanvragen(
            **{
                "bron": bron,
                "voorziening": voorziening,
                "school": school or SchoolFactory(),
                "van": date(2026, 9, 1),
                "tot": date(2027, 7, 31),
                "sleutel": f"vraag:{Plaatsing.objects.count()}",
                "door": None,
                **anders,
            }
        )

    return vragen


def werk_af() -> None:
    """The worker does everything that waits."""
    while rijen := list(Opdracht.objects.filter(staat=Opdracht.Staat.KLAAR).exclude(soort="post.bericht")):
        for rij in rijen:
            opdrachten.uitvoeren(rij.pk)
            rij.refresh_from_db()
            assert rij.staat == Opdracht.Staat.GEDAAN, rij.fout
