"""What beat and the worker do: reminders, never twice, and certificates for everybody who can have one."""

from datetime import date

import pytest
import time_machine

from swv.post.models import Bericht
from tests.factories.organisaties import SamenwerkingsverbandFactory
from tests.factories.voorzieningen import (
    AanwezigheidFactory,
    ActiviteitFactory,
    InschrijvingFactory,
    SessieFactory,
    moment,
)
from tests.voorzieningen.activiteiten.conftest import werk_af
from voorzieningen.activiteiten import bewijs, opdrachten
from voorzieningen.activiteiten.tasks import activiteiten_herinneren
from voorzieningen.models import Sessie

pytestmark = pytest.mark.django_db


def _op(dag: str) -> int:
    """How many messages go out on this day, however often beat comes."""
    voor = Bericht.objects.count()
    with time_machine.travel(f"{dag} 10:00:00+02:00"):
        for _ in range(3):
            activiteiten_herinneren()
            werk_af()
    return Bericht.objects.count() - voor


def test_everybody_with_a_place_is_reminded_once_some_days_before() -> None:
    activiteit = ActiviteitFactory()
    InschrijvingFactory.create_batch(2, activiteit=activiteit)
    InschrijvingFactory(activiteit=activiteit, wacht=True)
    InschrijvingFactory(activiteit=activiteit, afgemeld=True)

    assert [_op(f"2026-09-{dag}") for dag in (10, 11, 12, 13, 14, 15)] == [0, 2, 0, 0, 0, 0]
    assert {bericht.soort for bericht in Bericht.objects.all()} == {"activiteit_herinnering"}


def test_each_meeting_has_its_own_reminder() -> None:
    activiteit = InschrijvingFactory().activiteit
    SessieFactory(activiteit=activiteit, begint=moment(date(2026, 10, 5)))

    assert [_op("2026-09-13"), _op("2026-10-03")] == [1, 1]


def test_meeting_that_is_put_off_is_reminded_of_again() -> None:
    InschrijvingFactory()
    assert _op("2026-09-13") == 1

    Sessie.objects.update(begint=moment(date(2026, 9, 21)), eindigt=moment(date(2026, 9, 21), 12))

    assert [_op("2026-09-14"), _op("2026-09-19")] == [0, 1]


@pytest.mark.parametrize("anders", [{"afgelast": True}, {"in_concept": True}])
def test_nobody_is_reminded_of_what_does_not_take_place(anders: dict) -> None:
    InschrijvingFactory(activiteit=ActiviteitFactory(**anders))

    assert _op("2026-09-13") == 0


def test_meeting_called_off_after_the_plan_reminds_nobody() -> None:
    activiteit = InschrijvingFactory().activiteit
    with time_machine.travel("2026-09-13 10:00:00+02:00"):
        activiteiten_herinneren()
    ActiviteitFactory._meta.model.objects.filter(pk=activiteit.pk).update(
        status="afgelast", reden_afgelast="Geen zaal."
    )

    with time_machine.travel("2026-09-13 10:01:00+02:00"):
        werk_af()

    assert not Bericht.objects.exists()


def test_who_cannot_have_a_certificate_keeps_nobody_else_waiting() -> None:
    SamenwerkingsverbandFactory()
    activiteit = ActiviteitFactory(geweest=True)
    onbekend, bekend = [
        InschrijvingFactory(activiteit=activiteit, ingeschreven_op=op)
        for op in ("2026-08-02T10:00Z", "2026-08-01T10:00Z")
    ]
    tweede = SessieFactory(activiteit=activiteit, begint=moment(date(2026, 8, 13)))
    AanwezigheidFactory(inschrijving=onbekend, sessie=activiteit.eerste)
    for sessie in (activiteit.eerste, tweede):
        AanwezigheidFactory(inschrijving=bekend, sessie=sessie)

    opdrachten.bewijzen(str(activiteit.pk))

    assert (bewijs.van(onbekend) is None, bewijs.van(bekend) is None) == (True, False)
