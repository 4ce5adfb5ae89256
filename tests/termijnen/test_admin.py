from datetime import date

import pytest
from django.urls import reverse

from swv.termijnen.models import Dwangsomtarief, GelijkgesteldeDag
from swv.termijnen.tarieven import tarieven_laden
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


INDEX = {
    "geldig_van": "2027-01-01",
    "eerste": "25",
    "tweede": "38",
    "derde": "49",
    "bron": "Stb. 2026, 1",
    "grondslag": "Artikel.",
    "rechtsmiddel": "Bezwaar.",
}


def test_beheerder_adds_indexed_amounts_that_count_from_their_day(client, personas):
    tarieven_laden()
    log_in(client, personas.beheerder)

    begin = client.get(reverse("admin:termijnen_dwangsomtarief_add")).content.decode()
    antwoord = client.post(reverse("admin:termijnen_dwangsomtarief_add"), INDEX)

    assert antwoord.status_code == 302
    assert "4:17 en 4:18" in begin  # the texts of law of the newest version
    hoogste = [Dwangsomtarief.objects.op(date(jaar, 1, 1)).tarief.hoogste for jaar in (2026, 2027)]
    assert hoogste == [1442, 1568]


def test_amounts_that_get_lower_are_refused_with_the_reason(client, personas):
    log_in(client, personas.beheerder)

    antwoord = client.post(reverse("admin:termijnen_dwangsomtarief_add"), INDEX | {"derde": "10"})

    assert "worden per periode niet lager" in antwoord.content.decode()


@pytest.mark.parametrize("wie", ["bureau", "directeur", "controller", "coordinator"])
def test_amounts_are_changed_by_nobody_else_and_deleted_by_nobody(client, personas, wie):
    tarieven_laden()
    rij = Dwangsomtarief.objects.first()
    log_in(client, getattr(personas, wie))

    assert client.post(reverse("admin:termijnen_dwangsomtarief_add"), INDEX).status_code in {302, 403, 404}
    wijzigen = client.post(reverse("admin:termijnen_dwangsomtarief_change", args=[rij.pk]), INDEX)
    weg = log_in(client, personas.beheerder).post(
        reverse("admin:termijnen_dwangsomtarief_delete", args=[rij.pk]), {"post": "yes"}
    )

    assert wijzigen.status_code in {302, 403, 404}
    assert weg.status_code == 403
    assert set(Dwangsomtarief.objects.values_list("derde", flat=True)) == {40, 45}
