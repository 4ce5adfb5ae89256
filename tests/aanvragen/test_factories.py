"""The factory reaches every state through the acts."""

import pytest

from aanvragen.models import Status
from aanvragen.soorten import alle
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import Personas

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("soort", ["frictiefonds", "innovatiegelden", "huisonderwijs", "robot"])
def test_maak_aanvraag_reaches_the_state(personas: Personas, soort: str, status: str) -> None:
    declaratie = next(rij for rij in alle() if rij.code == soort)
    if status == Status.TER_MEDETEKENING and not declaratie.medetekening:
        pytest.skip("This kind is not co-signed.")
    if status == Status.FEEDBACK_GEGEVEN and not declaratie.feedbackronde:
        pytest.skip("This kind has no feedback round.")

    assert maak_aanvraag(personas, soort=soort, status=status).status == status
