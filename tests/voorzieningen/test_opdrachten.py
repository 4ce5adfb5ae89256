import pytest

from swv.kern import opdrachten
from swv.kern.models import Opdracht
from tests.factories.voorzieningen import UitleningFactory, WachtplaatsFactory
from tests.personas import Personas
from voorzieningen import workflow
from voorzieningen.tasks import wachtlijst_bedienen

pytestmark = pytest.mark.django_db


def test_worker_serves_the_waiting_list_after_an_act_through_any_door(personas: Personas) -> None:
    plaats = WachtplaatsFactory()
    workflow.innemen(UitleningFactory(uitgereikt=True), door=personas.bureau)

    assert opdrachten.uitvoeren(Opdracht.objects.get().pk)

    plaats.refresh_from_db()
    assert plaats.uitlening is not None


def test_task_serves_the_waiting_list() -> None:
    plaats = WachtplaatsFactory()
    UitleningFactory(teruggebracht=True)

    wachtlijst_bedienen()

    plaats.refresh_from_db()
    assert plaats.uitlening is not None
