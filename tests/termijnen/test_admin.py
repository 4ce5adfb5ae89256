from datetime import date

import pytest
from django.urls import reverse

from swv.termijnen.models import GelijkgesteldeDag
from tests.factories.termijnen import TermijnFactory
from tests.personas import log_in

pytestmark = pytest.mark.django_db
NIEUW = {"dag": "2029-05-11", "naam": "dag na Hemelvaartsdag", "besluit": "Stb. 2028, 1"}


def voeg_toe(client):
    return client.post(reverse("admin:termijnen_gelijkgesteldedag_add"), NIEUW)


def test_gelijkgestelde_dag_added_by_beheerder_moves_open_terms(client, personas):
    termijn = TermijnFactory(begin=date(2029, 3, 16))
    assert voeg_toe(log_in(client, personas.beheerder)).status_code == 302
    termijn.refresh_from_db()
    assert termijn.uiterlijk == date(2029, 5, 14)


@pytest.mark.parametrize("wie", ["bureau", "directeur", "controller", "coordinator"])
def test_gelijkgestelde_dag_added_by_other_role_is_refused(client, personas, wie):
    assert voeg_toe(log_in(client, getattr(personas, wie))).status_code in {302, 403, 404}
    assert not GelijkgesteldeDag.objects.exists()


def test_gelijkgestelde_dag_twice_keeps_the_form_with_the_reason(client, personas):
    log_in(client, personas.beheerder)
    voeg_toe(client)
    assert "Deze dag staat er al" in voeg_toe(client).content.decode()
