"""The factory reaches every state through the acts."""

import pytest

from aanvragen.models import Status
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import Personas

pytestmark = pytest.mark.django_db


# Only frictiefonds is co-signed by the board, only innovatiegelden knows a round of feedback.
ALLEEN_BIJ = {Status.TER_MEDETEKENING: "frictiefonds", Status.FEEDBACK_GEGEVEN: "innovatiegelden"}
COMBINATIES = [
    (soort, status)
    for soort in ("frictiefonds", "innovatiegelden", "huisonderwijs", "robot")
    for status in Status.values
    if ALLEEN_BIJ.get(status, soort) == soort
]


@pytest.mark.parametrize(("soort", "status"), COMBINATIES)
def test_maak_aanvraag_reaches_the_state(personas: Personas, soort: str, status: str) -> None:
    assert maak_aanvraag(personas, soort=soort, status=status).status == status
