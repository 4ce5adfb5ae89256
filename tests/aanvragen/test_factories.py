"""The factory reaches every state through the acts."""

import pytest

from aanvragen.models import Status
from tests.factories.aanvragen import maak_aanvraag, soort_met
from tests.personas import Personas

pytestmark = pytest.mark.django_db


COMBINATIES = [
    (soort, status)
    for soort in ("frictiefonds", "innovatiegelden", "huisonderwijs", "robot")
    for status in Status.values
    if soort_met(status, anders=soort) == soort
]


@pytest.mark.parametrize(("soort", "status"), COMBINATIES)
def test_maak_aanvraag_reaches_the_state(personas: Personas, soort: str, status: str) -> None:
    assert maak_aanvraag(personas, soort=soort, status=status).status == status
