"""A request comes through every state by its acts alone."""

import pytest

from tests.factories.toelating import maak_tlv
from toelating.models import Soort, Status

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("soort", [Soort.VSO, Soort.PRO])
@pytest.mark.parametrize("status", Status)
def test_every_state_is_reached_by_acts(wereld, soort, status):
    if (soort, status) == (Soort.PRO, Status.BIJ_TAC):
        pytest.skip("this procedure has no committee")
    assert maak_tlv(wereld, soort=soort, status=status).status == status
